import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./iam";
import { named, type Scope } from "./scope";

/** Arguments of a bucket. */
export interface PrivateBucketArgs {
  /** Days after which objects are deleted. @default never */
  expirationDays?: number;
  /** Whether to delete the objects with the bucket. @default false */
  forceDestroy?: boolean;
}

/** A bucket that only its account can read. */
export interface PrivateBucket {
  bucket: aws.s3.Bucket;
  /**
   * A bucket policy depends on it, because S3 rejects two concurrent changes of a bucket's access
   * settings.
   */
  access: pulumi.Resource;
}

/** Creates a bucket that is encrypted with SSE-S3 and blocks public access. */
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

/** Returns the bucket policy statement that denies requests without TLS. */
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
