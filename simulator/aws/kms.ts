import type { kms } from "@pulumi/aws";
import { CloudError } from "../errors";
import { arn, stableHex, uuid } from "./identity";
import { documentText, policyProblem } from "./policy-document";
import { all, requireTarget, resolve, type Reference, type Target } from "./references";
import {
  awsFunction,
  resourceType,
  type AwsFunction,
  type AwsSession,
  type EntryOf,
  type Place,
  type ResourceType,
} from "./resource";
import { text } from "../values";

const notFound = (text: string) => new CloudError("NotFoundException", text);
// KMS deletes what is in use: nothing can be decrypted any more.
const neverInUse = ({ id }: { id: string }) => new CloudError("KMSInvalidStateException", id);

const key: Target<kms.KeyArgs> = {
  type: "aws:kms/key:Key",
  by: ["keyId", "arn"],
  notFound: (id) => notFound(`Key '${id}' does not exist`),
  inUse: neverInUse,
};

const alias: Target<kms.AliasArgs> = {
  type: "aws:kms/alias:Alias",
  notFound: (name) => notFound(`Alias ${name} is not found.`),
  inUse: neverInUse,
};

/** A key of this account, by id or ARN, under `path`, with what another service says where it isn't there. */
export function keyReference(path: string, notThere: Target["notFound"]): Reference {
  const isKey = (reference: string) =>
    /^(arn:[^:]+:kms:[^:]+:123456789012:key\/|[0-9a-f]{8}-[0-9a-f-]{27}$|mrk-)/.test(reference);
  return { path, to: { ...key, notFound: notThere }, blocks: false, when: isKey };
}

const keyType = resourceType<kms.KeyArgs>({
  token: key.type,
  service: "KMS",
  noun: "KMS Key",
  operations: {
    create: "CreateKey",
    read: "DescribeKey",
    update: "UpdateKeyDescription",
    delete: "ScheduleKeyDeletion",
  },
  id: ({ inputs, hex }) => (inputs.multiRegion ? `mrk-${hex(32)}` : uuid(hex(32))),
  defaults: {
    bypassPolicyLockoutSafetyCheck: false,
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    enableKeyRotation: false,
    isEnabled: true,
    keyUsage: "ENCRYPT_DECRYPT",
  },
  validate: ({ inputs }) => {
    if (inputs.policy !== undefined) requireKeyPolicy(documentText(inputs.policy));
  },
  outputs: ({ session, id, inputs }) => ({
    arn: arn(session, "kms", `key/${id}`),
    keyId: id,
    policy: inputs.policy === undefined ? defaultPolicy(session) : documentText(inputs.policy),
    rotationPeriodInDays: inputs.rotationPeriodInDays ?? (inputs.enableKeyRotation ? 365 : 0),
  }),
});

const aliasType = resourceType<kms.AliasArgs>({
  token: alias.type,
  service: "KMS",
  noun: "KMS Alias",
  operations: {
    create: "CreateAlias",
    read: "ListAliases",
    update: "UpdateAlias",
    delete: "DeleteAlias",
  },
  id: ({ inputs }) => inputs.name!,
  exists: ({ session, id }) =>
    new CloudError(
      "AlreadyExistsException",
      `An alias with the name ${arn(session, "kms", id)} already exists`,
    ),
  autoname: { property: "name", prefix: "namePrefix", maxLength: 256 },
  references: [{ path: "targetKeyId", to: key, blocks: false }],
  validate: ({ id }) => {
    if (id.startsWith("alias/aws/")) throw new CloudError("NotAuthorizedException", "");
  },
  outputs: (call) => ({
    arn: arn(call.session, "kms", call.id),
    targetKeyArn: requireTarget(call, key, call.inputs.targetKeyId).outputs["arn"],
  }),
});

const keyPolicyType = resourceType<kms.KeyPolicyArgs>({
  token: "aws:kms/keyPolicy:KeyPolicy",
  service: "KMS",
  noun: "KMS Key Policy",
  operations: { create: "PutKeyPolicy", read: "GetKeyPolicy", delete: "PutKeyPolicy" },
  id: ({ inputs }) => inputs.keyId,
  overwrites: true,
  references: [{ path: "keyId", to: key, blocks: false }],
  validate: ({ inputs }) => requireKeyPolicy(documentText(inputs.policy)),
  outputs: ({ inputs }) => ({ policy: documentText(inputs.policy) }),
});

function requireKeyPolicy(text: string): void {
  const problem = policyProblem(text, "resource");
  if (problem !== undefined) throw new CloudError("MalformedPolicyDocumentException", problem);
}

function defaultPolicy({ partition, account }: AwsSession): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

/** Keys that AWS makes for its services, one per Region, behind `alias/aws/…`. */
function managedKey(
  { session }: Place,
  aliasName: string,
): { id: string; arn: string } | undefined {
  if (!/^alias\/aws\/[a-z0-9-]+$/.test(aliasName)) return undefined;
  const id = uuid(stableHex(`${session.region}/${aliasName}`, 32));
  return { id, arn: arn(session, "kms", `key/${id}`) };
}

const getAlias = awsFunction<kms.GetAliasArgs, kms.GetAliasResult>(
  "aws:kms/getAlias:getAlias",
  ["KMS", "ListAliases"],
  (place, { name }) => {
    const own = resolve(place, alias, name);
    const target = managedKey(place, name) ?? (own && keyOf(place, own));
    if (!target) throw alias.notFound(name);
    return {
      id: arn(place.session, "kms", name),
      arn: arn(place.session, "kms", name),
      name,
      region: place.session.region,
      targetKeyArn: target.arn,
      targetKeyId: target.id,
    };
  },
);

function keyOf(place: Place, entry: EntryOf<kms.AliasArgs>): { id: string; arn: string } {
  const { id, outputs } = requireTarget(place, key, entry.inputs.targetKeyId);
  return { id, arn: text(outputs["arn"]) };
}

const getKey = awsFunction<kms.GetKeyArgs, kms.GetKeyResult>(
  "aws:kms/getKey:getKey",
  ["KMS", "DescribeKey"],
  (place, { keyId }) => {
    const aliasName = keyId.replace(/^arn:[^:]+:kms:[^:]+:\d+:(alias\/)/, "$1");
    const managed = managedKey(place, aliasName);
    const byAlias = all(place, alias).find(({ id }) => id === aliasName);
    const own = managed
      ? undefined
      : requireTarget(place, key, byAlias?.inputs.targetKeyId ?? keyId);
    const { id, arn: keyArn } = managed ?? { id: own!.id, arn: text(own!.outputs["arn"]) };
    return {
      id,
      arn: keyArn,
      awsAccountId: place.session.account,
      cloudHsmClusterId: "",
      creationDate: own?.created ?? "2026-01-01T00:00:00Z",
      customKeyStoreId: own?.inputs.customKeyStoreId ?? "",
      customerMasterKeySpec: own?.inputs.customerMasterKeySpec ?? "SYMMETRIC_DEFAULT",
      deletionDate: "",
      description: own?.inputs.description ?? "",
      enabled: own?.inputs.isEnabled ?? true,
      expirationModel: "",
      keyId,
      keyManager: managed ? "AWS" : "CUSTOMER",
      keySpec: own?.inputs.customerMasterKeySpec ?? "SYMMETRIC_DEFAULT",
      keyState: own?.inputs.isEnabled === false ? "Disabled" : "Enabled",
      keyUsage: own?.inputs.keyUsage ?? "ENCRYPT_DECRYPT",
      multiRegion: own?.inputs.multiRegion ?? false,
      multiRegionConfigurations: [],
      origin: "AWS_KMS",
      pendingDeletionWindowInDays: 0,
      region: place.session.region,
      validTo: "",
      xksKeyConfigurations: [],
    };
  },
);

/** Resource types of KMS. */
export const kmsTypes: readonly ResourceType[] = [keyType, aliasType, keyPolicyType];

/** Functions of KMS. */
export const kmsFunctions: readonly AwsFunction[] = [getAlias, getKey];
