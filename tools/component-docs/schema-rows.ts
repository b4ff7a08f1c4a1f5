import type { TSchema } from "../../model/schema-parts";
import { code, oneLine, type Row } from "./rows";

/** The parts of a schema that a table uses. */
interface Part extends TSchema {
  description?: string;
  enum?: readonly unknown[];
  properties?: Record<string, Part>;
  required?: readonly string[];
  items?: Part;
  examples?: readonly unknown[];
}

/** The rows of an object's properties. */
export function schemaRows(schema: TSchema, nested: Map<string, TSchema>): Row[] {
  const { properties = {}, required = [] } = schema as Part;
  return Object.entries(properties).map(([name, part]) =>
    schemaRow(name, part, required.includes(name), nested),
  );
}

/**
 * The row of one part.
 *
 * @param nested Receives the objects with a title, which have separate tables.
 */
export function schemaRow(
  name: string,
  part: TSchema,
  isRequired: boolean,
  nested: Map<string, TSchema>,
): Row {
  const { description = "", examples = [] } = part as Part;
  const [example] = examples;
  return {
    name,
    type: typeOf(part, nested),
    default: "default" in part ? code(literal(part.default)) : isRequired ? "**required**" : "",
    description: [
      sentence(description),
      example !== undefined && `Example: ${code(literal(example))}`,
    ]
      .filter(Boolean)
      .join(" "),
  };
}

/** A value in TypeScript notation: `{ minSize: 1 }`. */
export function literal(value: unknown): string {
  return oneLine(JSON.stringify(value, null, 1) ?? "undefined")
    .replaceAll(/"(\w+)":/g, "$1:")
    .replaceAll("[ ", "[")
    .replaceAll(" ]", "]");
}

function sentence(description: string): string {
  return description === "" ? "" : `${description[0]!.toUpperCase()}${description.slice(1)}.`;
}

function typeOf(part: Part, nested: Map<string, TSchema>): string {
  if (part.enum) return part.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (part.type === "integer") return "number";
  if (part.type === "array" && part.items) {
    const item = typeOf(part.items, nested);
    return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
  }
  if (part.type !== "object") return String(part.type);
  if (!part.properties) return "Record<string, string>";
  if (part.title === undefined) return "object";
  nested.set(part.title, part);
  return part.title;
}
