import { fold, foldAlike, type Item } from "./items";

/** An arrow from a referring item to the referenced item, by their ids. */
export interface Arrow {
  from: string;
  to: string;
}

/** The items, arrows and nesting of a diagram. */
export interface Graph {
  items: Item[];
  /** The enclosing item of an item, by its id. */
  inside: ReadonlyMap<string, string>;
  arrows: Arrow[];
}

/** Maximum of boxes in a readable diagram. */
export const maxItems = 25;

/**
 * Folds items until the diagram is readable, and omits arrows that others imply.
 *
 * @param most Maximum of items. Default: 25.
 */
export function graphOf(given: readonly Item[], most = maxItems): Graph {
  const named = fold(given, ({ kind, names, outside, id }) =>
    names.length > 0 ? JSON.stringify([kind, names, outside]) : id,
  );
  const items = readable(foldAlike(named), most);
  const inside = new Map(items.flatMap((item) => placeOf(item, items)));
  const arrows = reduced(arrowsOf(items, inside));
  return { items: items.filter((item) => isDrawn(item, inside, arrows)), inside, arrows };
}

/** Folds by kind, then by service, as far as needed. */
function readable(items: readonly Item[], most: number): Item[] {
  const coarser = [
    ({ kind, outside, places }: Item) => JSON.stringify([kind, outside, places]),
    ({ kind, outside, places }: Item) => JSON.stringify([kind.split(".")[0], outside, places]),
  ];
  let folded = [...items];
  for (const key of coarser) {
    if (folded.length > most) folded = fold(folded, key);
  }
  return folded;
}

/** The enclosing item: the only place of an item, or the common place of all its places. */
function placeOf({ id, places }: Item, items: readonly Item[]): [string, string][] {
  if (places.length === 0) return [];
  if (places.length === 1) return [[id, places[0]!]];
  const outer = places.map((place) => items.find((item) => item.id === place)?.places ?? []);
  const common = outer[0]?.filter((place) => outer.every((others) => others.includes(place))) ?? [];
  return common.length === 1 ? [[id, common[0]!]] : [];
}

/** Whether an outside item is drawn: if it contains an item or has an arrow. */
function isDrawn(
  { id, outside }: Item,
  inside: ReadonlyMap<string, string>,
  arrows: readonly Arrow[],
): boolean {
  const surrounds = [...inside.values()].includes(id);
  return !outside || surrounds || arrows.some(({ from, to }) => from === id || to === id);
}

function arrowsOf(items: readonly Item[], inside: ReadonlyMap<string, string>): Arrow[] {
  const surrounds = (outer: string, inner: string): boolean => {
    const place = inside.get(inner);
    return place === outer || (place !== undefined && surrounds(outer, place));
  };
  const ids = new Set(items.map(({ id }) => id));
  return items.flatMap(({ id, refersTo }) =>
    refersTo
      .filter((to) => ids.has(to) && !surrounds(to, id) && !surrounds(id, to))
      .map((to) => ({ from: id, to })),
  );
}

/** The arrows without those that a path of other arrows implies. */
function reduced(arrows: readonly Arrow[]): Arrow[] {
  const kept = new Set(arrows);
  for (const arrow of arrows) {
    kept.delete(arrow);
    if (!leads(arrow.from, arrow.to, kept)) kept.add(arrow);
  }
  return arrows.filter((arrow) => kept.has(arrow));
}

function leads(from: string, to: string, arrows: ReadonlySet<Arrow>): boolean {
  const reached = new Set([from]);
  // A Set iterates over added entries.
  for (const at of reached) {
    for (const arrow of arrows) if (arrow.from === at) reached.add(arrow.to);
  }
  return reached.has(to);
}
