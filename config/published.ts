import type { TSchema } from "../model/schema-parts";
import { stackDefaults } from "./defaults";
import { stackSchema, type Environment } from "./schema";

type Defaults = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The defaults of all environments. */
type ByEnvironment = Record<Environment, Readonly<Record<string, unknown>> | undefined>;

/** A plain JSON schema. */
export interface JsonSchema {
  required?: string[];
  properties?: Record<string, JsonSchema>;
  [keyword: string]: unknown;
}

/**
 * Returns the JSON schema of `Pulumi.<stack>.yaml`, for editors. Settings with a default in the
 * environment are optional. Keys of other projects and of providers are not checked.
 *
 * @param project Name of the project, the prefix of its keys.
 */
export function publishedSchema(project: string): JsonSchema {
  const { dev, prod }: Readonly<Record<Environment, Defaults>> = stackDefaults;
  const { properties = {}, required = [] } = plain(stackSchema);
  const own = Object.entries(properties).map(([key, schema]): [string, JsonSchema] => [
    `${project}:${key}`,
    inEnvironments(schema, { dev: dev[key], prod: prod[key] }),
  ]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `The configuration of a stack of ${project}`,
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries(own),
        patternProperties: {
          // Without it, an editor would accept a misspelt key as another project's.
          [`^${project}:(?!(${Object.keys(properties).join("|")})$)`]: { not: {} },
        },
        required: required.map((key) => `${project}:${key}`),
      },
    },
    required: ["config"],
  };
}

/** Returns a schema without TypeBox's symbols. */
function plain(schema: TSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema)) as JsonSchema;
}

/** Returns the schema with the defaults of the environments instead of its own. */
function inEnvironments(
  schema: JsonSchema,
  { dev = {}, prod = {} }: Partial<ByEnvironment>,
): JsonSchema {
  const { properties = {}, required = [] } = schema;
  const keys = Object.keys(properties).filter((key) => key in dev && key in prod);
  if (keys.length === 0) return schema;
  const changed = keys.map((key): [string, JsonSchema] => {
    const part = { ...properties[key] };
    const defaults = `dev: ${JSON.stringify(dev[key])}, prod: ${JSON.stringify(prod[key])}`;
    delete part.default;
    return [key, { ...part, description: `${String(part.description)} (${defaults})` }];
  });
  return {
    ...schema,
    properties: { ...properties, ...Object.fromEntries(changed) },
    required: required.filter((key) => !keys.includes(key)),
  };
}
