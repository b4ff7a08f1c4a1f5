import type { lambda } from "@pulumi/aws";
import { CloudError } from "../errors";
import { isObject, text } from "../values";
import type { Entry } from "../world";
import { role, roleByArn } from "./iam/reference-targets";
import { arn, stableHex } from "./identity";
import { resolve, type Target } from "./references";
import { resourceType, type AwsCall, type Plain, type ResourceType } from "./resource";

type FunctionCall = AwsCall<lambda.FunctionArgs>;

const invalid = (what: string) => new CloudError("InvalidParameterValueException", what);

/** A function, by its name or its ARN. */
export const lambdaFunction: Target<lambda.FunctionArgs> = {
  type: "aws:lambda/function:Function",
  by: ["name", "arn"],
  notFound: (reference) =>
    new CloudError("ResourceNotFoundException", `Function not found: ${reference}`),
  inUse: ({ id }) => new CloudError("ResourceConflictException", `${id} is in use.`),
};

const functionType = resourceType<lambda.FunctionArgs>({
  token: lambdaFunction.type,
  service: "Lambda",
  noun: "Lambda Function",
  operations: {
    create: "CreateFunction",
    read: "GetFunction",
    update: "UpdateFunctionCode",
    delete: "DeleteFunction",
  },
  id: ({ inputs }) => inputs.name!,
  exists: ({ id }) => new CloudError("ResourceConflictException", `Function already exist: ${id}`),
  defaults: {
    memorySize: 128,
    packageType: "Zip",
    publish: false,
    skipDestroy: false,
    timeout: 3,
  },
  autoname: { property: "name", maxLength: 64 },
  references: [
    {
      path: "role",
      to: roleByArn(() =>
        invalid("The role defined for the function cannot be assumed by Lambda."),
      ),
      blocks: false,
    },
  ],
  validate: (call) => {
    requireTrust(call);
    requireCode(call.inputs);
  },
  changing: ["lastModified", "sourceCodeHash", "codeSha256"],
  outputs: functionOutputs,
});

/** A role that only others may take cannot be a function's. */
function requireTrust(call: FunctionCall): void {
  const found = resolve(call, { ...role, by: ["arn"] }, call.inputs.role);
  if (text(found?.inputs.assumeRolePolicy).includes("lambda.amazonaws.com")) return;
  throw invalid("The role defined for the function cannot be assumed by Lambda.");
}

function requireCode(inputs: Plain<lambda.FunctionArgs>): void {
  const sources = [inputs.code, inputs.s3Bucket, inputs.imageUri].filter(
    (one) => one !== undefined,
  );
  if (sources.length !== 1) {
    throw invalid("Please provide a source for function code.");
  }
  if (inputs.packageType === "Image") return;
  if (inputs.handler !== undefined && inputs.runtime !== undefined) return;
  throw invalid(
    "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
  );
}

function functionOutputs({ inputs, id, session, created }: FunctionCall): Record<string, unknown> {
  const { region } = session;
  const self = arn(session, "lambda", `function:${id}`);
  const invoke = (path: string) =>
    `${arn({ ...session, account: "lambda" }, "apigateway", `path/${path}/functions/${self}`)}`;
  const hash = codeHash(inputs);
  return {
    arn: self,
    qualifiedArn: `${self}:$LATEST`,
    invokeArn: `${invoke("2015-03-31")}/invocations`,
    qualifiedInvokeArn: `${invoke("2015-03-31")}:$LATEST/invocations`,
    responseStreamingInvokeArn: `${invoke("2021-11-15")}/response-streaming-invocations`,
    architectures: inputs.architectures ?? ["x86_64"],
    ephemeralStorage: inputs.ephemeralStorage ?? { size: 512 },
    tracingConfig: inputs.tracingConfig ?? { mode: "PassThrough" },
    loggingConfig: {
      logFormat: "Text",
      logGroup: `/aws/lambda/${id}`,
      ...inputs.loggingConfig,
    },
    codeSha256: hash,
    sourceCodeHash: inputs.sourceCodeHash ?? hash,
    sourceCodeSize: 1024,
    lastModified: created,
    version: "$LATEST",
    signingJobArn: "",
    signingProfileVersionArn: "",
    region,
  };
}

/** Base64 of the hash of a function's code: what the engine says of an archive, or of its place. */
function codeHash({ code, s3Key, imageUri }: Plain<lambda.FunctionArgs>): string {
  const archive: unknown = code;
  const hash = isObject(archive) ? text(archive["hash"]) : "";
  const seed = hash || `${s3Key ?? ""}${imageUri ?? ""}`;
  return Buffer.from(stableHex(seed, 64), "hex").toString("base64");
}

const functionUrlType = resourceType<lambda.FunctionUrlArgs>({
  token: "aws:lambda/functionUrl:FunctionUrl",
  service: "Lambda",
  noun: "Lambda Function URL",
  operations: {
    create: "CreateFunctionUrlConfig",
    read: "GetFunctionUrlConfig",
    update: "UpdateFunctionUrlConfig",
    delete: "DeleteFunctionUrlConfig",
  },
  id: ({ inputs }) => inputs.functionName,
  exists: ({ inputs }) =>
    new CloudError(
      "ResourceConflictException",
      `Failed to create function url config for [functionArn = ${inputs.functionName}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    ),
  defaults: { invokeMode: "BUFFERED" },
  // Deleting a function takes its URL along.
  references: [{ path: "functionName", to: lambdaFunction, blocks: false }],
  outputs: (call) => {
    const { session, inputs, hex } = call;
    const owner = resolve(call, lambdaFunction, inputs.functionName);
    const urlId = BigInt(`0x${hex(40)}`)
      .toString(36)
      .padStart(32, "0")
      .slice(0, 32);
    return {
      functionArn: (owner as Entry | undefined)?.outputs["arn"] ?? "",
      urlId,
      functionUrl: `https://${urlId}.lambda-url.${session.region}.on.aws/`,
    };
  },
});

/** Resource types of Lambda. Functions are kept, and not run. */
export const lambdaTypes: readonly ResourceType[] = [functionType, functionUrlType];
