/** The parts of a resource's URN that rules and settings need. */
export interface UrnParts {
  stack: string;
  project: string;
  /** The type token of the resource, without those of its parents. */
  type: string;
  name: string;
}

/**
 * Reads `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. Missing parts are
 * empty: a finding about the stack as a whole has no URN.
 */
export function parseUrn(urn: string): UrnParts {
  const [stack = "", project = "", types = "", ...name] = urn
    .replace(/^urn:pulumi:/, "")
    .split("::");
  return { stack, project, type: types.split("$").at(-1) ?? "", name: name.join("::") };
}
