import * as aws from "@pulumi/aws";
import { policyDocument } from "../iam";
import { privateBucket, tlsOnly } from "../private-bucket";
import { named, type Scope } from "../scope";

/** Table and bucket to which port mappings are exported. */
export interface MappingStores {
  bucket: aws.s3.Bucket;
  table: aws.dynamodb.Table;
}

/**
 * Creates the bucket and the table. Both are deleted with their contents, which can be exported
 * again.
 */
export function createMappingStores(scope: Scope): MappingStores {
  const opts = { parent: scope.parent };
  const { bucket, access } = privateBucket(scope, "files", { forceDestroy: true });
  new aws.s3.BucketPolicy(
    `${scope.name}-files`,
    { bucket: bucket.id, policy: policyDocument(tlsOnly(bucket)) },
    { ...opts, dependsOn: [access] },
  );
  const table = new aws.dynamodb.Table(
    `${scope.name}-blocks`,
    {
      billingMode: "PAY_PER_REQUEST",
      hashKey: "subnetId",
      rangeKey: "block",
      attributes: [
        { name: "subnetId", type: "S" },
        { name: "block", type: "S" },
      ],
      tags: named(scope, `${scope.name}-blocks`),
    },
    opts,
  );
  return { bucket, table };
}
