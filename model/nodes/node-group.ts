import { InputError, pathTo } from "../errors";
import {
  choice,
  count,
  flag,
  list,
  listOf,
  object,
  optional,
  text,
  texts,
  withDefault,
  type Given,
  type Static,
} from "../schema-parts";
import { amiType } from "./ami";
import { instanceType, requirePrefixes } from "./instance-types";
import { checkNodeLabels, isLabelKey, isLabelValue } from "./labels";
import { maxPods, type PodAddressing } from "./max-pods";
import { checkSizes, nodeSizes } from "./sizes";

const taint = object(
  "a taint, which keeps pods away that do not tolerate it",
  {
    key: text("key", { examples: ["dedicated"] }),
    value: optional(text("value; none when left out")),
    effect: choice("effect", ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"]),
  },
  "Taint",
);

/** Schema of the settings of a managed node group, as a stack and the component have them. */
export const nodeGroupSettings = object("a managed node group", {
  instanceTypes: list(
    "EC2 instance types of one architecture; several make Spot capacity more likely",
    { minItems: 1, examples: [["m7g.large", "m6g.large"]] },
  ),
  ami: withDefault(
    choice("operating system; architecture and GPU drivers follow from the instance types", [
      "al2023",
      "bottlerocket",
    ]),
    "al2023",
  ),
  capacityType: withDefault(
    choice("On-Demand capacity, or Spot capacity that EC2 may take back at two minutes' notice", [
      "ON_DEMAND",
      "SPOT",
    ]),
    "ON_DEMAND",
  ),
  ...nodeSizes,
  volumeSize: withDefault(
    count("GiB of the encrypted gp3 volume for images and containers", 20),
    50,
  ),
  labels: withDefault(texts("labels of the nodes", { examples: [{ lifecycle: "ondemand" }] }), {}),
  taints: withDefault(listOf("taints of the nodes", taint), []),
  maxUnavailable: withDefault(count("nodes that an update takes away at once", 1), 1),
  updateStrategy: withDefault(
    choice(
      "whether an update launches nodes before it takes others away (DEFAULT) or after (MINIMAL)",
      ["DEFAULT", "MINIMAL"],
    ),
    "DEFAULT",
  ),
  autoRepair: withDefault(flag("true where EKS replaces nodes that have stopped working"), true),
});

/** A taint of nodes. */
export type Taint = Static<typeof taint>;

/** Settings of a managed node group, with their defaults filled in. */
export type NodeGroupSettings = Static<typeof nodeGroupSettings>;

/** Settings of a managed node group as their author writes them. */
export type GivenNodeGroupSettings = Given<typeof nodeGroupSettings>;

/** The addressing of a node group's pods. */
export interface GroupAddressing {
  addressing: PodAddressing;
  /** Path of the argument that sets it, for errors. */
  argument: string;
}

/** The values that a node group's arguments determine. */
export interface NodeFacts {
  /** `amiType` of the EKS API. */
  amiType: string;
  /** The kubelet's maxPods: the number of pods that the smallest of the types holds. */
  maxPods: number;
}

/** Checks the properties of a node group that are known before deployment. @throws InputError */
export function checkNodeGroup(
  group: NodeGroupSettings,
  pods: GroupAddressing,
  argument: string,
): NodeFacts {
  const { instanceTypes, ami, maxUnavailable, labels, taints } = group;
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
      rule: "is not a valid taint: key and value follow the rules of labels",
      fix: "Use up to 63 letters, digits, '-', '_' and '.' in each.",
    });
  });
}
