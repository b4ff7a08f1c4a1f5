import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkFargateProfile } from "../../model/nodes/fargate";
import { accountOf } from "../account";
import { serviceRole } from "../iam";
import { scopeOf } from "../scope";
import type { FargateProfileArgs } from "./args";

/**
 * A Fargate profile: pods that match its selectors run on capacity that EKS provides for each pod,
 * with a role that can pull images and write logs.
 *
 * @throws InputError before anything is registered.
 * @example
 * new FargateProfile("batch", {
 *   clusterName: cluster.clusterName,
 *   subnetIds: network.subnetIds("private"),
 *   selectors: [{ namespace: "batch" }],
 * });
 */
export class FargateProfile extends pulumi.ComponentResource {
  /** Name of the profile at EKS. */
  readonly profileName: pulumi.Output<string>;

  constructor(name: string, args: FargateProfileArgs, opts?: pulumi.ComponentResourceOptions) {
    checkFargateProfile({ name, selectors: args.selectors }, "");
    super("eks-scenarios:nodes:FargateProfile", name, {}, opts);
    const scope = scopeOf(this, name, "cluster-from-scratch");
    const { id, region, partition } = accountOf(this);
    const { role, grants } = serviceRole(scope, "fargate", {
      description: `Pods of the Fargate profile ${name}`,
      trust: {
        service: "eks-fargate-pods.amazonaws.com",
        // Only the profiles of this cluster may assume the role.
        condition: {
          ArnLike: {
            "aws:SourceArn": pulumi.interpolate`arn:${partition}:eks:${region}:${id}:fargateprofile/${args.clusterName}/*`,
          },
        },
      },
      managedPolicies: ["AmazonEKSFargatePodExecutionRolePolicy"],
      partition,
    });
    const profile = new aws.eks.FargateProfile(
      name,
      {
        clusterName: args.clusterName,
        podExecutionRoleArn: role.arn,
        subnetIds: args.subnetIds,
        selectors: args.selectors.map(({ namespace, labels = {} }) => ({
          namespace,
          labels: { ...labels },
        })),
        tags: scope.tags,
      },
      { parent: this, dependsOn: grants },
    );
    this.profileName = profile.fargateProfileName;
    this.registerOutputs({ profileName: this.profileName });
  }
}
