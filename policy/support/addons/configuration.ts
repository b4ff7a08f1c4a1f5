import { parse } from "yaml";

/**
 * The `configurationValues` of an EKS add-on, which are JSON or YAML; undefined for what is
 * neither, or no object.
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
