import { amiType } from "../../model/nodes/ami";
import { InputError } from "../../model/errors";
import { instanceType, supportsPrefixes } from "../../model/nodes/instance-types";
import { checkNodeLabels, isLabelKey, isLabelValue } from "../../model/nodes/labels";
import { maxPods } from "../../model/nodes/max-pods";
import type { FargateProfileArgs, ManagedNodesArgs } from "./args";

/** What follows from the arguments of a node group. */
export interface NodeFacts {
  /** `amiType` of the EKS API. */
  amiType: string;
  /** The kubelet's maxPods: what the smallest of the types holds. */
  maxPods: number;
}

/** Checks what is known of a node group before deployment. @throws InputError */
export function checkManagedNodes(args: ManagedNodesArgs): NodeFacts {
  const {
    instanceTypes,
    addressing = {},
    minSize,
    desiredSize,
    maxSize,
    maxUnavailable = 1,
  } = args;
  const types = instanceTypes.map((name, index) => instanceType(name, `instanceTypes[${index}]`));
  const type = amiType(args.ami ?? "al2023", types);
  const xen = types.find((one) => !supportsPrefixes(one));
  if (addressing.prefixDelegation && xen) {
    throw new InputError({
      argument: "addressing.prefixDelegation",
      value: true,
      rule: `does not work on ${xen.name}, which is not based on the Nitro System`,
      fix: "Choose Nitro-based instance types, for example m5 or later.",
    });
  }
  if (!(minSize <= desiredSize && desiredSize <= maxSize && maxSize >= 1)) {
    throw new InputError({
      argument: "desiredSize",
      value: desiredSize,
      rule: `does not lie between minSize, ${minSize}, and maxSize, ${maxSize}, which is at least 1`,
      fix: "Put the three into order.",
    });
  }
  if (maxUnavailable < 1 || maxUnavailable > 100) {
    throw new InputError({
      argument: "maxUnavailable",
      value: maxUnavailable,
      rule: "is not between 1 and 100",
      fix: "Give the number of nodes that an update may take away at once.",
    });
  }
  checkNodeLabels(args.labels ?? {}, "labels");
  checkTaints(args.taints ?? []);
  return { amiType: type, maxPods: Math.min(...types.map((one) => maxPods(one, addressing))) };
}

function checkTaints(taints: NonNullable<ManagedNodesArgs["taints"]>): void {
  taints.forEach(({ key, value = "" }, index) => {
    if (isLabelKey(key) && isLabelValue(value)) return;
    throw new InputError({
      argument: `taints[${index}]`,
      value: { key, value },
      rule: "is no taint: key and value follow the rules of labels",
      fix: "Use up to 63 letters, digits, '-', '_' and '.' in each.",
    });
  });
}

/** Checks what is known of a Fargate profile before deployment. @throws InputError */
export function checkFargateProfile(name: string, { selectors }: FargateProfileArgs): void {
  if (/^eks-/i.test(name)) {
    throw new InputError({
      argument: "name",
      value: name,
      rule: "begins with eks-, which EKS keeps for itself",
      fix: "Choose another name for the profile.",
    });
  }
  if (selectors.length < 1 || selectors.length > 5) {
    throw new InputError({
      argument: "selectors",
      value: selectors,
      rule: `are ${selectors.length}; a profile has one to five`,
      fix: "Make a further profile for further selectors.",
    });
  }
  selectors.forEach(({ labels = {} }, index) => {
    const count = Object.keys(labels).length;
    if (count <= 5) return;
    throw new InputError({
      argument: `selectors[${index}].labels`,
      value: labels,
      rule: `are ${count}; a selector has at most five`,
      fix: "Select by fewer labels.",
    });
  });
}
