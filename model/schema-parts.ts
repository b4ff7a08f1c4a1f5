// Parts of schemas with descriptions. TypeScript types are derived from them.
import { Type, TypeGuard } from "@sinclair/typebox";
import type {
  Static,
  TBoolean,
  TInteger,
  TObject,
  TOptional,
  TProperties,
  TSchema,
  TString,
  TUnsafe,
} from "@sinclair/typebox";

export type { Static, TSchema } from "@sinclair/typebox";

declare const isFilled: unique symbol;

/** A part with a default: it may be omitted, and is present after the schema check. */
export type Filled<Part extends TSchema> = Part & { readonly [isFilled]: true };

/** Further rules and examples of a part. */
interface Rules {
  /** Minimum number of items or letters. */
  minItems?: number;
  /** Regular expression. */
  pattern?: string;
  examples?: readonly unknown[];
}

/**
 * A text.
 *
 * @param description The end of a sentence that begins with "Give".
 */
export const text = (description: string, rules: Rules = {}): TString =>
  Type.String({ ...rules, description });

/** true or false. */
export const flag = (description: string): TBoolean => Type.Boolean({ description });

/** One of the given texts. */
export const choice = <const Options extends readonly string[]>(
  description: string,
  options: Options,
): TUnsafe<Options[number]> => Type.Unsafe<Options[number]>({ enum: options, description });

/** A whole number of at least `minimum`, and at most `maximum` if it is given. */
export const count = (description: string, minimum: number, maximum?: number): TInteger =>
  Type.Integer({ minimum, ...(maximum !== undefined && { maximum }), description });

/** A list of items of one kind. */
export const listOf = <Item extends TSchema>(
  description: string,
  items: Item,
  rules: Rules = {},
): TUnsafe<readonly Static<Item>[]> =>
  Type.Unsafe<readonly Static<Item>[]>({ type: "array", items, ...rules, description });

/** A list of texts. */
export const list = (description: string, rules: Rules = {}): TUnsafe<readonly string[]> =>
  listOf(description, Type.String(), rules);

/** Texts by arbitrary names. */
export const texts = (
  description: string,
  rules: Rules = {},
): TUnsafe<Readonly<Record<string, string>>> =>
  Type.Unsafe<Readonly<Record<string, string>>>({
    type: "object",
    additionalProperties: { type: "string" },
    ...rules,
    description,
  });

/** A part that may be omitted, and is then absent. */
export const optional = <Part extends TSchema>(part: Part): TOptional<Part> =>
  Type.Optional(part) as unknown as TOptional<Part>;

/** A part that may be omitted, and then has this value. */
export const withDefault = <Part extends TSchema>(
  part: Part,
  value: NoInfer<Static<Part>> | Record<string, never>,
): Filled<Part> => ({ ...part, default: value }) as unknown as Filled<Part>;

/** A part for an object. */
export interface ObjectPart<Properties extends TProperties = TProperties> extends TSchema {
  static: TObject<Properties>["static"];
  properties: Properties;
  required: readonly string[];
}

/**
 * An object with exactly these properties.
 *
 * @param title Name of the type in documents, for objects that are used in several places.
 */
export function object<Properties extends TProperties>(
  description: string,
  properties: Properties,
  title?: string,
): ObjectPart<Properties> {
  const schema = Type.Object(properties, {
    ...(title !== undefined && { title }),
    additionalProperties: false,
    description,
  });
  const required = Object.keys(properties).filter(
    (key) => !TypeGuard.IsOptional(properties[key]!) && !("default" in properties[key]!),
  );
  return { ...schema, required };
}

/** The keys of properties that an author may leave out. */
type FreeKeys<Properties> = {
  [Key in keyof Properties]: Properties[Key] extends Filled<TSchema> | TOptional<TSchema>
    ? Key
    : never;
}[keyof Properties];

type Values<Properties extends TProperties, Keys extends keyof Properties> = {
  [Key in Keys]: Static<Properties[Key]>;
};

type PropertiesOf<Schema> = Schema extends ObjectPart<infer Properties> ? Properties : never;

/** The author's input: an object in which parts with a default may be omitted. */
export type Given<Schema extends ObjectPart> = Values<
  PropertiesOf<Schema>,
  Exclude<keyof PropertiesOf<Schema>, FreeKeys<PropertiesOf<Schema>>>
> &
  Partial<Values<PropertiesOf<Schema>, FreeKeys<PropertiesOf<Schema>>>>;

/** The values with the schema's defaults for omitted parts; further properties are kept. */
export function filled<Schema extends ObjectPart, Values extends Given<Schema>>(
  schema: Schema,
  values: Values,
): Omit<Values, keyof Static<Schema>> & Static<Schema> {
  const defaults = Object.entries(schema.properties)
    .filter(([key, part]) => "default" in part && values[key as keyof Values] === undefined)
    .map(([key, part]): [string, unknown] => [key, part.default]);
  return { ...values, ...Object.fromEntries(defaults) };
}
