import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../model/errors";
import { accountOf } from "../account";

/** Arguments of an {@link ImageCache}. */
export interface ImageCacheArgs {
  /**
   * Prefix of the names of cached repositories; one rule per account, Region and prefix. 2 to 30
   * lower-case letters, digits, '.', '_', '-' and '/'.
   *
   * @example "edge-prod"
   */
  prefix: string;
}

/**
 * A pull-through cache of public.ecr.aws in the account's registry. Nodes without internet access
 * reach it through the ECR endpoints.
 *
 * @throws InputError before anything is registered.
 * @example
 * const cache = new ImageCache("images", { prefix: "edge-prod" });
 */
export class ImageCache extends pulumi.ComponentResource {
  /** Registry that replaces `public.ecr.aws` in the names of images. */
  readonly registry: pulumi.Output<string>;
  /**
   * ARN of the repositories that the cache creates, with a wildcard; nodes need permissions on
   * them.
   */
  readonly repositoriesArn: pulumi.Output<string>;

  constructor(name: string, { prefix }: ImageCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    check(prefix);
    super("eks-scenarios:wavelength:ImageCache", name, {}, opts);
    const { id, region, partition } = accountOf(this);
    const rule = new aws.ecr.PullThroughCacheRule(
      name,
      { ecrRepositoryPrefix: prefix, upstreamRegistryUrl: "public.ecr.aws" },
      { parent: this },
    );
    this.registry = pulumi.interpolate`${id}.dkr.ecr.${region}.amazonaws.com/${rule.ecrRepositoryPrefix}`;
    this.repositoriesArn = pulumi.interpolate`arn:${partition}:ecr:${region}:${id}:repository/${prefix}/*`;
    this.registerOutputs({ registry: this.registry });
  }
}

/** Checks the prefix. Source: Amazon ECR API, `CreatePullThroughCacheRule.ecrRepositoryPrefix`. */
function check(prefix: string): void {
  const isPath = /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/.test(prefix);
  if (isPath && prefix.length >= 2 && prefix.length <= 30) return;
  throw new InputError({
    argument: "prefix",
    value: prefix,
    rule: "is not a prefix of ECR repositories",
    fix: "Use 2 to 30 lower-case letters, digits, '.', '_', '-' and '/', for example edge-prod.",
  });
}
