/** A pattern that is valid in JavaScript, or the reason why there is none. */
export type Pattern = { pattern: string } | { reason: string };

const CLASS_ESCAPE = /^\\[dDwWsSpP]/;
const MUST_ESCAPE = /^[\^$\\.*+?()[\]{}|/]$/;

/**
 * AWS' models contain patterns for Java; JSON Schema requires JavaScript's, in `u` mode.
 * Syntax with the same meaning is translated; other patterns are rejected with a reason.
 *
 * @example
 * toJavaScript("[\\w-.\\@]+\\z") // { pattern: "[\\w\\-.@]+$" }
 */
export function toJavaScript(java: string): Pattern {
  const atoms = java.match(/\\[xup]\{[^}]*\}|\\P\{[^}]*\}|\\[\s\S]|\{\d+(?:,\d*)?\}|[\s\S]/g) ?? [];
  let inClass = false;
  const pattern = atoms.map((atom, index) => {
    if (atom === "[" && !inClass) {
      inClass = true;
      return atom;
    }
    if (atom === "]" && inClass) {
      inClass = false;
      return atom;
    }
    return inClass ? inClassAtom(atom, atoms[index - 1], atoms[index + 1]) : outsideAtom(atom);
  });
  return compiled(pattern.join(""));
}

/** AWS matches the whole text if the model's pattern has no anchors: `\d{12}` is twelve digits. */
export function wholeText(pattern: string): string {
  if (pattern.includes("|")) return `^(?:${pattern})$`;
  return `^${pattern.replace(/^\^/, "").replace(/(?<!\\)\$$/, "")}$`;
}

function inClassAtom(atom: string, before = "", after = ""): string {
  if (atom === "-" && (CLASS_ESCAPE.test(before) || CLASS_ESCAPE.test(after))) return "\\-";
  return atom === "\\-" ? atom : escapeAtom(atom);
}

function outsideAtom(atom: string): string {
  if (atom === "\\z" || atom === "\\Z") return "$";
  if (atom === "\\A") return "^";
  if (atom === "]" || atom === "{" || atom === "}") return `\\${atom}`;
  return escapeAtom(atom);
}

/** `u` mode does not allow unnecessary escapes, and has a different hexadecimal form. */
function escapeAtom(atom: string): string {
  if (atom.startsWith("\\x{")) return `\\u${atom.slice(2)}`;
  const escaped = /^\\([^A-Za-z0-9])$/.exec(atom)?.[1];
  return escaped !== undefined && !MUST_ESCAPE.test(escaped) ? escaped : atom;
}

function compiled(pattern: string): Pattern {
  try {
    new RegExp(pattern, "u");
    return { pattern };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}
