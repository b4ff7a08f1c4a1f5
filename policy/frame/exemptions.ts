import { type Static, Type } from "@sinclair/typebox";
import picomatch from "picomatch";

const text = (description: string) => Type.String({ minLength: 1, description });

/** The schema of an exemption, whose descriptions the errors show. */
export const exemptionSchema = Type.Object(
  {
    rule: text("the id of the rule"),
    resource: text("the resource's URN, with * for any text, its type or its name"),
    reason: text("the reason why the finding is accepted"),
    expires: Type.String({
      pattern: "^\\d{4}-\\d{2}-\\d{2}$",
      description: 'the last day on which it applies, such as "2027-01-31"',
    }),
    owner: text("the team or person responsible for it"),
  },
  { additionalProperties: false },
);

/** A finding that its owner accepts for a time. */
export type Exemption = Static<typeof exemptionSchema>;

/** Matches findings with exemptions, and remembers which exemptions matched. */
export interface Exemptions {
  /** The exemption of a finding; if several match, one that has not expired. */
  find(rule: string, resource: { urn: string; type: string; name: string }): Exemption | undefined;
  isExpired(exemption: Exemption): boolean;
  /** The exemptions that {@link find} has not returned so far. */
  unused(): Exemption[];
}

/** @param today The day of the run, `2026-11-21`. */
export function createExemptions(list: readonly Exemption[], today: string): Exemptions {
  const entries = list.map((exemption) => ({
    exemption,
    // A URN contains characters that are special in a glob: only `*` is special here.
    matchesUrn: picomatch(exemption.resource, {
      bash: true,
      dot: true,
      nobrace: true,
      nobracket: true,
      noextglob: true,
      nonegate: true,
    }),
  }));
  const used = new Set<Exemption>();
  const isExpired = (exemption: Exemption) => exemption.expires < today;
  return {
    isExpired,
    find(rule, { urn, type, name }) {
      const hits = entries
        .filter(({ exemption }) => exemption.rule === rule)
        .filter(
          ({ exemption: { resource }, matchesUrn }) =>
            resource === name || resource === type || matchesUrn(urn),
        )
        .map(({ exemption }) => exemption);
      hits.forEach((hit) => used.add(hit));
      return hits.find((hit) => !isExpired(hit)) ?? hits[0];
    },
    unused: () => list.filter((exemption) => !used.has(exemption)),
  };
}
