/** A box of a diagram: one resource, or several that were folded into it. */
export interface Item {
  id: string;
  /** What it is: `ec2.Subnet`, `Deployment`, `Network`. */
  kind: string;
  /** Names, without what all have in common; empty ones left out. */
  names: string[];
  /** How many things of this kind it stands for. */
  count: number;
  /** Resources that belong to it (attachments, associations, rules): number by kind. */
  parts: ReadonlyMap<string, number>;
  /** Ids of what it refers to. */
  refersTo: string[];
  /** Ids of what it is placed in: the subnets of a node group, the namespace of a Deployment. */
  places: string[];
  /** Not of the component: only there because the component's resources refer to it. */
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
 * Folds items of a kind that play the same part: what they refer to, what refers to them and what they
 * are in are of the same kinds, and these in turn (the coarsest stable partition of the graph).
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

/** Resources that items stand for; those outside of the component do not count. */
export function resourcesIn(items: readonly Item[]): number {
  const own = items.filter(({ outside }) => !outside);
  return sum(own.flatMap(({ count, parts }) => [count, ...parts.values()]));
}

/** The different ones, ascending. */
export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== "").sort();
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
