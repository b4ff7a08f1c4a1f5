/**
 * The texts that the engine sends for unknown values, one per kind of value. They are part of the
 * engine's protocol (`sdk/go/common/resource/plugin/rpc.go`).
 */
const sentinels = new Set<unknown>([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

const raw = Symbol("the value behind the guard");

/** The error of a rule that reads a value that is unknown during preview. */
export class UnknownValueError extends Error {
  override readonly name = "UnknownValueError";
  /** @param path The property, as its author writes it: `vpcConfig.subnetIds[0]`. */
  constructor(readonly path: string) {
    super(`${path} is not known during preview`);
  }
}

/**
 * A view of properties that throws {@link UnknownValueError} when an unknown value is read at any
 * depth, so that a rule cannot accept one by mistake. `in` and `Object.keys` do not throw.
 */
export function guard<T>(value: T, path = ""): T {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      if (key === raw) return target;
      const field: unknown = Reflect.get(target, key);
      if (typeof key === "symbol" || typeof field === "function") return field;
      const at = pathTo(path, key, Array.isArray(target));
      if (sentinels.has(field)) throw new UnknownValueError(at);
      return guard(field, at);
    },
  });
}

/**
 * Like {@link guard}, for the outputs of a provider. Unknown outputs that the program did not set
 * are left out, as they are missing from the inputs too.
 *
 * @param isGiven Whether the program computes a property from other resources.
 */
export function guardOutputs<T extends object>(
  outputs: T,
  isGiven: (property: string) => boolean,
): T {
  const known = Object.entries(outputs).filter(
    ([property, value]) => !sentinels.has(value) || isGiven(property),
  );
  return guard(Object.fromEntries(known) as T);
}

/** A list of which some elements may be unknown. */
export interface PartlyKnown<T> {
  known: T[];
  /** The number of unknown elements, or undefined if the length of the list is unknown. */
  unknown: number | undefined;
}

/** Reads the known elements of a list without throwing. */
export function partlyKnown<T>(read: () => readonly T[] | undefined): PartlyKnown<T> {
  const list = ifKnown(read);
  if (list === unknown) return { known: [], unknown: undefined };
  const all = asSent(list ?? []);
  const known = all.filter((element) => !sentinels.has(element)).map((element) => guard(element));
  return { known, unknown: all.length - known.length };
}

/** Stands for a value that is unknown during preview. */
export const unknown = Symbol("unknown");

/** Returns the result of `read`, or {@link unknown} if it needs an unknown value. */
export function ifKnown<T>(read: () => T): T | typeof unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnknownValueError) return unknown;
    throw error;
  }
}

/** A value as the engine sent it, with unknown parts: for copying, not for checking. */
export function asSent<T extends object | undefined>(value: T): T {
  return (value as { [raw]?: T } | undefined)?.[raw] ?? value;
}

/**
 * A field of each element of a list, unknown ones as the engine sent them. `Stack.targets` resolves
 * such lists of ids.
 */
export function fieldOfEach<T extends object, K extends keyof T>(
  list: readonly T[] | undefined,
  key: K,
): T[K][] {
  return (asSent(list) ?? []).map((element) => element[key]);
}

function pathTo(path: string, key: string, inList: boolean): string {
  if (inList) return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}
