import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Where the provider of a component works. */
export interface Account {
  /** `123456789012` */
  readonly id: pulumi.Output<string>;
  /** `us-east-1` */
  readonly region: pulumi.Output<string>;
  /** `aws`, `aws-cn`, `aws-us-gov` */
  readonly partition: pulumi.Output<string>;
}

/** Account, Region and partition of a component's AWS provider. */
export function accountOf(parent: pulumi.ComponentResource): Account {
  return {
    id: aws.getCallerIdentityOutput({}, { parent }).accountId,
    region: aws.getRegionOutput({}, { parent }).region,
    partition: aws.getPartitionOutput({}, { parent }).partition,
  };
}
