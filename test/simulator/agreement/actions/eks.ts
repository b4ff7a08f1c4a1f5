import * as eks from "@aws-sdk/client-eks";
import { isObject, text, type Properties, type Value } from "../../../../simulator/values";
import type { Action } from "../cloud";

const list = (value: Value | undefined) => (Array.isArray(value) ? value.map(text) : undefined);
const object = (value: Value | undefined): Properties => (isObject(value) ? value : {});
const sizes = (value: Value | undefined) => {
  const { minSize, maxSize, desiredSize } = object(value);
  return { minSize: Number(minSize), maxSize: Number(maxSize), desiredSize: Number(desiredSize) };
};

export const cluster: Action = {
  type: "aws:eks/cluster:Cluster",
  async create({ eks: client }, { name, roleArn, version, vpcConfig, deletionProtection }) {
    const { cluster: made } = await client.send(
      new eks.CreateClusterCommand({
        name: text(name),
        roleArn: text(roleArn),
        version: version === undefined ? undefined : text(version),
        deletionProtection: deletionProtection === true ? true : undefined,
        resourcesVpcConfig: {
          subnetIds: list(object(vpcConfig)["subnetIds"]),
          securityGroupIds: list(object(vpcConfig)["securityGroupIds"]),
        },
      }),
    );
    return { id: made?.name, details: { arn: made?.arn } };
  },
  async update({ eks: client }, { id, inputs }, { version }) {
    if (version === inputs["version"]) return;
    await client.send(new eks.UpdateClusterVersionCommand({ name: id, version: text(version) }));
  },
  delete: ({ eks: client }, { id }) => client.send(new eks.DeleteClusterCommand({ name: id })),
};

export const nodeGroup: Action = {
  type: "aws:eks/nodeGroup:NodeGroup",
  async create({ eks: client }, inputs) {
    const { nodegroup: made } = await client.send(
      new eks.CreateNodegroupCommand({
        clusterName: text(inputs["clusterName"]),
        nodegroupName: text(inputs["nodeGroupName"]),
        nodeRole: text(inputs["nodeRoleArn"]),
        subnets: list(inputs["subnetIds"]),
        scalingConfig: sizes(inputs["scalingConfig"]),
        diskSize: inputs["diskSize"] === undefined ? undefined : Number(inputs["diskSize"]),
        launchTemplate: isObject(inputs["launchTemplate"])
          ? {
              id: text(inputs["launchTemplate"]["id"]),
              version: text(inputs["launchTemplate"]["version"]),
            }
          : undefined,
      }),
    );
    return { id: made?.nodegroupName };
  },
};

export const fargateProfile: Action = {
  type: "aws:eks/fargateProfile:FargateProfile",
  async create({ eks: client }, inputs) {
    const { fargateProfile: made } = await client.send(
      new eks.CreateFargateProfileCommand({
        clusterName: text(inputs["clusterName"]),
        fargateProfileName: text(inputs["fargateProfileName"]),
        podExecutionRoleArn: text(inputs["podExecutionRoleArn"]),
        subnets: list(inputs["subnetIds"]),
        selectors: (inputs["selectors"] as Properties[]).map(({ namespace }) => ({
          namespace: text(namespace),
        })),
      }),
    );
    return { id: made?.fargateProfileName };
  },
};
