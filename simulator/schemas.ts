import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isIPv4Network, isIPv6Network } from "./formats";
import type { CheckFailure } from "./provider";
import type { FunctionData, ResourceData, SchemaFile } from "./schema-file";
import { SimulatorError } from "./errors";
import { containsUnknown, valueAt, type Properties } from "./values";

/** What the published packages say about types and functions, read when first asked for. */
export class Schemas {
  private readonly files = new Map<string, SchemaFile>();
  private readonly ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { "ipv4-network": isIPv4Network, "ipv6-network": isIPv6Network },
    logger: false,
  });
  private readonly compiled = new Map<string, ValidateFunction>();

  /** @param folder where the extracted files of one package are, by module: `ec2.json` */
  constructor(private readonly folder: string) {}

  /** @throws SimulatorError for a type that the local cloud has no data about */
  type(token: string): ResourceData {
    const data = this.file(token)?.types[token];
    if (data) return data;
    throw new SimulatorError(
      `The local cloud does not know ${token}. Add it to simulator/data/types.yaml, run \`npm run data -- simulator\`, and describe how it behaves (CONTRIBUTING.md shows how).`,
    );
  }

  function(token: string): FunctionData | undefined {
    return this.file(token)?.functions[token];
  }

  /** What is wrong with the inputs of a resource. Values that are not known yet are not judged. */
  check(token: string, inputs: Properties): CheckFailure[] {
    this.type(token);
    const validate = this.validator(token, "types");
    if (validate(inputs)) return [];
    return (validate.errors ?? [])
      .filter((error) => isJudgeable(error, inputs))
      .map((error) => describe(error, inputs));
  }

  private file(token: string): SchemaFile | undefined {
    const name = moduleOf(token);
    const known = this.files.get(name);
    if (known) return known;
    let text: string;
    try {
      text = readFileSync(join(this.folder, `${name}.json`), "utf8");
    } catch {
      return undefined;
    }
    const file = JSON.parse(text) as SchemaFile;
    this.files.set(name, file);
    this.ajv.addSchema(file, name);
    return file;
  }

  private validator(token: string, kind: "types" | "functions"): ValidateFunction {
    let validate = this.compiled.get(token);
    if (!validate) {
      const pointer = token.replaceAll("~", "~0").replaceAll("/", "~1");
      validate = this.ajv.compile({ $ref: `${moduleOf(token)}#/${kind}/${pointer}/inputs` });
      this.compiled.set(token, validate);
    }
    return validate;
  }
}

/** `aws:ec2/subnet:Subnet` is in module `ec2`; `eks:index:Cluster` in `index`. */
function moduleOf(token: string): string {
  return token.split(":")[1]?.split("/")[0] ?? "";
}

function isJudgeable(error: ErrorObject, inputs: Properties): boolean {
  if (error.keyword === "required" || error.keyword === "additionalProperties") return true;
  const value = error.instancePath === "" ? inputs : valueAt(inputs, error.instancePath);
  return !containsUnknown(value);
}

/** Says it as @pulumi/aws would, with the rule and what was given. */
function describe(error: ErrorObject, inputs: Properties): CheckFailure {
  const params = error.params as Record<string, unknown>;
  const property = propertyPath(error.instancePath);
  switch (error.keyword) {
    case "required": {
      const missing = joinPath(property, String(params["missingProperty"]));
      return {
        property: missing,
        reason: `Missing required argument. The argument "${missing}" is required`,
      };
    }
    case "additionalProperties": {
      const unknown = joinPath(property, String(params["additionalProperty"]));
      return {
        property: unknown,
        reason: `Invalid or unknown key. An argument named "${unknown}" is not expected here`,
      };
    }
    default: {
      const value = JSON.stringify(valueAt(inputs, error.instancePath));
      const allowed =
        error.keyword === "enum" ? ` (${(params["allowedValues"] as unknown[]).join(", ")})` : "";
      return {
        property,
        reason: `${property} ${error.message ?? "is not valid"}${allowed}, got ${value}`,
      };
    }
  }
}

function propertyPath(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : joinPath(path, part)), "");
}

function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
