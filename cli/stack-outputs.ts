import { readFileSync } from "node:fs";
import { InputError } from "../model/errors";

/**
 * Reads one output of a stack from the file that `pulumi stack output --json` printed.
 *
 * @returns the output, or undefined if the stack has no output of that name.
 * @throws InputError for a file that cannot be read or holds something else.
 */
export function readStackOutput<Output>(file: string, name: string): Output | undefined {
  const refuse = (rule: string): never => {
    throw new InputError({
      argument: "--outputs",
      value: file,
      rule,
      fix: 'Write it with "pulumi stack output --json > outputs.json".',
    });
  };
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return refuse(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    const outputs = JSON.parse(text) as Record<string, Output> | null;
    if (typeof outputs === "object" && outputs !== null) return outputs[name];
  } catch {
    return refuse("is no JSON");
  }
  return refuse("is not the outputs of a stack");
}
