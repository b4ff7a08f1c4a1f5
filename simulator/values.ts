import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

/** A property as providers see it: JSON, with secrets unwrapped and {@link UNKNOWN} where it applies. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** The inputs or outputs of a resource or function. */
export type Properties = Record<string, Value>;

/** Properties with the JSON pointers (`/data/password`) of those that are secret. */
export interface Marked {
  values: Properties;
  secrets: string[];
}

/** The engine's mark for a value that is known only after deployment. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// The engine has one mark per kind of value; a program cannot tell them apart.
// Source: sdk/go/common/resource/plugin/rpc.go of github.com/pulumi/pulumi.
const UNKNOWN_MARKS = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key that marks an object as a wrapped value, and what it says of a secret. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Lists what a bridged provider filled in by itself; the engine hides it. */
export const DEFAULTS_KEY = "__defaults";

export function isUnknown(value: Value | undefined): boolean {
  return value === UNKNOWN;
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as text: empty for none, and for what has no text of its own. */
export function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

/** Whether a value is an asset or archive: code of a function. Nobody writes into it. */
function isAsset(value: Properties): boolean {
  return SIGNATURE in value;
}

/** Whether an unknown value is anywhere in `value`. */
export function containsUnknown(value: Value | undefined): boolean {
  if (Array.isArray(value)) return value.some(containsUnknown);
  if (isObject(value)) return Object.values(value).some(containsUnknown);
  return isUnknown(value);
}

/** Reads what the engine sent. */
export function decode(struct: Struct | undefined): Marked {
  const secrets: string[] = [];
  const values = strip(struct?.toJavaScript() ?? {}, "", secrets);
  return { values: isObject(values) ? values : {}, secrets };
}

function strip(value: JavaScriptValue, pointer: string, secrets: string[]): Value {
  if (typeof value === "string") return UNKNOWN_MARKS.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) {
    return value.map((item: JavaScriptValue, index) => strip(item, `${pointer}/${index}`, secrets));
  }
  if (typeof value !== "object" || value === null) return value;
  const wrapped = value as Record<string, JavaScriptValue>;
  if (wrapped[SIGNATURE] === SECRET || wrapped[SIGNATURE] === OUTPUT_VALUE) {
    if (wrapped[SIGNATURE] === SECRET || wrapped["secret"] === true) secrets.push(pointer);
    return wrapped["value"] === undefined ? UNKNOWN : strip(wrapped["value"], pointer, secrets);
  }
  const object: Properties = {};
  for (const [key, item] of Object.entries(wrapped)) {
    if (key !== DEFAULTS_KEY)
      object[key] = strip(item, `${pointer}/${escapePointer(key)}`, secrets);
  }
  return object;
}

/** The names that a bridged provider filled in when it checked these inputs. */
export function filledIn(struct: Struct | undefined): string[] {
  return markedDefaults(struct) ?? [];
}

/** The same, or undefined for inputs of a provider that marks none. */
export function markedDefaults(struct: Struct | undefined): string[] | undefined {
  const names = (struct?.toJavaScript() ?? {})[DEFAULTS_KEY];
  return Array.isArray(names) ? names.map(String) : undefined;
}

/** Marks checked inputs as the real bridged providers do: a list of defaults in every object. */
export function markDefaults(inputs: Properties, defaults: readonly string[]): Properties {
  const marked: Properties = { [DEFAULTS_KEY]: [...defaults] };
  for (const [key, value] of Object.entries(inputs)) marked[key] = markInside(value);
  return marked;
}

function markInside(value: Value): Value {
  if (Array.isArray(value)) return value.map(markInside);
  return isObject(value) && !isAsset(value) ? markDefaults(value, []) : value;
}

/** Writes an answer to the engine, wrapping what `secrets` points to. */
export function encode({ values, secrets }: Marked): Struct {
  const pointers = new Set(secrets);
  const object: Record<string, JavaScriptValue> = {};
  for (const [key, value] of Object.entries(values)) {
    object[key] = wrap(value, `/${escapePointer(key)}`, pointers);
  }
  return Struct.fromJavaScript(object);
}

function wrap(value: Value, pointer: string, secrets: ReadonlySet<string>): JavaScriptValue {
  const inside = wrapInside(value, pointer, secrets);
  return secrets.has(pointer) ? { [SIGNATURE]: SECRET, value: inside } : inside;
}

function wrapInside(value: Value, pointer: string, secrets: ReadonlySet<string>): JavaScriptValue {
  if (Array.isArray(value)) {
    return value.map((item, index) => wrap(item, `${pointer}/${index}`, secrets));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      wrap(item, `${pointer}/${escapePointer(key)}`, secrets),
    ]),
  );
}

/** A key as a part of a JSON pointer. */
export function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The value a JSON pointer (`/ebs/0/size`) names, or undefined. */
export function valueAt(root: Value | undefined, pointer: string): Value | undefined {
  let value: Value | undefined = root;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isObject(value)) value = value[key];
    else return undefined;
  }
  return value;
}

/** An output that repeats a secret input is secret too. */
export function keepSecret(state: Marked, inputs: Marked): Marked {
  const echoed = inputs.secrets.filter((pointer) => valueAt(state.values, pointer) !== undefined);
  return { values: state.values, secrets: [...state.secrets, ...echoed] };
}
