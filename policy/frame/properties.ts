import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** How the engine marks a special value within plain properties (`sdk/go/common/resource/sig.go`). */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Properties of a resource, as plain values. */
export type Properties = Record<string, unknown>;

/** Properties as a rule reads them: secrets opened, and the texts among them listed. */
export interface OpenProperties {
  props: Properties;
  /** Every text that was secret: never to be shown. */
  secrets: string[];
}

/** Key under which providers note, at every depth, which values they filled in by themselves. */
const noteOfDefaults = "__defaults";

/**
 * Reads what the engine sent.
 *
 * @param keepNotes Whether to keep providers' notes: needed in what goes back to the engine.
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
 * Puts new values into properties as the engine sent them. A property that held a secret, at any
 * depth, is secret as a whole afterwards.
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
