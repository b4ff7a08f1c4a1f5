import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isObject, text, type Properties, type Value } from "../../../simulator/values";

/** An object for which two servers are asked. */
export interface Case {
  /** `Pod: a label has a space` */
  title: string;
  object: Properties;
  /** Whether something in it is wrong. */
  isSpoiled: boolean;
}

interface Entry {
  object: Properties;
  spoiled?: Record<string, Record<string, Value>>;
}

/** Reads the objects of a file, each as it is and with what spoils it. */
export function casesOf(file: string): Case[] {
  const entries = parse(readFileSync(join(__dirname, file), "utf8")) as Entry[];
  return entries.flatMap(({ object, spoiled = {} }) => {
    const { metadata } = object;
    const called = `${text(object["kind"])} ${text(isObject(metadata) ? metadata["name"] : "")}`;
    return [
      { title: `${called}, as it should be`, object, isSpoiled: false },
      ...Object.entries(spoiled).map(([what, changes]) => ({
        title: `${called}: ${what}`,
        object: changed(object, changes),
        isSpoiled: true,
      })),
    ];
  });
}

/** The object with other values at these JSON pointers, and without those that are `gone`. */
export function changed(object: Properties, changes: Record<string, Value>): Properties {
  const copy = structuredClone(object);
  for (const [pointer, value] of Object.entries(changes)) {
    const parts = pointer
      .split("/")
      .slice(1)
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = parts.pop() ?? "";
    const holder = parts.reduce<Value>(
      (within, part) => (within as Properties)[part] ?? {},
      copy,
    ) as Properties;
    if (value === "gone") delete holder[last];
    else holder[last] = value;
  }
  return copy;
}
