import picomatch from "picomatch";

/** A finding that its owner has agreed to live with for a time. */
export interface Exemption {
  /** Id of the rule. */
  rule: string;
  /** A resource's URN with `*` for any text, its type, or its name. */
  resource: string;
  reason: string;
  /** Last day on which it holds: `2027-01-31`. */
  expires: string;
  /** Who answers for it. */
  owner: string;
}

/** Which exemption meets which finding, and which ones met none. */
export interface Exemptions {
  /** The exemption of a finding, preferably one that has not expired. */
  find(rule: string, resource: { urn: string; type: string; name: string }): Exemption | undefined;
  isExpired(exemption: Exemption): boolean;
  /** Those that {@link find} has not given so far. */
  unused(): Exemption[];
}

/** @param today The day of the run, `2026-11-21`. */
export function createExemptions(list: readonly Exemption[], today: string): Exemptions {
  const entries = list.map((exemption) => ({
    exemption,
    // A URN has characters that mean something in a glob: only `*` does here, across everything.
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
