/**
 * What the engine sends in place of a value that is not known during preview: one text per kind of
 * value, part of the engine's protocol (`sdk/go/common/resource/plugin/rpc.go`).
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

/** A rule read a value that is not known during preview. */
export class UnknownValueError extends Error {
  override readonly name = "UnknownValueError";
  /** @param path The property, as its author writes it: `vpcConfig.subnetIds[0]`. */
  constructor(readonly path: string) {
    super(`${path} is not known during preview`);
  }
}

/**
 * A view of properties that throws {@link UnknownValueError} where an unknown value is read, at any
 * depth, so that a rule cannot pass one by mistake. `in` and `Object.keys` may be used freely.
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
 * As {@link guard}, for what a provider returned. What a resource was not given, and the provider
 * chooses only when it creates it, is left out instead of unknown, as it is among the inputs.
 *
 * @param isGiven Whether the resource was given a value of other resources for a property.
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
  /** How many more there are: undefined when not even that is known. */
  unknown: number | undefined;
}

/** The known elements of a list, read without throwing. */
export function partlyKnown<T>(read: () => readonly T[] | undefined): PartlyKnown<T> {
  const list = ifKnown(read);
  if (list === unknown) return { known: [], unknown: undefined };
  const all = asSent(list ?? []);
  const known = all.filter((element) => !sentinels.has(element)).map((element) => guard(element));
  return { known, unknown: all.length - known.length };
}

/** Stands for a value that is not known during preview. */
export const unknown = Symbol("unknown");

/** What `read` gives, or {@link unknown} where it needs an unknown value. */
export function ifKnown<T>(read: () => T): T | typeof unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnknownValueError) return unknown;
    throw error;
  }
}

/** A value as the engine sent it, unknown parts and all: to be passed on, not to be looked into. */
export function asSent<T extends object | undefined>(value: T): T {
  return (value as { [raw]?: T } | undefined)?.[raw] ?? value;
}

/**
 * A field of each element of a list, unknown ones as the engine sent them: for lists of ids that
 * `Stack.targets` resolves.
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
