import fc from "fast-check";
import type { Schema, SchemaFile } from "../../../simulator/schema-file";
import { isObject, type Properties, type Value } from "../../../simulator/values";

const LOOKAHEAD = /\(\?[=!](?:[^()]|\([^()]*\))*\)/g;

/** Values that schemas accept, made from nothing but the schemas. */
export class Samples {
  constructor(private readonly file: SchemaFile) {}

  /** Inputs with all that is required, and of alternatives the first. */
  inputs(schema: Schema): Properties {
    const value = this.value(schema);
    return isObject(value) ? value : {};
  }

  /** A value that the schema accepts. */
  value(schema: Schema): Value {
    const { $ref, enum: choices, anyOf } = schema;
    if ($ref !== undefined) return this.value(this.definition($ref));
    if (choices) return choices[0]!;
    if (anyOf && !schema.properties) return this.value(anyOf[0] ?? {});
    switch (schema.type) {
      case "array":
        return Array.from({ length: schema.minItems ?? 1 }, () => this.value(schema.items ?? {}));
      case "boolean":
        return true;
      case "integer":
      case "number":
        return Math.max(schema.minimum ?? 1, Math.min(1, schema.maximum ?? 1));
      case "object":
        return this.object(schema);
      case "string":
        return this.string(schema);
      case undefined:
        return "anything";
    }
  }

  definition(reference: string): Schema {
    const definition = this.file.definitions[reference.replace("#/definitions/", "")];
    if (!definition) throw new Error(`There is no ${reference}.`);
    return definition;
  }

  private object({ properties = {}, required = [], anyOf = [], dependencies = {} }: Schema) {
    const names = new Set([...required, ...(anyOf[0]?.required ?? [])]);
    for (const name of names)
      for (const needed of dependencies[name]?.required ?? []) names.add(needed);
    return Object.fromEntries([...names].map((name) => [name, this.value(properties[name] ?? {})]));
  }

  private string({ format, pattern, minLength = 1, maxLength = 60 }: Schema): string {
    if (format === "ipv4-network") return "10.0.0.0/16";
    if (format === "ipv6-network") return "2001:db8::/56";
    if (pattern === undefined) return "x".repeat(minLength);
    const whole = new RegExp(pattern, "u");
    // The library makes no texts for patterns that look ahead, so they only choose among those of the rest.
    const rest = new RegExp(pattern.replace(LOOKAHEAD, ""), "u");
    const fits = fc
      .stringMatching(rest, { maxLength: Math.min(maxLength, 200) })
      .filter((text) => whole.test(text))
      .filter((text) => text.length >= minLength && text.length <= maxLength);
    return fc.sample(fits, { seed: 1, numRuns: 1 })[0]!;
  }
}
