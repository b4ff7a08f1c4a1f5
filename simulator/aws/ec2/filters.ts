import picomatch from "picomatch";
import { CloudError, ProviderError } from "../../errors";

/** A filter as EC2 takes it: any of the values, which may hold `*` and `?`. */
export interface Filter {
  name: string;
  values: string[];
}

/** What filters see of a thing, by filter name; tags apart. */
export interface Filterable {
  attributes: Record<string, string | readonly string[] | boolean | undefined>;
  tags?: Record<string, string>;
}

/** What a look-up may ask for. */
export interface Query {
  filters?: readonly Filter[] | undefined;
  tags?: Record<string, string> | undefined;
}

/**
 * The items that match all filters and tags.
 *
 * @throws CloudError InvalidParameterValue for a filter that this kind of thing does not have
 */
export function select<T>(
  items: readonly T[],
  view: (item: T) => Filterable,
  { filters = [], tags = {} }: Query,
): T[] {
  const byTag = Object.entries(tags).map(([key, value]) => ({
    name: `tag:${key}`,
    values: [value],
  }));
  return items.filter((item) =>
    [...filters, ...byTag].every((filter) => matches(view(item), filter)),
  );
}

function matches({ attributes, tags = {} }: Filterable, { name, values }: Filter): boolean {
  if (name.startsWith("tag:")) return fits(tags[name.slice("tag:".length)], values);
  if (name === "tag-key") return Object.keys(tags).some((key) => fits(key, values));
  if (!(name in attributes)) {
    throw new CloudError("InvalidParameterValue", `The filter '${name}' is invalid`);
  }
  const actual = attributes[name];
  if (typeof actual === "boolean") return values.includes(String(actual));
  if (typeof actual === "string" || actual === undefined) return fits(actual, values);
  return actual.some((one) => fits(one, values));
}

function fits(actual: string | undefined, values: readonly string[]): boolean {
  return actual !== undefined && values.some((value) => isLike(actual, value));
}

/** EC2 knows `*` and `?` only, and a slash is a character like any other. */
function isLike(actual: string, pattern: string): boolean {
  const hide = (text: string) => text.replaceAll("/", "\u0000");
  return picomatch.isMatch(hide(actual), hide(pattern), {
    nobrace: true,
    nobracket: true,
    noextglob: true,
    nonegate: true,
    dot: true,
  });
}

/** @throws ProviderError when there is none, or more than one */
export function exactlyOne<T>(items: readonly T[], noun: string): T {
  const [first, second] = items;
  if (first === undefined) throw new ProviderError(`no matching ${noun} found`);
  if (second === undefined) return first;
  throw new ProviderError(
    `multiple ${noun}s matched; use additional constraints to reduce matches to a single ${noun}`,
  );
}
