import type { ObjectSchema, ReplaceSource, Schema } from "../../simulator/schema-file";
import type { AwsModel } from "./aws-shape";
import type { LeftOut } from "./limits";
import type { Pairing } from "./pairing";
import type { Definitions } from "./type-nodes";

/** What a change replaces, by pointer, with the sources that say so. */
export interface Replacements {
  replaces: Record<string, ReplaceSource[]>;
  mayReplace: Record<string, ReplaceSource[]>;
  leftOut: LeftOut[];
}

/** What a person found out about a type, by pointer, with the reason. */
export interface ReplaceExceptions {
  replaces?: Record<string, string>;
  mayReplace?: Record<string, string>;
  inPlace?: Record<string, string>;
}

/** What is read for it. */
export interface ReplaceInputs {
  inputs: ObjectSchema;
  definitions: Definitions;
  /** The doc comment of a property, by its schema. */
  doc: (property: object) => string;
  /** The registry's schema of the type, where there is one, and what it was paired with. */
  registry?: { model: AwsModel; pairing: Pairing };
  exceptions: ReplaceExceptions;
}

/** Brings together what the registry, the typings' comments, two rules and `types.yaml` say. */
export function replacements({
  inputs,
  definitions,
  doc,
  registry,
  exceptions,
}: ReplaceInputs): Replacements {
  const always = new Facts();
  const sometimes = new Facts();
  const leftOut: LeftOut[] = [];

  if (registry) {
    const { model, pairing } = registry;
    const read = (pointers: string[], facts: Facts, fact: string): void => {
      for (const pointer of pointers) {
        const ours = pairing.values.filter(
          ({ awsAt }) => awsAt.toLowerCase() === pointer.toLowerCase(),
        );
        for (const { at } of ours) facts.add(at, "cloudformation");
        if (ours.length) continue;
        const reason = "no property here stands for it";
        leftOut.push({ at: pointer, source: "cloudformation", fact, reason });
      }
    };
    read(model.replaces, always, "replaces");
    read(model.mayReplace, sometimes, "may replace");
  }
  for (const [at, property] of properties(inputs, definitions)) {
    const said = commentSays(doc(property));
    if (said) (said === "always" ? always : sometimes).add(at, "typings");
  }
  for (const at of Object.keys(exceptions.replaces ?? {})) always.add(at, "types.yaml");
  for (const at of Object.keys(exceptions.mayReplace ?? {})) {
    always.remove(at);
    sometimes.add(at, "types.yaml");
  }
  for (const [at, reason] of Object.entries(exceptions.inPlace ?? {})) {
    for (const facts of [always, sometimes]) {
      if (facts.remove(at))
        leftOut.push({ at, source: "cloudformation", fact: "replaces", reason });
    }
  }
  // The provider makes a name from its prefix, and a resource lives in one Region.
  for (const name of Object.keys(inputs.properties)) {
    if (name.endsWith("Prefix") && always.has(`/${name.slice(0, -"Prefix".length)}`)) {
      always.add(`/${name}`, "rule");
    }
  }
  if (inputs.properties["region"]) always.add("/region", "rule");
  return {
    replaces: always.sorted((at) => always.covers(at)),
    mayReplace: sometimes.sorted((at) => always.has(at) || always.covers(at)),
    leftOut,
  };
}

/** What a property's comment says about changes of it. */
export function commentSays(comment: string): "always" | "sometimes" | undefined {
  const sentences = comment.split(/(?<=\.)\s+/);
  const found = sentences.filter((sentence) => CHANGE.test(sentence) || REPLACES.test(sentence));
  if (found.length === 0) return undefined;
  return found.some(
    (sentence) => !CONDITION.test(sentence) && (CHANGE.test(sentence) || PLAIN.test(sentence)),
  )
    ? "always"
    : "sometimes";
}

/** "Changing this value will force a new cluster to be created." */
const CHANGE =
  /\b(?:changing|modifying) (?:this|it|these|`\w+`)(?: values?| argument| field| parameter| setting)? (?:will )?(?:forces?|causes?|triggers?|creates?|requires?|re-?creates?)\b.*\b(?:new|replace\w*|re-?creat\w*|resource)\b/i;
/** "Forces replacement if changed.", "(Forces new resource)" */
const PLAIN = /^\W*(?:\w+, )?forces (?:a )?(?:new resource|replacement)\b/i;
/** "Disabling X after it has been enabled forces recreation of the instance." */
const REPLACES =
  /\b(?:forces?|force|trigger a destroy and|will) (?:a )?(?:resource )?(?:new resource|replacement|re-?creat\w*)\b/i;
const CONDITION = /^\W*(?:note\W+)?(?:if|when|once|unless)\b/i;

class Facts {
  private readonly sources = new Map<string, ReplaceSource[]>();

  add(at: string, source: ReplaceSource): void {
    const known = this.sources.get(at) ?? [];
    if (!known.includes(source)) this.sources.set(at, [...known, source].sort());
  }

  has(at: string): boolean {
    return this.sources.has(at);
  }

  remove(at: string): boolean {
    return this.sources.delete(at);
  }

  /** Whether a pointer above this one is known already. */
  covers(at: string): boolean {
    return [...this.sources.keys()].some((above) => at.startsWith(`${above}/`));
  }

  sorted(without: (at: string) => boolean): Record<string, ReplaceSource[]> {
    const kept = [...this.sources].filter(([at]) => !without(at));
    return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** Every property of a type with its pointer, those of nested types included. */
function properties(
  schema: Schema,
  definitions: Definitions,
  at = "",
  open: Schema[] = [],
): [string, Schema][] {
  const name = schema.$ref?.replace("#/definitions/", "");
  const resolved = (name && definitions.get(name)) || schema;
  if (open.includes(resolved)) return [];
  const inner = [...open, resolved];
  return [
    ...Object.entries(resolved.properties ?? {}).flatMap(([key, property]): [string, Schema][] => [
      [`${at}/${key}`, property],
      ...properties(property, definitions, `${at}/${key}`, inner),
    ]),
    ...(resolved.items ? properties(resolved.items, definitions, `${at}/*`, inner) : []),
    ...(resolved.anyOf ?? []).flatMap((each) => properties(each, definitions, at, inner)),
  ];
}
