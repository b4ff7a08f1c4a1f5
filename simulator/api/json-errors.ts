import type { ErrorObject } from "ajv";
import { CloudError } from "../errors";

/** What AWS says of an input that breaks its model, as the first of the errors has it. */
export function validationError(errors: readonly ErrorObject[]): CloudError {
  const [error] = errors;
  if (!error) throw new Error("An input broke its model silently");
  const path = [...pointer(error.instancePath), ...missing(error)];
  if (error.keyword === "type") {
    return new CloudError("SerializationException", `${path.join(".")} ${error.message ?? ""}`);
  }
  const value = error.keyword === "required" ? "null" : `'${JSON.stringify(error.data)}'`;
  return new CloudError(
    "ValidationException",
    `1 validation error detected: Value ${value} at '${path.join(".")}' failed to satisfy constraint: ${constraint(error)}`,
  );
}

function missing({ keyword, params }: ErrorObject): string[] {
  return keyword === "required" ? [lowerFirst(String((params as Params).missingProperty))] : [];
}

interface Params {
  missingProperty?: string;
  limit?: number;
  allowedValues?: unknown[];
  pattern?: string;
}

function constraint({ keyword, params }: ErrorObject): string {
  const { limit, allowedValues = [], pattern = "" } = params as Params;
  switch (keyword) {
    case "required":
      return "Member must not be null";
    case "maximum":
      return `Member must have value less than or equal to ${limit}`;
    case "minimum":
      return `Member must have value greater than or equal to ${limit}`;
    case "maxLength":
    case "maxItems":
      return `Member must have length less than or equal to ${limit}`;
    case "minLength":
    case "minItems":
      return `Member must have length greater than or equal to ${limit}`;
    case "enum":
      return `Member must satisfy enum value set: [${allowedValues.join(", ")}]`;
    default:
      return `Member must satisfy regular expression pattern: ${pattern}`;
  }
}

/** `portRanges`, `1`, `member`, `fromPort` of `/PortRanges/0/FromPort`: AWS counts from 1. */
function pointer(instancePath: string): string[] {
  return instancePath
    .split("/")
    .slice(1)
    .flatMap((part) =>
      /^\d+$/.test(part) ? [String(Number(part) + 1), "member"] : [lowerFirst(part)],
    );
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
