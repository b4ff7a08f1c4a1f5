import * as aws from "@pulumi/aws";
import { policyDocument } from "../iam";
import { privateBucket, tlsOnly } from "../private-bucket";
import type { Scope } from "../scope";

/**
 * Creates the bucket for the state of a kops cluster: private, encrypted, accessible over TLS only,
 * with old versions kept for 90 days. `pulumi destroy` fails while it contains state.
 */
export function createStateStore(scope: Scope): aws.s3.Bucket {
  const name = `${scope.name}-state`;
  const opts = { parent: scope.parent };
  // With a customer managed key, the nodes would need permissions that kops does not grant.
  const { bucket, access } = privateBucket(scope, "state");
  new aws.s3.BucketVersioning(
    name,
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    opts,
  );
  new aws.s3.BucketOwnershipControls(
    name,
    { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
    opts,
  );
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: { prefix: "" },
          noncurrentVersionExpiration: { noncurrentDays: 90 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    opts,
  );
  new aws.s3.BucketPolicy(
    name,
    { bucket: bucket.id, policy: policyDocument(tlsOnly(bucket)) },
    { ...opts, dependsOn: [access] },
  );
  return bucket;
}
