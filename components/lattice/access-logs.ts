import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccessLogs } from "../../model/lattice/access-logs";
import { accountOf } from "../account";
import { policyDocument } from "../iam";
import { encryptedLogGroup } from "../log-group";
import { privateBucket, tlsOnly } from "../private-bucket";
import type { Scope } from "../scope";

/** Destinations of access logs. */
export interface AccessLogDestinations {
  logGroup?: aws.cloudwatch.LogGroup;
  bucket?: aws.s3.Bucket;
}

/** Records the requests of a service network, in each destination with a retention. */
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
          // Under this prefix, the resource policy of AWS log delivery does not grow with the
          // groups.
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

/** Creates a private bucket to which AWS log delivery may write; its objects expire. */
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
