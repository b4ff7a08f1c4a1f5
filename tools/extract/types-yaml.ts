import Ajv from "ajv";
import { parse } from "yaml";
import { InputError } from "../../model/errors";
import type { NameExceptions } from "./names";
import type { ReplaceExceptions } from "./replaces";

/** The entry of one resource type in `types.yaml`. Pointers are JSON pointers; `*` stands for every element. */
export interface TypeEntry extends NameExceptions, ReplaceExceptions {
  /** The type of the CloudFormation registry: `AWS::EC2::Subnet`. */
  cloudformation?: string;
  /** The operation of AWS' API that creates it, as botocore calls it: `ec2.CreateSubnet`. */
  operation?: string;
  /** Limits that do not hold for the provider, with the reason: `{ "/cidrBlock oneOf": "…" }`. */
  leaveOut?: Record<string, string>;
}

/** The resource types and functions to extract. */
export interface TypesFile {
  /** By type token. */
  types: Record<string, TypeEntry>;
  /** Function tokens. */
  functions: string[];
  /** Operations of AWS' APIs that programs call over HTTP, by service, with botocore's names. */
  apis: Record<string, string[]>;
}

/** In the file, the pointers follow their common reason. */
type Reasons = Record<string, string[]>;
type Reasoned = "replaces" | "mayReplace" | "inPlace" | "leaveOut";
type FileEntry = Omit<TypeEntry, Reasoned> & Partial<Record<Reasoned, Reasons>>;

interface FileContent {
  types: Record<string, FileEntry>;
  functions: string[];
  apis?: Record<string, string[]>;
}

const text = { type: "string" };
const list = { type: "array", items: text };
const texts = { type: "object", additionalProperties: text };
const reasons = { type: "object", additionalProperties: list };

const FORMAT = {
  type: "object",
  required: ["types", "functions"],
  additionalProperties: false,
  properties: {
    types: {
      type: "object",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        properties: {
          ...{ cloudformation: text, operation: text, rename: texts, flatten: list },
          ...{ replaces: reasons, mayReplace: reasons, inPlace: reasons, leaveOut: reasons },
        },
      },
    },
    functions: list,
    apis: { type: "object", additionalProperties: list },
  },
};

/**
 * Reads `simulator/data/by-hand/types.yaml`.
 *
 * @throws InputError if an entry has an unknown field
 */
export function parseTypesFile(yaml: string): TypesFile {
  const content: unknown = parse(yaml);
  const validate = new Ajv().compile<FileContent>(FORMAT);
  if (!validate(content)) {
    const error = validate.errors?.[0];
    throw new InputError({
      argument: `types.yaml${error?.instancePath.replaceAll("~1", "/") ?? ""}`,
      value: error?.params,
      rule: error?.message ?? "has another form",
      fix: "See simulator/data/README.md for the fields of an entry.",
    });
  }
  const types = Object.entries(content.types).map(([token, entry]): [string, TypeEntry] => [
    token,
    {
      ...entry,
      replaces: byPointer(entry.replaces),
      mayReplace: byPointer(entry.mayReplace),
      inPlace: byPointer(entry.inPlace),
      leaveOut: byPointer(entry.leaveOut),
    },
  ]);
  const { functions, apis = {} } = content;
  return { types: Object.fromEntries(types), functions, apis };
}

function byPointer(reasons: Reasons = {}): Record<string, string> {
  const pairs = Object.entries(reasons).flatMap(([reason, all]) => all.map((at) => [at, reason]));
  return Object.fromEntries(pairs) as Record<string, string>;
}
