import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { nodeConfigUserData } from "../../model/nodes/node-config";
import { wavelengthZoneKey, zoneTaint } from "../../model/wavelength/zone-placement";
import type { ZoneNodeFacts } from "../../model/wavelength/nodes";
import { named, type Scope } from "../scope";
import type { FilledZoneNodesArgs } from "./nodes-args";

/**
 * Creates the launch template of a zone's nodes, with everything that EKS adds for managed nodes.
 */
export function createLaunchTemplate(
  scope: Scope,
  args: FilledZoneNodesArgs,
  facts: ZoneNodeFacts,
  profile: aws.iam.InstanceProfile,
): aws.ec2.LaunchTemplate {
  const { carrierIps, volumeSize = 50 } = args;
  const tags = named(scope, scope.name);
  const image = aws.ssm.getParameterOutput(
    { name: facts.imageParameter },
    { parent: scope.parent },
  );
  return new aws.ec2.LaunchTemplate(
    scope.name,
    {
      updateDefaultVersion: true,
      imageId: image.insecureValue,
      iamInstanceProfile: { arn: profile.arn },
      networkInterfaces: [
        {
          deviceIndex: 0,
          associateCarrierIpAddress: String(carrierIps),
          securityGroups: [args.securityGroupId],
          deleteOnTermination: "true",
        },
      ],
      // IMDSv2 only, with a hop limit of 1: pods have their own roles.
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeSize,
            volumeType: facts.volumeType,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      userData: userData(args, facts),
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags,
      })),
      tags,
    },
    { parent: scope.parent },
  );
}

function userData(args: FilledZoneNodesArgs, { maxPods }: ZoneNodeFacts): pulumi.Output<string> {
  const { clusterName, endpoint, certificateAuthority, serviceCidr, zone, labels } = args;
  return pulumi
    .all([clusterName, endpoint, certificateAuthority])
    .apply(([name, apiServerEndpoint, authority]) => {
      const config = nodeConfigUserData({
        cluster: {
          name,
          apiServerEndpoint,
          certificateAuthority: authority,
          cidr: serviceCidr,
        },
        maxPods,
        labels: { ...labels, [wavelengthZoneKey]: zone },
        taints: [zoneTaint(zone)],
      });
      return Buffer.from(config).toString("base64");
    });
}
