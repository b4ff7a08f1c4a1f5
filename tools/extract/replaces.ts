import type { ObjectSchema, ReplaceSource } from "../../simulator/schema-file";
import type { AwsModel } from "./aws-shape";
import { commentSays } from "./comments";
import type { LeftOut } from "./limits";
import type { Pairing } from "./pairing";
import { allProperties } from "./properties";
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
  /** The comment of a property, by its schema. */
  doc: (property: object) => string;
  /** The registry's schema of the type, where there is one, and what it was paired with. */
  registry?: { model: AwsModel; pairing: Pairing };
  exceptions: ReplaceExceptions;
}

/** One source's word on one property. */
interface Claim {
  at: string;
  source: ReplaceSource;
  when: "always" | "sometimes";
}

/** Brings together what the registry, the typings' comments, two rules and `types.yaml` say. */
export function replacements(read: ReplaceInputs): Replacements {
  const { replaces = {}, mayReplace = {}, inPlace = {} } = read.exceptions;
  const registry = registryClaims(read.registry);
  const said = [...registry.claims, ...commentClaims(read)];
  const overruled: Record<string, string> = { ...mayReplace, ...inPlace };
  const claims = [
    ...said.filter(({ at }) => overruled[at] === undefined),
    ...ownClaims(replaces, "always"),
    ...ownClaims(mayReplace, "sometimes"),
  ];
  const always = grouped([...claims, ...ruleClaims(read.inputs, claims)], "always");
  const covered = (at: string, by: object): boolean =>
    Object.keys(by).some((above) => at.startsWith(`${above}/`));
  return {
    replaces: without(always, (at) => covered(at, always)),
    mayReplace: without(
      grouped(claims, "sometimes"),
      (at) => always[at] !== undefined || covered(at, always),
    ),
    leftOut: [
      ...registry.leftOut,
      ...said.flatMap(({ at, source, when }) => {
        const reason = overruled[at];
        return reason === undefined ? [] : [{ at, source, fact: FACTS[when], reason }];
      }),
    ],
  };
}

const FACTS = { always: "replaces", sometimes: "may replace" };

function registryClaims(registry: ReplaceInputs["registry"]): {
  claims: Claim[];
  leftOut: LeftOut[];
} {
  const claims: Claim[] = [];
  const leftOut: LeftOut[] = [];
  const read = (pointers: string[] = [], when: Claim["when"]): void => {
    for (const pointer of pointers) {
      const pairs = registry?.pairing.values.filter(
        ({ awsAt }) => awsAt.toLowerCase() === pointer.toLowerCase(),
      );
      for (const { at } of pairs ?? []) claims.push({ at, source: "cloudformation", when });
      if (pairs?.length) continue;
      const reason = "no property here stands for it";
      leftOut.push({ at: pointer, source: "cloudformation", fact: FACTS[when], reason });
    }
  };
  read(registry?.model.replaces, "always");
  read(registry?.model.mayReplace, "sometimes");
  return { claims, leftOut };
}

function commentClaims({ inputs, definitions, doc }: ReplaceInputs): Claim[] {
  return allProperties(inputs, definitions).flatMap(([at, property]): Claim[] => {
    const when = commentSays(doc(property));
    return when ? [{ at, source: "typings", when }] : [];
  });
}

function ownClaims(pointers: Record<string, string>, when: Claim["when"]): Claim[] {
  return Object.keys(pointers).map((at) => ({ at, source: "types.yaml", when }));
}

/** The provider makes a name from its prefix, and a resource lives in one Region. */
function ruleClaims({ properties }: ObjectSchema, claims: Claim[]): Claim[] {
  const always = new Set(claims.filter(({ when }) => when === "always").map(({ at }) => at));
  const isPrefix = (name: string): boolean =>
    name.endsWith("Prefix") && always.has(`/${name.replace(/Prefix$/, "")}`);
  return Object.keys(properties)
    .filter((name) => name === "region" || isPrefix(name))
    .map((name) => ({ at: `/${name}`, source: "rule", when: "always" }));
}

function grouped(claims: Claim[], when: Claim["when"]): Record<string, ReplaceSource[]> {
  const groups: Record<string, ReplaceSource[]> = {};
  for (const claim of claims) {
    if (claim.when !== when) continue;
    const known = groups[claim.at] ?? [];
    groups[claim.at] = [...new Set([...known, claim.source])].sort();
  }
  return groups;
}

function without<T>(record: Record<string, T>, drop: (key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !drop(key)));
}
