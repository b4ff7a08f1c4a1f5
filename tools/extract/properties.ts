import type { Schema } from "../../simulator/schema-file";
import type { Definitions } from "./type-nodes";

/** Every property of a type with its pointer, including nested types; `*` stands for any element. */
export function allProperties(
  schema: Schema,
  definitions: Definitions,
  at = "",
  open: Schema[] = [],
): [string, Schema][] {
  const name = schema.$ref?.replace("#/definitions/", "");
  const resolved = (name && definitions.get(name)) || schema;
  if (open.includes(resolved)) return []; // A type that contains itself.
  const inner = [...open, resolved];
  return [
    ...Object.entries(resolved.properties ?? {}).flatMap(([key, property]): [string, Schema][] => [
      [`${at}/${key}`, property],
      ...allProperties(property, definitions, `${at}/${key}`, inner),
    ]),
    ...(resolved.items ? allProperties(resolved.items, definitions, `${at}/*`, inner) : []),
    ...(resolved.anyOf ?? []).flatMap((each) => allProperties(each, definitions, at, inner)),
  ];
}
