import type { s3 } from "@pulumi/aws";
import { CloudError } from "../errors";
import { isObject, type Value, text } from "../values";
import zones from "./data/s3-zones.json";
import { documentText, policyProblem } from "./policy-document";
import { resolve, type Reference, type Target } from "./references";
import { resourceType, type AwsCall, type ResourceType } from "./resource";

const hostedZones = zones.zones as Record<string, string>;

const bucket: Target<s3.BucketArgs> = {
  type: "aws:s3/bucket:Bucket",
  by: ["bucket", "arn"],
  notFound: () => new CloudError("NoSuchBucket", "The specified bucket does not exist"),
  inUse: ({ id }) => new CloudError("BucketNotEmpty", id),
};

const bucketType = resourceType<s3.BucketArgs>({
  token: bucket.type,
  service: "S3",
  noun: "S3 Bucket",
  operations: {
    create: "CreateBucket",
    read: "HeadBucket",
    update: "PutBucketTagging",
    delete: "DeleteBucket",
  },
  id: ({ inputs }) => inputs.bucket!,
  exists: () =>
    new CloudError(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
    ),
  defaults: { forceDestroy: false },
  autoname: { property: "bucket", prefix: "bucketPrefix", maxLength: 63, lowercase: true },
  validate: (call) => {
    requireName(call);
    requireFreeName(call);
  },
  outputs: ({ id, session: { region, partition, account }, inputs }) => ({
    arn: `arn:${partition}:s3:::${id}`,
    bucketDomainName: `${id}.s3.amazonaws.com`,
    bucketNamespace: inputs.bucketNamespace ?? "global",
    bucketRegion: region,
    bucketRegionalDomainName: `${id}.s3.${region}.amazonaws.com`,
    hostedZoneId: hostedZones[region],
    requestPayer: inputs.requestPayer ?? "BucketOwner",
    objectLockEnabled: inputs.objectLockEnabled ?? false,
    grants: inputs.grants ?? [
      { id: account, permissions: ["FULL_CONTROL"], type: "CanonicalUser", uri: "" },
    ],
    serverSideEncryptionConfiguration: inputs.serverSideEncryptionConfiguration ?? {
      rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256", kmsMasterKeyId: "" } },
    },
    versioning: { enabled: false, mfaDelete: false, ...inputs.versioning },
  }),
});

/** Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
function requireName({ id }: AwsCall<s3.BucketArgs>): void {
  const isName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(id) && !id.includes("..");
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(id);
  if (isName && !isAddress && !/^(xn--|sthree-|amzn-s3-demo-)/.test(id)) return;
  throw new CloudError("InvalidBucketName", "The specified bucket is not valid.");
}

/** Bucket names are one for all Regions. */
function requireFreeName({ world, id, previous }: AwsCall<s3.BucketArgs>): void {
  if (previous || !world.all(bucket.type).some((entry) => entry.id === id)) return;
  throw bucketType.exists!({ id } as never);
}

const ofBucket: Reference = { path: "bucket", to: bucket, blocks: false };

/** A setting of a bucket as a resource of its own: there is one of each kind, and setting it again replaces it. */
function settingType<Args extends { bucket: unknown }>(
  name: string,
  operation: string,
  rules: Pick<ResourceType<Args>, "validate" | "outputs" | "defaults"> = {},
): ResourceType {
  return resourceType<Args>({
    token: `aws:s3/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`,
    service: "S3",
    noun: `S3 ${name.replace(/(?<!^)([A-Z])/g, " $1")}`,
    operations: {
      create: `Put${operation}`,
      read: `Get${operation}`,
      update: `Put${operation}`,
      delete: `Delete${operation}`,
    },
    overwrites: true,
    id: ({ inputs }) => String((inputs as { bucket: unknown }).bucket),
    references: [ofBucket],
    ...rules,
  });
}

const publicAccessBlockType = settingType<s3.BucketPublicAccessBlockArgs>(
  "BucketPublicAccessBlock",
  "PublicAccessBlock",
);

const bucketPolicyType = settingType<s3.BucketPolicyArgs>("BucketPolicy", "BucketPolicy", {
  validate: (call) => {
    requireBucketPolicy(call);
    requirePrivate(call);
  },
  outputs: ({ inputs }) => ({ policy: documentText(inputs.policy) }),
});

type PolicyCall = AwsCall<s3.BucketPolicyArgs>;

function requireBucketPolicy(call: PolicyCall): void {
  const document = documentText(call.inputs.policy);
  const problem = policyProblem(document, "resource");
  if (problem !== undefined) throw new CloudError("MalformedPolicy", problem);
  const arn = text(resolve(call, bucket, String(call.inputs.bucket))?.outputs["arn"]);
  const isForeign = statementsOf(document)
    .flatMap(({ Resource: resource }) => resource ?? [])
    .some((resource) => resource !== arn && !text(resource).startsWith(`${arn}/`));
  if (isForeign) throw new CloudError("MalformedPolicy", "Policy has invalid resource");
}

/** New buckets refuse policies for everybody until a public access block says otherwise. */
function requirePrivate(call: PolicyCall): void {
  const isPublic = statementsOf(documentText(call.inputs.policy)).some(
    ({ Effect: effect, Principal: principal, Condition: condition }) =>
      effect === "Allow" &&
      condition === undefined &&
      (principal === "*" || (isObject(principal) && principal["AWS"] === "*")),
  );
  const block = call.world
    .all(publicAccessBlockType.token)
    .find(({ inputs }) => inputs["bucket"] === call.inputs.bucket);
  if (!isPublic || (block && block.inputs["blockPublicPolicy"] !== true)) return;
  throw new CloudError(
    "AccessDenied",
    `User is not authorized to perform: s3:PutBucketPolicy on resource: "${String(call.inputs.bucket)}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
  );
}

function statementsOf(document: string): Record<string, Value | undefined>[] {
  const { Statement: statements } = JSON.parse(document) as { Statement: Value };
  return [statements].flat().filter(isObject);
}

/** Resource types of S3. */
export const s3Types: readonly ResourceType[] = [
  bucketType,
  publicAccessBlockType,
  bucketPolicyType,
  settingType<s3.BucketVersioningArgs>("BucketVersioning", "BucketVersioning"),
  settingType<s3.BucketServerSideEncryptionConfigurationArgs>(
    "BucketServerSideEncryptionConfiguration",
    "BucketEncryption",
  ),
  settingType<s3.BucketOwnershipControlsArgs>("BucketOwnershipControls", "BucketOwnershipControls"),
  settingType<s3.BucketLifecycleConfigurationArgs>(
    "BucketLifecycleConfiguration",
    "BucketLifecycleConfiguration",
    { outputs: () => ({ transitionDefaultMinimumObjectSize: "all_storage_classes_128K" }) },
  ),
];
