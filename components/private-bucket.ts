import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./iam";
import { named, type Scope } from "./scope";

/** The request for a bucket. */
export interface PrivateBucketArgs {
  /** Days after which objects are deleted. @default kept */
  expirationDays?: number;
  /** Delete the objects together with the bucket. @default false */
  forceDestroy?: boolean;
}

/** A bucket that nobody outside of the account reads. */
export interface PrivateBucket {
  bucket: aws.s3.Bucket;
  /** A bucket policy depends on it: S3 refuses two changes of a bucket's access at once. */
  access: pulumi.Resource;
}

/** Creates a bucket that is encrypted with S3's own key and closed to the public. */
export function privateBucket(
  scope: Scope,
  suffix: string,
  { expirationDays, forceDestroy = false }: PrivateBucketArgs = {},
): PrivateBucket {
  const name = `${scope.name}-${suffix}`;
  const opts = { parent: scope.parent };
  const bucket = new aws.s3.Bucket(name, { forceDestroy, tags: named(scope, name) }, opts);
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    },
    opts,
  );
  const access = new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    opts,
  );
  if (expirationDays !== undefined) {
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: bucket.id,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: expirationDays },
          },
        ],
      },
      opts,
    );
  }
  return { bucket, access };
}

/** The statement of a bucket's policy that refuses whoever does not use TLS. */
export function tlsOnly({ arn }: aws.s3.Bucket): Statement {
  return {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, pulumi.interpolate`${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
