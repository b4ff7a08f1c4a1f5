/** A box of a diagram: one resource, or several that were folded into it. */
export interface Item {
  id: string;
  /** Kind of the resource: `ec2.Subnet`, `Deployment`, `Network`. */
  kind: string;
  /** Names without their common part; empty names are omitted. */
  names: string[];
  /** Number of resources that it represents. */
  count: number;
  /** Number of dependent resources (attachments, associations, rules) by kind. */
  parts: ReadonlyMap<string, number>;
  /** Ids of the items that it refers to. */
  refersTo: string[];
  /** Ids of the items that contain it: the subnets of a node group, the namespace of a Deployment. */
  places: string[];
  /** Whether it is outside of the component and only present because the component's resources refer to it. */
  outside: boolean;
}

/** Folds items with the same key into one. */
export function fold(items: readonly Item[], key: (item: Item) => string): Item[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  const idOf = new Map<string, string>();
  for (const group of groups.values()) {
    for (const { id } of group) idOf.set(id, group[0]!.id);
  }
  const renamed = (ids: string[], self: string): string[] =>
    unique(ids.map((id) => idOf.get(id) ?? id)).filter((id) => id !== self);
  return [...groups.values()].map((group) => {
    const { id, outside } = group[0]!;
    const parts = new Map<string, number>();
    for (const [kind, count] of group.flatMap((item) => [...item.parts])) {
      parts.set(kind, (parts.get(kind) ?? 0) + count);
    }
    return {
      id,
      kind: unique(group.map(({ kind }) => kind)).join(", "),
      names: unique(group.flatMap(({ names }) => names)),
      count: sum(group.map(({ count }) => count)),
      parts,
      refersTo: renamed(
        group.flatMap(({ refersTo }) => refersTo),
        id,
      ),
      places: renamed(
        group.flatMap(({ places }) => places),
        id,
      ),
      outside,
    };
  });
}

/**
 * Folds items of a kind with the same role: the items that they refer to, that refer to them and that
 * contain them have the same roles, recursively (the coarsest stable partition of the graph).
 */
export function foldAlike(items: readonly Item[]): Item[] {
  const users = new Map(items.map(({ id }) => [id, items.filter((item) => uses(item, id))]));
  let classes = numbered(items, ({ kind, outside, parts }) => [kind, outside, [...parts.keys()]]);
  for (let count = 0; count < new Set(classes.values()).size;) {
    count = new Set(classes.values()).size;
    const before = classes;
    const classesOf = (ids: readonly string[]): string[] =>
      unique(ids.map((id) => String(before.get(id))));
    classes = numbered(items, ({ id, refersTo, places }) => [
      before.get(id),
      classesOf(refersTo),
      classesOf(places),
      classesOf(users.get(id)!.map((user) => user.id)),
    ]);
  }
  return fold(items, ({ id }) => String(classes.get(id)));
}

function uses({ refersTo, places }: Item, id: string): boolean {
  return refersTo.includes(id) || places.includes(id);
}

/** A number for every item, the same for those whose keys are the same. */
function numbered(
  items: readonly Item[],
  key: (item: Item) => readonly unknown[],
): Map<string, number> {
  const keys = [...new Set(items.map((item) => JSON.stringify(key(item))))];
  return new Map(items.map((item) => [item.id, keys.indexOf(JSON.stringify(key(item)))]));
}

/** Number of resources that items represent, without outside items. */
export function resourcesIn(items: readonly Item[]): number {
  const own = items.filter(({ outside }) => !outside);
  return sum(own.flatMap(({ count, parts }) => [count, ...parts.values()]));
}

/** The distinct texts in ascending order. */
export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== "").sort();
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
