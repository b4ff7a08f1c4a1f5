import type { cloudwatch } from "@pulumi/aws";
import { CloudError } from "../errors";
import { arn } from "./identity";
import { keyReference } from "./kms";
import { documentText, policyProblem } from "./policy-document";
import { resourceType, type AwsCall, type ResourceType } from "./resource";

const invalid = (text: string) => new CloudError("InvalidParameterException", text);

const logGroupType = resourceType<cloudwatch.LogGroupArgs>({
  token: "aws:cloudwatch/logGroup:LogGroup",
  service: "CloudWatch Logs",
  noun: "CloudWatch Logs Log Group",
  operations: {
    create: "CreateLogGroup",
    read: "DescribeLogGroups",
    update: "PutRetentionPolicy",
    delete: "DeleteLogGroup",
  },
  id: ({ inputs }) => inputs.name!,
  exists: () =>
    new CloudError("ResourceAlreadyExistsException", "The specified log group already exists"),
  defaults: { skipDestroy: false },
  // Events are kept for ever.
  none: { retentionInDays: 0 },
  autoname: { property: "name", prefix: "namePrefix", maxLength: 512 },
  references: [
    keyReference("kmsKeyId", (id) => invalid(`The specified KMS Key Id could not be found: ${id}`)),
  ],
  outputs: ({ session, id, inputs }) => ({
    arn: arn(session, "logs", `log-group:${id}`),
    logGroupClass: inputs.logGroupClass ?? "STANDARD",
  }),
  beforeDelete: ({ inputs, id }) => {
    if (!inputs.deletionProtectionEnabled) return;
    throw new CloudError(
      "ValidationException",
      `The log group ${id} has deletion protection enabled and cannot be deleted.`,
    );
  },
});

const MAX_RESOURCE_POLICIES = 10;

const resourcePolicyType = resourceType<cloudwatch.LogResourcePolicyArgs>({
  token: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
  service: "CloudWatch Logs",
  noun: "CloudWatch Logs Resource Policy",
  operations: {
    create: "PutResourcePolicy",
    read: "DescribeResourcePolicies",
    delete: "DeleteResourcePolicy",
  },
  id: ({ inputs, hex }) => inputs.policyName ?? `policy-${hex(17)}`,
  overwrites: true,
  changing: ["revisionId"],
  validate: requireRoom,
  outputs: ({ inputs, hex }) => ({
    revisionId: hex(16, documentText(inputs.policyDocument)),
    policyScope: inputs.resourceArn === undefined ? "ACCOUNT" : "RESOURCE",
  }),
});

function requireRoom({ world, inputs, id }: AwsCall<cloudwatch.LogResourcePolicyArgs>): void {
  const problem = policyProblem(documentText(inputs.policyDocument), "resource");
  if (problem !== undefined) throw invalid(`Invalid resource policy document: ${problem}`);
  const others = world.all(resourcePolicyType.token).filter((entry) => entry.id !== id);
  if (others.length < MAX_RESOURCE_POLICIES) return;
  throw new CloudError("LimitExceededException", "Resource limit exceeded.");
}

/** Resource types of CloudWatch Logs. */
export const logsTypes: readonly ResourceType[] = [logGroupType, resourcePolicyType];
