import type { dynamodb } from "@pulumi/aws";
import { CloudError } from "../errors";
import { arn } from "./identity";
import { keyReference } from "./kms";
import { resourceType, type AwsCall, type ResourceType } from "./resource";

type TableCall = AwsCall<dynamodb.TableArgs>;

const invalid = (what: string) => new CloudError("ValidationException", what);

const tableType = resourceType<dynamodb.TableArgs>({
  token: "aws:dynamodb/table:Table",
  service: "DynamoDB",
  noun: "DynamoDB Table",
  operations: {
    create: "CreateTable",
    read: "DescribeTable",
    update: "UpdateTable",
    delete: "DeleteTable",
  },
  id: ({ inputs }) => inputs.name!,
  exists: ({ id }) => new CloudError("ResourceInUseException", `Table already exists: ${id}`),
  defaults: { billingMode: "PROVISIONED", deletionProtectionEnabled: false },
  autoname: { property: "name", maxLength: 255 },
  references: [
    keyReference("serverSideEncryption.kmsKeyArn", (key) =>
      invalid(`KMS validation exception: the key ${key} was not found`),
    ),
  ],
  validate: (call) => {
    requireKey(call);
    requireAttributes(call);
    requireCapacity(call);
  },
  outputs: ({ session, id, inputs }) => ({
    arn: arn(session, "dynamodb", `table/${id}`),
    attributes: inputs.attributes ?? [],
    globalSecondaryIndexes: inputs.globalSecondaryIndexes ?? [],
    globalTableWitness: inputs.globalTableWitness ?? { regionName: "" },
    hashKey: inputs.hashKey,
    pointInTimeRecovery: inputs.pointInTimeRecovery ?? { enabled: false, recoveryPeriodInDays: 0 },
    readCapacity: inputs.readCapacity ?? 0,
    writeCapacity: inputs.writeCapacity ?? 0,
    serverSideEncryption: inputs.serverSideEncryption ?? { enabled: false, kmsKeyArn: "" },
    streamArn: "",
    streamLabel: "",
    streamViewType: inputs.streamViewType ?? "",
    ttl: inputs.ttl ?? { attributeName: "", enabled: false },
    warmThroughput: { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 4_000 },
  }),
  beforeDelete: ({ inputs, id }) => {
    if (!inputs.deletionProtectionEnabled) return;
    throw invalid(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first: ${id}`,
    );
  },
});

function requireKey({ inputs }: TableCall): void {
  if (inputs.hashKey) return;
  throw invalid(
    "No Hash Key specified in schema. All Dynamo DB tables must have exactly one hash key",
  );
}

/** Attributes that some key has, and no others, are defined. */
function requireAttributes({ inputs }: TableCall): void {
  const defined = (inputs.attributes ?? []).map(({ name }) => name);
  const indexes = [
    ...(inputs.globalSecondaryIndexes ?? []),
    ...(inputs.localSecondaryIndexes ?? []),
  ];
  const keys = [inputs, ...indexes].flatMap((one) => {
    const { hashKey, rangeKey } = one as { hashKey?: string; rangeKey?: string };
    return [hashKey, rangeKey].filter((key) => key !== undefined);
  });
  if (keys.some((key) => !defined.includes(key))) {
    throw invalid(
      `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${[...new Set(keys)].join(", ")}], AttributeDefinitions: [${defined.join(", ")}]`,
    );
  }
  if (defined.every((name) => keys.includes(name))) return;
  throw invalid(
    "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
  );
}

function requireCapacity({ inputs }: TableCall): void {
  const { billingMode, readCapacity = 0, writeCapacity = 0 } = inputs;
  const given = readCapacity > 0 && writeCapacity > 0;
  if (billingMode === "PROVISIONED" && !given) {
    throw invalid(
      "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
  }
  if (billingMode === "PAY_PER_REQUEST" && (readCapacity > 0 || writeCapacity > 0)) {
    throw invalid(
      "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
  }
}

/** Resource types of DynamoDB. */
export const dynamodbTypes: readonly ResourceType[] = [tableType];
