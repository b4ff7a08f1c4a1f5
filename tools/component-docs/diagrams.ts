import { itemsOf } from "./component-items";
import { graphOf } from "./graph";
import { resourcesIn } from "./items";
import { mermaid } from "./mermaid";
import type { ComponentSource } from "./program";
import type { Deployment, Resource } from "./resources";

/**
 * The diagrams of the components of a folder, as Markdown.
 *
 * @param deployments The stacks by name; a component is drawn from the first stack that contains it.
 */
export function diagrams(
  components: readonly ComponentSource[],
  deployments: ReadonlyMap<string, Deployment>,
): string {
  return components
    .map(({ name, token }) => {
      const [found] = [...deployments].flatMap(([stack, deployment]) => {
        const component = first(deployment, token);
        return component ? [{ stack, deployment, component }] : [];
      });
      if (!found) return `\`${name}\` is in none of the stacks.`;
      const graph = graphOf(itemsOf(found.deployment, found.component));
      const count = resourcesIn(graph.items);
      return [
        `**\`${name}\`**, as \`${found.component.name}\` of the stack ${found.stack} (${count} ${count === 1 ? "resource" : "resources"}, [how to read it](../../docs/stacks.md#how-to-read-the-diagrams)):`,
        `\`\`\`mermaid\n${mermaid(graph)}\n\`\`\``,
      ].join("\n\n");
    })
    .join("\n\n");
}

function first(deployment: Deployment, token: string): Resource | undefined {
  return [...deployment.values()].find(({ type }) => type === token);
}
