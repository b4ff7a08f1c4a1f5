import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountOf } from "./account";
import { policyDocument, type Statement } from "./iam";
import { named, type Scope } from "./scope";

/** The request for a log group. */
export interface LogGroupArgs {
  /** Name in CloudWatch Logs: `/aws/eks/dev/cluster`. */
  logGroupName: string;
  /** Days that entries are kept. */
  retentionDays: number;
}

/** Creates a log group that is encrypted with a key of its own. */
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
      // A key policy speaks of its own key only.
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
 * Creates a KMS key that is rotated every year and whose use IAM policies of the account grant,
 * beside what the further statements allow.
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
          // AWS's default: without it nobody could change the key policy any more.
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
