import * as aws from "@pulumi/aws";
import type { AmiFamily } from "../../model/nodes/ami";
import { bottlerocketUserData, nodeConfigUserData } from "../../model/nodes/node-config";
import type { NodeFacts } from "../../model/nodes/node-group";
import { named, type Scope } from "../scope";
import type { FilledNodesArgs } from "./args";

/** Device of the volume with images and containers; Bottlerocket keeps its system on another. */
const dataVolume: Readonly<Record<AmiFamily, string>> = {
  al2023: "/dev/xvda",
  bottlerocket: "/dev/xvdb",
};

/**
 * Creates the launch template of a managed node group. EKS adds the image, the security group and
 * the cluster's data.
 */
export function createLaunchTemplate(
  scope: Scope,
  { ami, volumeSize }: FilledNodesArgs,
  { maxPods }: NodeFacts,
): aws.ec2.LaunchTemplate {
  const tags = named(scope, scope.name);
  const userData =
    ami === "bottlerocket" ? bottlerocketUserData({ maxPods }) : nodeConfigUserData({ maxPods });
  return new aws.ec2.LaunchTemplate(
    scope.name,
    {
      updateDefaultVersion: true,
      // IMDSv2 only, with a hop limit of 1: pods have their own roles.
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      },
      blockDeviceMappings: [
        {
          deviceName: dataVolume[ami],
          ebs: { volumeSize, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
        },
      ],
      userData: Buffer.from(userData).toString("base64"),
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags,
      })),
      tags,
    },
    { parent: scope.parent },
  );
}
