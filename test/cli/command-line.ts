import { run } from "../../cli/run";

/** The result of a command. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command of the operator's command line in a folder. */
export async function runIn(folder: string, ...args: string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, {
    folder,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}
