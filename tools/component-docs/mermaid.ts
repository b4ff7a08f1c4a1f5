import type { Graph } from "./graph";
import type { Item } from "./items";

/** Names with more characters are omitted from a box. */
const maxNames = 60;

/** A graph as the text of a Mermaid flowchart. */
export function mermaid(graph: Graph, label: (item: Item) => string[] = labelOf): string {
  const ids = new Map(graph.items.map(({ id }, index) => [id, `n${index}`]));
  const draw = (item: Item, indent: string): string[] => {
    const id = ids.get(item.id)!;
    const text = `["${label(item).map(escaped).join("<br/>")}"]`;
    const inner = graph.items.filter((other) => graph.inside.get(other.id) === item.id);
    if (inner.length === 0) return [`${indent}${id}${text}`];
    const content = inner.flatMap((child) => draw(child, `${indent}  `));
    return [`${indent}subgraph ${id}${text}`, ...content, `${indent}end`];
  };
  const outside = graph.items.filter((item) => item.outside).map(({ id }) => ids.get(id));
  return [
    "flowchart LR",
    ...graph.items.filter(({ id }) => !graph.inside.has(id)).flatMap((item) => draw(item, "  ")),
    ...graph.arrows.map(({ from, to }) => `  ${ids.get(from)} --> ${ids.get(to)}`),
    ...(outside.length > 0
      ? ["  classDef outside stroke-dasharray: 4 4", `  class ${outside.join(",")} outside`]
      : []),
  ].join("\n");
}

function labelOf({ kind, names, count, parts }: Item): string[] {
  return [
    times(kind, count),
    ...[names.join(", ")].filter((text) => text !== "" && text.length <= maxNames),
    ...[...parts].map(([part, number]) => `+ ${times(part, number)}`),
  ];
}

function times(what: string, count: number): string {
  return count === 1 ? what : `${what} ×${count}`;
}

function escaped(text: string): string {
  return text.replaceAll('"', "#quot;").replaceAll("<", "#lt;");
}
