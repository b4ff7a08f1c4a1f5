import { isObject, text, type Properties, type Value } from "../../../../simulator/values";

/** The text of an input, or undefined where it is not given. */
export const optional = (value: Value | undefined): string | undefined =>
  value === undefined ? undefined : text(value);

/** The number of an input, or undefined where it is not given. */
export const number = (value: Value | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

/** The objects in an input's list. */
export const objects = (value: Value | undefined): Properties[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
