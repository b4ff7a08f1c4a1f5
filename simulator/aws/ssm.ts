import type { ssm } from "@pulumi/aws";
import { CloudError } from "../errors";
import { imagesIn } from "./ec2/images";
import { arn } from "./identity";
import { resolve, type Target } from "./references";
import {
  awsFunction,
  resourceType,
  type AwsCall,
  type AwsFunction,
  type Place,
  type ResourceType,
} from "./resource";
import { text } from "../values";

type ParameterCall = AwsCall<ssm.ParameterArgs>;

const parameter: Target<ssm.ParameterArgs> = {
  type: "aws:ssm/parameter:Parameter",
  by: ["name", "arn"],
  notFound: () => new CloudError("ParameterNotFound", ""),
  inUse: ({ id }) => new CloudError("ResourceInUseException", id),
};

// Characters. Source: Systems Manager User Guide, "Managing parameter tiers".
const MAX_LENGTH = { Standard: 4096, Advanced: 8192 };

const parameterType = resourceType<ssm.ParameterArgs>({
  token: parameter.type,
  service: "SSM",
  noun: "SSM Parameter",
  operations: {
    create: "PutParameter",
    read: "GetParameter",
    update: "PutParameter",
    delete: "DeleteParameter",
  },
  id: ({ inputs }) => inputs.name!,
  exists: () =>
    new CloudError(
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    ),
  autoname: { property: "name", maxLength: 2048 },
  changing: ["version"],
  validate: (call) => {
    requireName(call);
    requireValue(call);
  },
  outputs: (call) => ({
    arn: arn(call.session, "ssm", `parameter/${call.id.replace(/^\//, "")}`),
    dataType: call.inputs.dataType ?? "text",
    tier: tierOf(call),
    value: valueOf(call),
    insecureValue: call.inputs.type === "SecureString" ? "" : valueOf(call),
    hasValueWo: call.inputs.valueWo !== undefined,
    keyId: call.inputs.keyId ?? (call.inputs.type === "SecureString" ? "alias/aws/ssm" : ""),
    version: Number(call.previous?.outputs["version"] ?? 0) + 1,
  }),
});

function valueOf({ inputs }: ParameterCall): string {
  return inputs.value ?? inputs.valueWo ?? inputs.insecureValue ?? "";
}

function tierOf(call: ParameterCall): "Standard" | "Advanced" {
  const { tier } = call.inputs;
  if (tier === "Intelligent-Tiering" && valueOf(call).length > MAX_LENGTH.Standard)
    return "Advanced";
  return tier === "Advanced" ? "Advanced" : "Standard";
}

function requireName({ inputs: { name = "" } }: ParameterCall): void {
  const invalid = (text: string) => new CloudError("ValidationException", text);
  if (/^\/aws/i.test(name)) {
    throw new CloudError("AccessDeniedException", `No access to reserved parameter name: ${name}.`);
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw invalid(`Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive).`);
  }
  if (name.includes("/") && !name.startsWith("/")) {
    throw invalid("Parameter name must be a fully qualified name.");
  }
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name)) {
    throw invalid(
      "Parameter name: can't contain characters other than letters, digits, and . - _ /",
    );
  }
}

function requireValue(call: ParameterCall): void {
  const { allowedPattern } = call.inputs;
  const maxLength = MAX_LENGTH[tierOf(call)];
  if (valueOf(call).length > maxLength) {
    throw new CloudError(
      "ValidationException",
      `${tierOf(call)} tier parameters support a maximum parameter value of ${maxLength} characters.`,
    );
  }
  if (allowedPattern === undefined || new RegExp(allowedPattern).test(valueOf(call))) return;
  throw new CloudError(
    "ParameterPatternMismatchException",
    `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
  );
}

/** What AWS and its partners publish about images, as `/aws/service/eks/optimized-ami/…/image_id`. */
function publicParameter({ session }: Place, name: string): string | undefined {
  for (const image of imagesIn(session.region)) {
    if (!name.startsWith(image.parameter)) continue;
    const values: Record<string, string | undefined> = {
      // Amazon Linux publishes the id under the image's name itself.
      "": image.id,
      "/image_id": image.id,
      "/ami-id": image.id,
      "/image_name": image.name,
      "/release_version": image.releaseVersion,
    };
    const value = values[name.slice(image.parameter.length)];
    if (value !== undefined) return value;
  }
  return undefined;
}

const getParameter = awsFunction<ssm.GetParameterArgs, ssm.GetParameterResult>(
  "aws:ssm/getParameter:getParameter",
  ["SSM", "GetParameter"],
  (place, { name, withDecryption = true }) => {
    const own = resolve(place, parameter, name);
    const value = publicParameter(place, name) ?? own?.outputs["value"];
    if (value === undefined) throw parameter.notFound(name);
    const isSecret = own?.inputs.type === "SecureString";
    return {
      id: name,
      arn: text(own?.outputs["arn"] ?? `arn:aws:ssm:${place.session.region}::parameter${name}`),
      insecureValue: isSecret ? "" : text(value),
      name,
      region: place.session.region,
      type: own?.inputs.type ?? "String",
      value: text(value),
      version: Number(own?.outputs["version"] ?? 1),
      withDecryption,
    };
  },
);

/** Resource types of Systems Manager. */
export const ssmTypes: readonly ResourceType[] = [parameterType];

/** Functions of Systems Manager. */
export const ssmFunctions: readonly AwsFunction[] = [getParameter];
