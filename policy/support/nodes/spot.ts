import type { Resource } from "../../frame/resource";
import type { PropertiesOf } from "../../frame/inputs";
import {
  argumentLabels,
  bottlerocketSettingsLabels,
  type Labels,
  nodeConfigLabels,
  userDataLabels,
} from "./labels";

/** The resource types that can request Spot capacity. */
export const spotTypes = [
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
  "aws:ec2/instance:Instance",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  "aws:eks/nodeGroup:NodeGroup",
  "eks:index:ManagedNodeGroup",
  "eks:index:NodeGroup",
  "eks:index:NodeGroupV2",
  "kubernetes:karpenter.sh/v1:NodePool",
] as const;

export type SpotResource = Resource<(typeof spotTypes)[number]>;

/** The Spot nodes that a resource describes. */
export interface SpotNodes {
  /** The labels with which they register. */
  labels: Labels;
  /** A sentence that says how to add a label. */
  howTo: (label: string) => string;
}

const inUserData = (label: string) =>
  `Pass --node-labels=${label} to the kubelet in the user data: bootstrap arguments, NodeConfig spec.kubelet.flags, or Bottlerocket settings.kubernetes.node-labels.`;

/** The Spot nodes of a resource, or undefined if it requests other capacity. */
export function spotNodesOf(resource: SpotResource): SpotNodes | undefined {
  switch (resource.type) {
    case "aws:ec2/launchTemplate:LaunchTemplate":
    case "aws:ec2/instance:Instance":
      return resource.props.instanceMarketOptions?.marketType === "spot"
        ? byUserData(resource.props)
        : undefined;
    case "aws:ec2/launchConfiguration:LaunchConfiguration":
      return resource.props.spotPrice === undefined ? undefined : byUserData(resource.props);
    case "aws:ec2/spotInstanceRequest:SpotInstanceRequest":
      return byUserData(resource.props);
    case "aws:eks/nodeGroup:NodeGroup":
      return resource.props.capacityType === "SPOT" ? ofManaged(resource.props.labels) : undefined;
    case "eks:index:ManagedNodeGroup":
      return resource.props.capacityType === "SPOT"
        ? ofManaged({ ...resource.props.labels, ...componentLabels(resource.props) })
        : undefined;
    case "eks:index:NodeGroup":
    case "eks:index:NodeGroupV2":
      return resource.props.spotPrice === undefined
        ? undefined
        : {
            labels: { ...resource.props.labels, ...componentLabels(resource.props) },
            howTo: (label) => `Add ${label} to labels.`,
          };
    case "kubernetes:karpenter.sh/v1:NodePool":
      return ofNodePool(resource.props);
  }
}

/** The labels in the user data of a launch template, launch configuration or instance. */
export function byUserData(props: { userData?: string; userDataBase64?: string }): SpotNodes {
  return {
    labels: userDataLabels(props.userDataBase64 ?? props.userData ?? ""),
    howTo: inUserData,
  };
}

/** The nodes of a managed node group, to which EKS adds a label. */
function ofManaged(labels: Labels | undefined): SpotNodes {
  return {
    labels: { ...labels, "eks.amazonaws.com/capacityType": "SPOT" },
    howTo: (label) => `Add ${label} to labels.`,
  };
}

function ofNodePool({
  spec,
}: PropertiesOf<"kubernetes:karpenter.sh/v1:NodePool">): SpotNodes | undefined {
  const capacity = spec?.template?.spec?.requirements?.find(
    ({ key, operator }) => key === "karpenter.sh/capacity-type" && operator === "In",
  );
  if (!capacity?.values?.includes("spot")) return undefined;
  return {
    labels: { ...spec?.template?.metadata?.labels, "karpenter.sh/capacity-type": "spot" },
    howTo: (label) => `Add ${label} to spec.template.metadata.labels.`,
  };
}

interface ComponentArguments {
  kubeletExtraArgs?: string | undefined;
  bootstrapExtraArgs?: string | undefined;
  userData?: string;
  nodeUserData?: string;
  nodeUserDataOverride?: string;
  bottlerocketSettings?: object;
  nodeadmExtraOptions?: readonly { content: string }[];
}

/** The labels in the arguments of a node group of @pulumi/eks, beside `labels`. */
function componentLabels(props: ComponentArguments): Labels {
  const text = [props.kubeletExtraArgs, props.bootstrapExtraArgs].join("\n");
  const userData = props.nodeUserDataOverride ?? props.nodeUserData ?? props.userData ?? "";
  const options = (props.nodeadmExtraOptions ?? []).map(({ content }) => nodeConfigLabels(content));
  return Object.assign(
    argumentLabels(text),
    userDataLabels(userData),
    bottlerocketSettingsLabels(props.bottlerocketSettings ?? {}),
    ...options,
  ) as Labels;
}

/** Whether an Auto Scaling group with mixed instances requests Spot capacity. */
export function hasSpotShare({
  mixedInstancesPolicy,
}: PropertiesOf<"aws:autoscaling/group:Group">): boolean {
  const { instancesDistribution } = mixedInstancesPolicy ?? {};
  return (instancesDistribution?.onDemandPercentageAboveBaseCapacity ?? 100) < 100;
}
