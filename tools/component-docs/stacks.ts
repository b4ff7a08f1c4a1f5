import { graphOf } from "./graph";
import { resourcesIn, sum, unique, type Item } from "./items";
import { mermaid } from "./mermaid";
import { simpleName } from "./pieces";
import { lineage, type Deployment, type Resource } from "./resources";

const note =
  "<!-- Generated from what the stacks deploy by `npm run docs:components`. Do not edit. -->";

/**
 * The page on the stacks: a diagram and a table of the components of each.
 *
 * @param readmeOf Path of a component's README from `docs/`, by the component's type token.
 */
export function stacksPage(
  deployments: ReadonlyMap<string, Deployment>,
  readmeOf: (token: string) => string | undefined,
): string {
  const sections = [...deployments].flatMap(([stack, deployment]) => {
    const items = stackItems(deployment);
    const total = sum(items.map((item) => resources(item)));
    return [
      `## ${stack}`,
      `${items.length} components with ${total} resources.`,
      drawn(items),
      componentTable(deployment, readmeOf),
    ];
  });
  return `${[note, "# The stacks", ...intro, ...sections].join("\n\n")}\n`;
}

/** A diagram of a stack's components. */
export function stackDiagram(deployment: Deployment): string {
  return drawn(stackItems(deployment));
}

function drawn(items: Item[]): string {
  return `\`\`\`mermaid\n${mermaid(graphOf(items, items.length), labelOf)}\n\`\`\``;
}

const intro = [
  "What `npm run local` deploys, drawn from the state that the engine keeps of it.",
  "## How to read the diagrams",
  [
    "- An arrow goes from what needs something to what it needs. Arrows that others imply are left out.",
    "- `×2`: several of a kind that play the same part share a box, with their names where they say something. `+` counts what belongs to a resource and would only blur the picture: attachments, associations, rules.",
    "- Boxes in boxes: a resource is drawn in its VPC and subnets, a Kubernetes object in its namespace.",
    "- Dashed in a component's own README: not of this component, but used by it.",
    "- A component's diagram shows all of its resources of AWS and Kubernetes; providers and nested components are not drawn.",
  ].join("\n"),
];

/** The components that a stack creates, with their dependencies. */
export function stackItems(deployment: Deployment): Item[] {
  const all = [...deployment.values()];
  return all
    .filter(({ parent }) => parent === undefined)
    .map(({ urn, name, type }) => {
      const own = all.filter((resource) => top(deployment, resource.urn) === urn);
      const needs = own.flatMap(({ dependencies }) =>
        dependencies.map((to) => top(deployment, to)),
      );
      return {
        id: urn,
        kind: simpleName(type),
        names: [name],
        count: 1,
        parts: new Map([["resources", own.filter(({ custom }) => custom).length]]),
        refersTo: unique(needs).filter((to) => to !== urn),
        places: [],
        outside: false,
      };
    });
}

function top(deployment: Deployment, urn: string): string {
  return lineage(deployment, urn)[0]?.urn ?? urn;
}

function resources(item: Item): number {
  return resourcesIn([item]) - item.count;
}

function labelOf(item: Item): string[] {
  const { kind, names, count } = item;
  const size = resources(item);
  return [
    count > 1 ? `${kind} ×${count}` : kind,
    names.join(", "),
    `${size} ${size === 1 ? "resource" : "resources"}`,
  ];
}

function componentTable(
  deployment: Deployment,
  readmeOf: (token: string) => string | undefined,
): string {
  const components = [...deployment.values()].filter(({ type }) => readmeOf(type) !== undefined);
  const rows = unique(components.map(({ type }) => type)).map((token) => {
    const own = components.filter(({ type }) => type === token);
    const names = own.map(({ name }) => `\`${name}\``).join(", ");
    return `| [${simpleName(token)}](${readmeOf(token)}) | ${names} | ${insides(deployment, own)} |`;
  });
  return ["| Component | Named | Resources |", "| --- | --- | ---: |", ...rows].join("\n");
}

function insides(deployment: Deployment, components: readonly Resource[]): number {
  const urns = new Set(components.map(({ urn }) => urn));
  return [...deployment.values()].filter(
    ({ urn, custom }) =>
      custom && lineage(deployment, urn).some((ancestor) => urns.has(ancestor.urn)),
  ).length;
}
