import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { apiRegion } from "../../model/data/custom-routing.json";
import { accountOf } from "../account";
import { policyDocument } from "../iam";
import { privateBucket, tlsOnly } from "../private-bucket";
import type { Scope } from "../scope";

/** Destination of an accelerator's flow logs. */
export interface FlowLogBucket {
  bucketName: pulumi.Output<string>;
  prefix: string;
  /** The bucket policy that must exist before the accelerator writes. */
  policy: pulumi.Resource;
}

/** Prefix of the flow logs in their bucket, which the API requires. */
const prefix = "flow-logs";

/**
 * Creates a private bucket to which AWS log delivery may write; its objects expire. Source: Global
 * Accelerator Developer Guide, "Configuring and using flow logs".
 */
export function createFlowLogBucket(scope: Scope, days: number): FlowLogBucket {
  const { id, partition } = accountOf(scope.parent);
  const { bucket, access } = privateBucket(scope, "flow-logs", { expirationDays: days });
  const origin = {
    StringEquals: { "aws:SourceAccount": id },
    // The Region of the API delivers the logs of all Regions.
    ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${partition}:logs:${apiRegion}:${id}:*` },
  };
  const policy = new aws.s3.BucketPolicy(
    `${scope.name}-flow-logs`,
    {
      bucket: bucket.id,
      policy: policyDocument(
        {
          Sid: "LogDelivery",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: pulumi.interpolate`${bucket.arn}/${prefix}/AWSLogs/${id}/*`,
          Condition: {
            ...origin,
            StringEquals: { ...origin.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" },
          },
        },
        {
          Sid: "LogDeliveryLooks",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["s3:GetBucketAcl", "s3:ListBucket"],
          Resource: bucket.arn,
          Condition: origin,
        },
        tlsOnly(bucket),
      ),
    },
    // S3 rejects two concurrent changes of a bucket's access settings.
    { parent: scope.parent, dependsOn: [access] },
  );
  return { bucketName: bucket.id, prefix, policy };
}
