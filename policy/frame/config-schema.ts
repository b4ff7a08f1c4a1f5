import { type TProperties, type TSchema, Type } from "@sinclair/typebox";

/** The JSON schema of one configuration property, with what the reference shows of it. */
export type ConfigProperty = TSchema & { type: string; description: string; default: unknown };

/** The properties of a configuration, by name. Their values' types follow from the schemas. */
export type ConfigProperties = Readonly<Record<string, ConfigProperty>>;

/** The values of a configuration, defaults filled in. */
export type ConfigOf<Properties extends ConfigProperties> = {
  readonly [Name in keyof Properties]: Properties[Name]["static"];
};

/**
 * Declares a configuration property. The compiler holds the default to the schema.
 *
 * @example
 * zones: property(Type.Integer({ minimum: 2 }), {
 *   default: 2,
 *   description: "the smallest number of zones",
 * }),
 */
export function property<Schema extends TSchema & { type: string }>(
  schema: Schema,
  { default: fallback, description }: { default: Schema["static"]; description: string },
): Schema & { default: Schema["static"]; description: string } {
  return { ...schema, default: fallback, description };
}

/** The schema of a text that is one of a few. */
export function oneOf<const Choice extends string>(
  choices: readonly Choice[],
): ReturnType<typeof Type.Unsafe<Choice>> & { type: "string" } {
  const schema = { type: "string" as const, enum: [...choices] };
  return Object.assign(Type.Unsafe<Choice>(schema), { type: "string" as const });
}

/** The schema of a configuration in which each property may be left out, and no other is known. */
export function configSchema(properties: ConfigProperties): TSchema {
  return Type.Partial(Type.Object(properties as TProperties), { additionalProperties: false });
}

/** The values that a configuration has where none are given. */
export function defaultsOf<Properties extends ConfigProperties>(
  properties: Properties,
): ConfigOf<Properties> {
  const defaults = Object.entries(properties).map(([name, schema]) => [
    name,
    schema.default as unknown,
  ]);
  return Object.fromEntries(defaults) as ConfigOf<Properties>;
}
