import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountOf } from "./account";
import { policyDocument, type Statement } from "./iam";
import { named, type Scope } from "./scope";

/** Arguments of a log group. */
export interface LogGroupArgs {
  /** Name in CloudWatch Logs: `/aws/eks/dev/cluster`. */
  logGroupName: string;
  /** Days for which entries are kept. */
  retentionDays: number;
}

/** Creates a log group that is encrypted with its own KMS key. */
export function encryptedLogGroup(
  scope: Scope,
  suffix: string,
  { logGroupName, retentionDays }: LogGroupArgs,
): aws.cloudwatch.LogGroup {
  const { id, region, partition } = accountOf(scope.parent);
  const key = encryptionKey(scope, `${suffix}-key`, `Encrypts the log group ${logGroupName}`, [
    {
      Sid: "LogService",
      Principal: { Service: pulumi.interpolate`logs.${region}.amazonaws.com` },
      Action: [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:DescribeKey",
      ],
      // A key policy applies only to its own key.
      Resource: "*",
      Condition: {
        ArnEquals: {
          "kms:EncryptionContext:aws:logs:arn": pulumi.interpolate`arn:${partition}:logs:${region}:${id}:log-group:${logGroupName}`,
        },
      },
    },
  ]);
  return new aws.cloudwatch.LogGroup(
    `${scope.name}-${suffix}`,
    {
      name: logGroupName,
      retentionInDays: retentionDays,
      kmsKeyId: key.arn,
      tags: scope.tags,
    },
    { parent: scope.parent },
  );
}

/**
 * Creates a KMS key with yearly rotation. IAM policies of the account grant its use, in addition to
 * the given statements.
 */
export function encryptionKey(
  scope: Scope,
  suffix: string,
  description: string,
  statements: readonly Statement[] = [],
): aws.kms.Key {
  const { id, partition } = accountOf(scope.parent);
  const name = `${scope.name}-${suffix}`;
  return new aws.kms.Key(
    name,
    {
      description,
      enableKeyRotation: true,
      deletionWindowInDays: 7,
      policy: policyDocument(
        {
          // AWS's default: without it, nobody can change the key policy.
          Sid: "AccountAdministers",
          Principal: { AWS: pulumi.interpolate`arn:${partition}:iam::${id}:root` },
          Action: "kms:*",
          Resource: "*",
        },
        ...statements,
      ),
      tags: named(scope, name),
    },
    { parent: scope.parent },
  );
}
