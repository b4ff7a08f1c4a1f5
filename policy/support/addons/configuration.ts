import { parse } from "yaml";

/**
 * Parses the `configurationValues` of an EKS add-on, which are a JSON or YAML object. Returns
 * undefined for anything else.
 */
export function addonValues(configurationValues: string | undefined): object | undefined {
  try {
    const values: unknown = parse(configurationValues ?? "{}") ?? {};
    return typeof values === "object" && values !== null && !Array.isArray(values)
      ? values
      : undefined;
  } catch {
    return undefined;
  }
}
