import type { Launcher, LaunchTemplate } from "./launches";
import type { SpotResource } from "./spot";
import { userDataParts } from "./user-data";

/** Tags that mark instances as nodes for a cluster, Cluster Autoscaler, EKS or Karpenter. */
const clusterTag = /^(kubernetes\.io\/cluster\/|k8s\.io\/|eks:|karpenter\.sh\/)/;

/** Texts in user data that configure an instance as a node. */
const nodeSetup =
  /\/etc\/eks\/bootstrap|node\.eks\.aws|\bnodeadm\b|--node-labels|--kubelet-extra-args|settings\.kubernetes|EKSBootstrap/i;

/** Whether user data configures the instance as a node of a cluster. */
function joinsCluster(userData: string | undefined): boolean {
  return userDataParts(userData ?? "").some(
    ({ type, text }) => type === "application/node.eks.aws" || nodeSetup.test(text),
  );
}

/** Whether a launch template is for nodes of a cluster, by its user data or tags. */
export function isNodeTemplate({ props }: Pick<LaunchTemplate, "props">): boolean {
  return (
    hasClusterTag(Object.keys(props.tags ?? {})) ||
    (props.tagSpecifications ?? []).some(({ tags }) => hasClusterTag(Object.keys(tags ?? {}))) ||
    joinsCluster(props.userData)
  );
}

/** Whether an Auto Scaling group or an instance is tagged as a node of a cluster. */
export function isTaggedNode(launcher: Launcher): boolean {
  return launcher.type === "aws:ec2/instance:Instance"
    ? hasClusterTag(Object.keys(launcher.props.tags ?? {}))
    : hasClusterTag((launcher.props.tags ?? []).map(({ key }) => key));
}

/** Whether a resource alone shows that its instances are nodes of a cluster. */
export function isNodeByItself(resource: SpotResource): boolean {
  switch (resource.type) {
    case "aws:ec2/launchTemplate:LaunchTemplate":
      return isNodeTemplate(resource);
    case "aws:ec2/launchConfiguration:LaunchConfiguration":
      return joinsCluster(resource.props.userDataBase64 ?? resource.props.userData);
    case "aws:ec2/instance:Instance":
    case "aws:ec2/spotInstanceRequest:SpotInstanceRequest":
      return (
        hasClusterTag(Object.keys(resource.props.tags ?? {})) ||
        joinsCluster(resource.props.userDataBase64 ?? resource.props.userData)
      );
    case "aws:eks/nodeGroup:NodeGroup":
      // The launch template, which is another resource, may add labels.
      return resource.props.launchTemplate === undefined;
    case "eks:index:ManagedNodeGroup":
    case "eks:index:NodeGroup":
    case "eks:index:NodeGroupV2":
    case "kubernetes:karpenter.sh/v1:NodePool":
      return true;
  }
}

function hasClusterTag(keys: readonly string[]): boolean {
  return keys.some((key) => clusterTag.test(key));
}
