import type { ResourceType } from "./inputs";
import type { Stack, StackResource, Targets } from "./resource";
import { ifKnown, type PartlyKnown, partlyKnown, unknown } from "./unknown";

/** Indexes the resources of a stack. */
export function createStack(resources: readonly StackResource[]): Stack {
  const byUrn = lazy(() => new Map(resources.map((resource) => [resource.urn, resource])));
  const byType = lazy(() => groupBy(resources, (resource) => resource.type));
  const byParent = lazy(() => groupBy(resources, (resource) => resource.parent));
  const byKey = new Map<string, Map<string, StackResource>>();
  const below = new Map<string, readonly StackResource[]>();

  const ofType = <T extends ResourceType>(type: T) =>
    (byType().get(type) ?? []) as readonly StackResource[] as readonly StackResource<T>[];

  const withKey = (type: ResourceType, key: string) => {
    const name = `${type} ${key}`;
    const index = byKey.get(name) ?? indexBy(ofType(type), key);
    byKey.set(name, index);
    return index;
  };

  const descendants = (urn: string): readonly StackResource[] => {
    const known = below.get(urn);
    if (known) return known;
    const children = byParent().get(urn) ?? [];
    const all = children.flatMap((child) => [child, ...descendants(child.urn)]);
    below.set(urn, all);
    return all;
  };

  const resolve = <T extends ResourceType>(
    from: StackResource,
    property: string,
    type: T,
    ids: PartlyKnown<string>,
    key: string,
  ): Targets<T> => {
    const index = withKey(type, key);
    const found = ids.known.flatMap((id) => (index.get(id) as StackResource<T> | undefined) ?? []);
    const outside = ids.known.filter((id) => !index.has(id));
    if (ids.unknown === 0) return { found, outside, possible: [], unresolved: false };
    const possible = reached(from.propertyDependencies[property] ?? [], type).filter(
      (target) => !found.includes(target),
    );
    const isExact = possible.length === ids.unknown || possible.length === 1;
    return isExact
      ? { found: [...found, ...possible], outside, possible: [], unresolved: false }
      : { found, outside, possible, unresolved: possible.length === 0 };
  };

  /** The resources of a type among some resources and below those that are components. */
  const reached = <T extends ResourceType>(urns: readonly string[], type: T) => {
    const all = urns.flatMap((urn) => {
      const resource = byUrn().get(urn);
      return resource?.type === type ? [resource] : descendants(urn);
    });
    const ofType: unknown[] = [...new Set(all)].filter((each) => each.type === type);
    return ofType as StackResource<T>[];
  };

  return {
    resources,
    ofType,
    byUrn: (urn) => byUrn().get(urn),
    descendants,
    targets: (from, property, type, ids, key = "id") =>
      resolve(from, property, type, partlyKnown(ids), key),
    target: (from, property, type, id, key = "id") =>
      resolve(from, property, type, oneOrNone(ifKnown(id)), key),
  };
}

function oneOrNone(id: string | undefined | typeof unknown): PartlyKnown<string> {
  if (id === unknown) return { known: [], unknown: 1 };
  return { known: id === undefined ? [] : [id], unknown: 0 };
}

function indexBy(resources: readonly StackResource[], key: string): Map<string, StackResource> {
  const index = new Map<string, StackResource>();
  for (const resource of resources) {
    const value = ifKnown(() => (resource.props as Record<string, unknown>)[key]);
    if (typeof value === "string") index.set(value, resource);
  }
  return index;
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Every resource that targets can be: the certain and the possible ones. */
export function allTargets<T>({ found, possible }: { found: T[]; possible: T[] }): T[] {
  return [...found, ...possible];
}

/** An index that is built once per stack, by the first rule that uses it. */
export function perStack<T>(build: (stack: Stack) => T): (stack: Stack) => T {
  const built = new WeakMap<Stack, { value: T }>();
  return (stack) => {
    const known = built.get(stack) ?? { value: build(stack) };
    built.set(stack, known);
    return known.value;
  };
}
