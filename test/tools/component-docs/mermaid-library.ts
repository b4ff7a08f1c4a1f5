import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

interface Mermaid {
  parse(text: string): Promise<{ diagramType: string }>;
}

let library: Mermaid | undefined;

/**
 * Parses the text of a diagram with the library that draws it on GitHub.
 *
 * @throws Error with the line that is wrong
 */
export async function parseMermaid(text: string): Promise<string> {
  library ??= load();
  return (await library.parse(text)).diagramType;
}

/** The library is a script for browsers, so it gets the parts of a page that parsing needs. */
function load(): Mermaid {
  const document = { nodeType: 9, createElement: () => ({}) };
  const page = createContext({ window: { document, Element: class {} }, structuredClone, URL });
  runInContext(readFileSync(require.resolve("@mermaid-js/tiny"), "utf8"), page);
  return (page as unknown as { mermaid: Mermaid }).mermaid;
}
