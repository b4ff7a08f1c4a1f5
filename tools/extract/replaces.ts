import type { ObjectSchema, ReplaceSource } from "../../simulator/schema-file";
import type { AwsModel } from "./aws-shape";
import { commentSays } from "./comments";
import type { LeftOut } from "./limits";
import type { Pairing } from "./pairing";
import { allProperties } from "./properties";
import type { Definitions } from "./type-nodes";

/** Properties whose change replaces the resource, by pointer, with their sources. */
export interface Replacements {
  replaces: Record<string, ReplaceSource[]>;
  mayReplace: Record<string, ReplaceSource[]>;
  leftOut: LeftOut[];
}

/** Manual corrections of a type, by pointer, with the reason. */
export interface ReplaceExceptions {
  replaces?: Record<string, string>;
  mayReplace?: Record<string, string>;
  inPlace?: Record<string, string>;
}

/** The sources of the result. */
export interface ReplaceInputs {
  inputs: ObjectSchema;
  definitions: Definitions;
  /** The comment of a property, by its schema. */
  doc: (property: object) => string;
  /** The registry's schema of the type, if there is one, and its pairing. */
  registry?: { model: AwsModel; pairing: Pairing };
  exceptions: ReplaceExceptions;
}

/** One source's statement on one property. */
interface Claim {
  at: string;
  source: ReplaceSource;
  when: "always" | "sometimes";
}

/** Merges the statements of the registry, the typings' comments, two rules and `types.yaml`. */
export function replacements(read: ReplaceInputs): Replacements {
  const { replaces = {}, mayReplace = {}, inPlace = {} } = read.exceptions;
  const registry = registryClaims(read.registry);
  const statements = [...registry.claims, ...commentClaims(read)];
  const overruled: Record<string, string> = { ...mayReplace, ...inPlace };
  const claims = [
    ...statements.filter(({ at }) => overruled[at] === undefined),
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
      ...statements.flatMap(({ at, source, when }) => {
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

/** The provider generates a name from its prefix, and a resource belongs to one Region. */
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
