import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** The key by which the engine marks special values (`sdk/go/common/resource/sig.go`). */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Properties of a resource, as plain values. */
export type Properties = Record<string, unknown>;

/** Properties as a rule reads them, with plain secrets, and the list of secret texts. */
export interface OpenProperties {
  props: Properties;
  /** Every secret text. Messages must not show them. */
  secrets: string[];
}

/** The key under which providers list, at every depth, the values that they filled in. */
const noteOfDefaults = "__defaults";

/**
 * Reads the properties that the engine sent.
 *
 * @param keepNotes Whether to keep providers' lists of defaults, which the engine needs back.
 */
export function openProperties(struct: Struct | undefined, keepNotes = false): OpenProperties {
  const secrets: string[] = [];
  const open = (value: unknown, secret: boolean): unknown => {
    if (typeof value === "string" && secret) secrets.push(value);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((element) => open(element, secret));
    if (isSecret(value)) return open(value.value, true);
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => keepNotes || key !== noteOfDefaults)
        .map(([key, field]) => [key, open(field, secret)]),
    );
  };
  return { props: open(struct?.toJavaScript() ?? {}, false) as Properties, secrets };
}

/**
 * Sets new values in properties as the engine sent them. A property that contained a secret at any
 * depth becomes secret as a whole.
 */
export function patchProperties(sent: Properties, patch: Properties): Properties {
  const patched = { ...sent };
  for (const [key, value] of Object.entries(patch)) {
    patched[key] = holdsSecret(sent[key]) ? { [signature]: secretSignature, value } : value;
  }
  return patched;
}

function holdsSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isSecret(value) || Object.values(value).some(holdsSecret);
}

function isSecret(value: object): value is { value: unknown } {
  return (value as Properties)[signature] === secretSignature;
}
