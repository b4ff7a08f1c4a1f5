/** The same value without the descriptions in its schemas. A property named `description` stays. */
export function withoutDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, text]) => key !== "description" || typeof text !== "string",
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutDescriptions(inner)]));
}
