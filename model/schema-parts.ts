// Parts of the JSON schemas of configuration: what a value is, described for people, with its default.

/** A JSON schema with a description. */
export interface Part {
  description: string;
  [keyword: string]: unknown;
}

/** A {@link Part} for an object. */
export interface ObjectPart extends Part {
  properties: object;
  required: readonly string[];
}

/** A text, with further rules in `more`. */
export const text = (description: string, more: object = {}): Part => ({
  type: "string",
  description,
  ...more,
});

/** true or false. */
export const flag = (description: string, value: boolean): Part => ({
  type: "boolean",
  description,
  default: value,
});

/** One of several texts. */
export const choice = (description: string, options: readonly string[], value?: string): Part => ({
  enum: options,
  description,
  ...(value !== undefined && { default: value }),
});

/** A whole number from `minimum` on. */
export const count = (description: string, minimum: number, value?: number): Part => ({
  type: "integer",
  minimum,
  description,
  ...(value !== undefined && { default: value }),
});

/** A list of texts. */
export const list = (description: string, value?: readonly string[]): Part => ({
  type: "array",
  items: { type: "string" },
  description,
  ...(value && { default: value }),
});

/** Texts by names that are free. */
export const texts = (description: string, value?: object): Part => ({
  type: "object",
  additionalProperties: { type: "string" },
  description,
  ...(value && { default: value }),
});

/** An object with these properties and no other. */
export const object = (
  description: string,
  properties: object,
  required: readonly string[] = [],
): ObjectPart => ({
  type: "object",
  additionalProperties: false,
  description,
  properties,
  required,
});

/** A list of objects. */
export const objects = (description: string, items: object, value?: readonly unknown[]): Part => ({
  type: "array",
  items,
  description,
  ...(value && { default: value }),
});
