import { Type } from "@sinclair/typebox";
import { maxKubeletSkew, minorVersion, versionSkew } from "../../../model/cluster/versions";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";

const example = (nodes: string) => ({
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      name: "games",
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      version: "1.35",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
    },
  },
  nodes: {
    type: "aws:eks/nodeGroup:NodeGroup",
    properties: {
      clusterName: "${cluster.name}",
      version: nodes,
      nodeRoleArn: "arn:aws:iam::123456789012:role/nodes",
      subnetIds: ["subnet-1"],
      scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 2 },
    },
  },
});

export const clusterVersionSkew = defineRule({
  id: "cluster-version-skew",
  area: "cluster",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: `Nodes are not newer than their cluster, and at most ${maxKubeletSkew} minor versions older.`,
  why: "The API server does not support kubelets that are newer or too old. Nodes with such a kubelet do not become ready.",
  fix: "Set the version of the node group to that of the cluster, or leave it out.",
  fails: example("1.36"),
  passes: example("1.34"),
  links: ["https://kubernetes.io/releases/version-skew-policy/"],
  config: {
    maxBehind: property(Type.Integer({ minimum: 0, maximum: maxKubeletSkew }), {
      default: maxKubeletSkew,
      description: `minor versions that nodes may be older than their cluster, 0 to ${maxKubeletSkew}`,
    }),
  },
  types: ["aws:eks/nodeGroup:NodeGroup"],
  checkInStack(nodes, { config, stack, report }) {
    const version = nodes.props.version ?? nodes.props.releaseVersion;
    if (version === undefined) return; // EKS uses the cluster's version.
    const { found, unresolved } = stack.target(
      nodes,
      "clusterName",
      "aws:eks/cluster:Cluster",
      () => nodes.props.clusterName,
      "name",
    );
    if (unresolved) throw new UnknownValueError("clusterName");
    const controlPlane = found[0]?.props.version;
    if (controlPlane === undefined) return;
    const behind = versionSkew(version, controlPlane);
    const versions = `nodes have ${minorVersion(version)}, the cluster has ${minorVersion(controlPlane)}`;
    if (behind < 0) {
      report(
        `Nodes must not be newer than their cluster; ${versions}.`,
        "Upgrade the cluster first.",
      );
    }
    if (behind > config.maxBehind) {
      report(
        `Nodes must be at most ${config.maxBehind} minor versions older than their cluster; ${versions}.`,
      );
    }
  },
});
