import * as aws from "@pulumi/aws";
import { policyDocument } from "../iam";
import { privateBucket, tlsOnly } from "../private-bucket";
import { named, type Scope } from "../scope";

/** Where port mappings are exported to. */
export interface MappingStores {
  bucket: aws.s3.Bucket;
  table: aws.dynamodb.Table;
}

/** Creates bucket and table. What is in them can be exported again, so it goes with them. */
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
