import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../model/errors";
import { checkLogRetention } from "../../model/cluster/log-retention";
import { accountOf } from "../account";
import { policyDocument } from "../iam";
import { encryptedLogGroup } from "../log-group";
import { privateBucket, tlsOnly } from "../private-bucket";
import type { Scope } from "../scope";

/** Where the requests of a service network are recorded. */
export interface AccessLogs {
  /** Days in CloudWatch Logs, one of its retention periods. @default not there */
  cloudWatchDays?: number;
  /** Days in a bucket, 1 or more. @default not there */
  bucketDays?: number;
}

/** Where access logs go. */
export interface AccessLogDestinations {
  logGroup?: aws.cloudwatch.LogGroup;
  bucket?: aws.s3.Bucket;
}

/** Checks the days of access logs. @throws InputError */
export function checkAccessLogs({ cloudWatchDays, bucketDays }: AccessLogs): void {
  if (cloudWatchDays !== undefined) checkLogRetention(cloudWatchDays, "accessLogs.cloudWatchDays");
  if (bucketDays === undefined || (Number.isInteger(bucketDays) && bucketDays >= 1)) return;
  throw new InputError({
    argument: "accessLogs.bucketDays",
    value: bucketDays,
    rule: "is not a number of days",
    fix: "Give 1 or more, or leave it out for no bucket.",
  });
}

/** Records the requests of a service network, in each destination that has days. */
export function recordAccess(
  scope: Scope,
  network: aws.vpclattice.ServiceNetwork,
  networkName: string,
  { cloudWatchDays, bucketDays }: AccessLogs,
): AccessLogDestinations {
  const logGroup =
    cloudWatchDays === undefined
      ? undefined
      : encryptedLogGroup(scope, "access-logs", {
          // Under this prefix, the permission of AWS' log delivery never grows with the groups.
          logGroupName: `/aws/vendedlogs/vpc-lattice/${networkName}`,
          retentionDays: cloudWatchDays,
        });
  const bucket = bucketDays === undefined ? undefined : createBucket(scope, bucketDays);
  if (logGroup) subscribe(scope, network, "logs", pulumi.interpolate`${logGroup.arn}:*`, []);
  if (bucket) subscribe(scope, network, "bucket", bucket.bucket.arn, [bucket.policy]);
  return { ...(logGroup && { logGroup }), ...(bucket && { bucket: bucket.bucket }) };
}

function subscribe(
  scope: Scope,
  network: aws.vpclattice.ServiceNetwork,
  suffix: string,
  destinationArn: pulumi.Input<string>,
  dependsOn: pulumi.Resource[],
): void {
  new aws.vpclattice.AccessLogSubscription(
    `${scope.name}-${suffix}`,
    { resourceIdentifier: network.arn, destinationArn, tags: scope.tags },
    { parent: scope.parent, dependsOn },
  );
}

/** A private bucket to which AWS' log delivery may write; its entries expire. */
function createBucket(
  scope: Scope,
  days: number,
): { bucket: aws.s3.Bucket; policy: aws.s3.BucketPolicy } {
  const name = `${scope.name}-access-logs`;
  const { id, region, partition } = accountOf(scope.parent);
  const { bucket, access } = privateBucket(scope, "access-logs", { expirationDays: days });
  const origin = {
    StringEquals: { "aws:SourceAccount": id },
    ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${partition}:logs:${region}:${id}:*` },
  };
  const policy = new aws.s3.BucketPolicy(
    name,
    {
      bucket: bucket.id,
      policy: policyDocument(
        {
          Sid: "LogDelivery",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: pulumi.interpolate`${bucket.arn}/AWSLogs/${id}/*`,
          Condition: {
            ...origin,
            StringEquals: { ...origin.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" },
          },
        },
        {
          Sid: "LogDeliveryLooks",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: "s3:GetBucketAcl",
          Resource: bucket.arn,
          Condition: origin,
        },
        tlsOnly(bucket),
      ),
    },
    { parent: scope.parent, dependsOn: [access] },
  );
  return { bucket, policy };
}
