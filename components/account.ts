import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Account, Region and partition in which the provider of a component works. */
export interface Account {
  /** `123456789012` */
  readonly id: pulumi.Output<string>;
  /** `us-east-1` */
  readonly region: pulumi.Output<string>;
  /** `aws`, `aws-cn`, `aws-us-gov` */
  readonly partition: pulumi.Output<string>;
}

/** Accounts that are looked up already, by provider, or by stack for its default provider. */
const known = new WeakMap<pulumi.Resource, Account>();

/**
 * Returns account, Region and partition of a component's AWS provider; looks them up once per
 * provider.
 */
export function accountOf(parent: pulumi.ComponentResource): Account {
  const provider = parent.getProvider("aws:index/getRegion:getRegion");
  const owner = provider ?? pulumi.runtime.getStackResource();
  const account = (owner && known.get(owner)) ?? lookUp({ parent });
  if (owner) known.set(owner, account);
  return account;
}

function lookUp(options: pulumi.InvokeOutputOptions): Account {
  return {
    id: aws.getCallerIdentityOutput({}, options).accountId,
    region: aws.getRegionOutput({}, options).region,
    partition: aws.getPartitionOutput({}, options).partition,
  };
}
