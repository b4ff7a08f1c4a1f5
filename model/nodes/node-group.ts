import { InputError, pathTo } from "../errors";
import { amiType, type AmiFamily } from "./ami";
import { instanceType, requirePrefixes } from "./instance-types";
import { checkNodeLabels, isLabelKey, isLabelValue } from "./labels";
import { maxPods, type PodAddressing } from "./max-pods";
import { checkSizes, type NodeSizes } from "./sizes";

/** A taint that keeps pods away that do not tolerate it. */
export interface Taint {
  /** @example "dedicated" */
  key: string;
  /** @default no value */
  value?: string;
  effect: "NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE";
}

/** What of a managed node group is known before deployment. */
export interface NodeGroupPlan extends NodeSizes {
  instanceTypes: readonly string[];
  /** @default "al2023" */
  ami?: AmiFamily;
  labels?: Readonly<Record<string, string>>;
  taints?: readonly Taint[];
  /** Nodes that an update takes away at once. @default 1 */
  maxUnavailable?: number;
}

/** How the pods of a node group get addresses. */
export interface GroupAddressing {
  addressing: PodAddressing;
  /** The argument that says so, for errors. */
  argument: string;
}

/** What follows from the arguments of a node group. */
export interface NodeFacts {
  /** `amiType` of the EKS API. */
  amiType: string;
  /** The kubelet's maxPods: what the smallest of the types holds. */
  maxPods: number;
}

/** Checks what is known of a node group before deployment. @throws InputError */
export function checkNodeGroup(
  group: NodeGroupPlan,
  pods: GroupAddressing,
  argument: string,
): NodeFacts {
  const { instanceTypes, ami = "al2023", maxUnavailable = 1, labels = {}, taints = [] } = group;
  const at = pathTo(argument, "instanceTypes");
  const types = instanceTypes.map((name, index) => instanceType(name, `${at}[${index}]`));
  const image = amiType(ami, types, at);
  if (pods.addressing.prefixDelegation) {
    requirePrefixes(types, `${pods.argument}.prefixDelegation`);
  }
  checkSizes(group, argument);
  if (maxUnavailable < 1 || maxUnavailable > 100) {
    throw new InputError({
      argument: pathTo(argument, "maxUnavailable"),
      value: maxUnavailable,
      rule: "is not between 1 and 100",
      fix: "Give the number of nodes that an update may take away at once.",
    });
  }
  checkNodeLabels(labels, pathTo(argument, "labels"));
  checkTaints(taints, pathTo(argument, "taints"));
  return {
    amiType: image,
    maxPods: Math.min(...types.map((type) => maxPods(type, pods.addressing))),
  };
}

function checkTaints(taints: readonly Taint[], argument: string): void {
  taints.forEach(({ key, value = "" }, index) => {
    if (isLabelKey(key) && isLabelValue(value)) return;
    throw new InputError({
      argument: `${argument}[${index}]`,
      value: { key, value },
      rule: "is no taint: key and value follow the rules of labels",
      fix: "Use up to 63 letters, digits, '-', '_' and '.' in each.",
    });
  });
}
