import * as awsEks from "@pulumi/aws/eks";
import type { ClusterArgs } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { child } from "./children";
import { ServiceRole } from "./service-role";
import { workerSubnets } from "./worker-subnets";

/** What a Fargate profile needs of its cluster. */
export interface FargateParts {
  cluster: awsEks.Cluster;
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  partition: pulumi.Input<string>;
  /** What must be there before. */
  dependsOn: pulumi.Resource[];
}

/** The profile by which pods of a cluster run on Fargate, where it is asked for. */
export function createFargateProfile(
  name: string,
  { fargate, tags }: Pick<ClusterArgs, "fargate" | "tags">,
  { cluster, subnetIds, partition, dependsOn }: FargateParts,
  parent: pulumi.Resource,
): pulumi.Output<awsEks.FargateProfile | undefined> {
  return pulumi.output(fargate).apply((asked) => {
    if (!asked) return undefined;
    const given = asked === true ? {} : asked;
    const podExecutionRoleArn =
      given.podExecutionRoleArn ??
      new ServiceRole(
        `${name}-podExecutionRole`,
        {
          service: "eks-fargate-pods.amazonaws.com",
          policies: ["AmazonEKSFargatePodExecutionRolePolicy"],
          partition,
          tags,
        },
        parent,
      ).whole.arn;
    return new awsEks.FargateProfile(
      profileName(name),
      {
        clusterName: cluster.name,
        podExecutionRoleArn,
        selectors: given.selectors ?? [{ namespace: "default" }, { namespace: "kube-system" }],
        subnetIds: pulumi
          .output(subnetIds)
          .apply((ids) => workerSubnets(given.subnetIds?.length ? given.subnetIds : ids, parent)),
      },
      child(parent, { dependsOn }),
    );
  });
}

/** AWS keeps names that start with `eks-` for itself. */
function profileName(name: string): string {
  return /^eks(-|$)/i.test(name)
    ? `${name.replace("-", "_")}fargateProfile`
    : `${name}-fargateProfile`;
}
