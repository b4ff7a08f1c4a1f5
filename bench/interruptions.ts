import { Command, InvalidArgumentError } from "commander";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { localFolders } from "../local/folders";
import { World } from "../simulator";
import { userFolders } from "../test/local/user-folders";
import { userContext } from "../tools/common/context";
import { runNode, victims, type Ended, type Kill } from "./killed-run";
import { root } from "./local-project";

interface Options {
  kills: number;
  seed: number;
  stack: string;
}

new Command("npm run interruptions --")
  .description(
    "Kills local runs at random moments, in turn of `up` and of `destroy`, and checks that the next run completes what each was to do.",
  )
  .option("--kills <count>", "how many runs are killed", wholeNumber, 10)
  .option("--seed <number>", "the moments and the victims follow from it", wholeNumber, 1)
  .option("--stack <name>", "dev or prod", "dev")
  .action(run)
  .parse();

async function run({ kills, seed, stack }: Options): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "interruptions-"));
  const { env, data } = userIn(home);
  const folders = localFolders(root, data);
  const random = randomNumbers(seed);
  const local = (args: string, kill?: Kill): Promise<Ended> => {
    const all = ["-r", "ts-node/register", "local/main.ts", ...args.split(" "), "--stack", stack];
    return runNode({ args: all, cwd: root, env, runFile: folders.runFile }, kill);
  };
  const durations = { up: 60_000, destroy: 30_000 };

  async function round(command: keyof typeof durations): Promise<void> {
    const victim = victims[Math.floor(random() * victims.length)]!;
    const after = Math.round(random() * durations[command]);
    const args = `${command} --yes --skip-preview`;
    const killed = await local(args, { victim, moment: () => sleep(after) });
    say(`${command}: killed ${victim} after ${after} ms, exit code ${killed.code}`);
    const start = Date.now();
    const next = await local(args);
    durations[command] = Math.max(10_000, Date.now() - start);
    const lines = next.output.split("\n").filter((line) => reports.test(line));
    say(`  next run: exit code ${next.code}; ${lines.length} lines`);
    for (const line of lines) say(`    ${line}`);
    if (next.code !== 0) throw new Error(next.output);
  }

  try {
    for (let index = 0; index < kills; index++) {
      await round(index % 2 === 0 ? "up" : "destroy");
      if (index % 2 === 0) {
        const preview = await local("preview --refresh --expect-no-changes");
        if (preview.code !== 0) throw new Error(preview.output);
      } else {
        const left = World.peek(folders.stateFile);
        if (left.length > 0) throw new Error(`destroy has left ${JSON.stringify(left, null, 1)}`);
      }
    }
    say(`${kills} kills: each next run completed; destroy left nothing.`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Beginnings of the lines in which a run reports a recovery. */
const reports = /^(Added|Cleared|Deleted|Dropped|Removed|Updated|Waiting) /;

/** A user who has this machine's engine and nothing else. */
function userIn(home: string): { env: NodeJS.ProcessEnv; data: string } {
  const env: NodeJS.ProcessEnv = { ...process.env, HOME: home, XDG_DATA_HOME: home };
  delete env["XDG_CACHE_HOME"];
  const { cache, data } = userFolders(env);
  mkdirSync(dirname(cache), { recursive: true });
  symlinkSync(userContext().cache, cache);
  return { env, data };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("Give a whole number of at least 1.");
  }
  return value;
}
