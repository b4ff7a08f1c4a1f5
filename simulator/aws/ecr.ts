import type { ecr } from "@pulumi/aws";
import { CloudError } from "../errors";
import { resourceType, type AwsCall, type ResourceType } from "./resource";

const cacheRuleType = resourceType<ecr.PullThroughCacheRuleArgs>({
  token: "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
  service: "ECR",
  noun: "ECR Pull Through Cache Rule",
  operations: {
    create: "CreatePullThroughCacheRule",
    read: "DescribePullThroughCacheRules",
    update: "UpdatePullThroughCacheRule",
    delete: "DeletePullThroughCacheRule",
  },
  id: ({ inputs }) => inputs.ecrRepositoryPrefix,
  exists: ({ inputs, session }) =>
    new CloudError(
      "PullThroughCacheRuleAlreadyExistsException",
      `Pull through cache rule with prefix '${inputs.ecrRepositoryPrefix}' already exists in the registry with id '${session.account}'`,
    ),
  validate: requireCredentials,
  outputs: ({ session, inputs }) => ({
    registryId: session.account,
    upstreamRepositoryPrefix: inputs.upstreamRepositoryPrefix ?? "ROOT",
  }),
});

/** Upstream registries that want credentials. Source: Amazon ECR User Guide, pull-through-cache. */
const withCredentials = /(^|\.)(docker\.io|ghcr\.io|gitlab\.com|azurecr\.io)$/;

function requireCredentials(call: AwsCall<ecr.PullThroughCacheRuleArgs>): void {
  const { upstreamRegistryUrl, credentialArn } = call.inputs;
  if (withCredentials.test(upstreamRegistryUrl) && credentialArn === undefined) {
    throw new CloudError(
      "InvalidParameterException",
      `Invalid parameter at 'credentialArn' failed to satisfy constraint: 'The upstream registry ${upstreamRegistryUrl} needs credentials'`,
    );
  }
}

/** Resource types of ECR. */
export const ecrTypes: readonly ResourceType[] = [cacheRuleType];
