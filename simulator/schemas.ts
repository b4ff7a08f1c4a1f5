import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isIPv4Network, isIPv6Network } from "./formats";
import type { CheckFailure } from "./provider";
import type { ObjectSchema, ResourceData, SchemaFile } from "./schema-file";
import { describeSchemaError } from "./schema-errors";
import { SimulatorError } from "./errors";
import { containsUnknown, valueAt, type Properties } from "./values";

/** What the published packages say about types and functions, read when first asked for. */
export class Schemas {
  private readonly files = new Map<string, SchemaFile>();
  private readonly ajv = new Ajv({
    strict: false,
    allErrors: true,
    verbose: true,
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
      `The local cloud does not know ${token}. Add it to simulator/data/by-hand/types.yaml, run \`npm run data -- simulator\`, and describe how it behaves (CONTRIBUTING.md shows how).`,
    );
  }

  /** What a schema of that type refers to with `#/definitions/…`. */
  definition(token: string, reference: string): ObjectSchema {
    const name = reference.replace("#/definitions/", "");
    const definition = this.file(token)?.definitions[name];
    if (definition) return definition;
    throw new SimulatorError(`The data about ${token} has no definition ${name}.`);
  }

  /**
   * What is wrong with the inputs of a resource. Values that are not known yet are not judged.
   *
   * @param secrets JSON pointers of values that no text may show
   */
  check(token: string, inputs: Properties, secrets: readonly string[] = []): CheckFailure[] {
    const { secrets: always } = this.type(token);
    const hidden = [...secrets, ...always.map((name) => `/${name}`)];
    return this.failures(token, "types", inputs, hidden);
  }

  /**
   * What is wrong with the arguments of a function.
   *
   * @throws SimulatorError for a function that the local cloud has no data about
   */
  checkCall(token: string, args: Properties): CheckFailure[] {
    if (this.file(token)?.functions[token]) return this.failures(token, "functions", args, []);
    throw new SimulatorError(
      `The local cloud does not know the function ${token}. Add it to simulator/data/by-hand/types.yaml and run \`npm run data -- simulator\`.`,
    );
  }

  private failures(
    token: string,
    kind: "types" | "functions",
    values: Properties,
    hidden: readonly string[],
  ): CheckFailure[] {
    const validate = this.validator(token, kind);
    if (validate(values)) return [];
    return (validate.errors ?? [])
      .filter((error) => isJudgeable(error, values))
      .map((error) => describeSchemaError(error, values, hidden));
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

function isJudgeable({ keyword, instancePath, schemaPath }: ErrorObject, values: Properties) {
  // The alternatives are told of once, by the error of `anyOf` itself.
  if (/\/anyOf\/\d/.test(schemaPath)) return false;
  if (["required", "additionalProperties", "anyOf"].includes(keyword)) return true;
  return !containsUnknown(instancePath === "" ? values : valueAt(values, instancePath));
}
