import { closest, distance } from "fastest-levenshtein";

/**
 * The known word that is nearest to a misspelt one, or undefined if none is near:
 * at most a third of the letters may differ (but always at least two).
 *
 * @example
 * suggest("warmIpTargt", ["warmIpTarget", "warmEniTarget"]); // "warmIpTarget"
 */
export function suggest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = new Map(known.map((candidate) => [candidate.toLowerCase(), candidate]));
  const nearest = closest(word.toLowerCase(), [...lower.keys()]);
  const allowed = Math.max(2, Math.floor(word.length / 3));
  return distance(word.toLowerCase(), nearest) <= allowed ? lower.get(nearest) : undefined;
}

/**
 * The fix for a misspelt word: `Did you mean "x"?`, or, if no word is near,
 * the list of choices: `Use one of "a", "b".`
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const nearest = suggest(word, known);
  if (nearest !== undefined) return `Did you mean "${nearest}"?`;
  return `Use one of ${known.map((candidate) => `"${candidate}"`).join(", ")}.`;
}
