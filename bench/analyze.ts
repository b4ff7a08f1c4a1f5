import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { megabytes, ratio, seconds, type Benchmark } from "./benchmark";
import { root, withLocalProjects } from "./local-project";
import { measureInTurn } from "./measure";
import { generateState } from "./policy-states";

const goal = { ratio: 11 };
/** One run takes half a minute. */
const MOST_RUNS = 3;

/** Whether the time to check a stack grows in proportion to the stack. */
export const analyze: Benchmark = {
  name: "analyze",
  about:
    "`pulumi policy analyze` with the pack on generated states of 10,000 and of 1,000 resources.",
  run: (runs) =>
    withLocalProjects(async ({ folder, pulumi }) => {
      const command = (count: number) => {
        const file = join(folder, `${count}.json`);
        writeFileSync(file, JSON.stringify(generateState(count)));
        const pack = join(root, "policy", "pack");
        return pulumi(["policy", "analyze", "--file", file, "--policy-pack", pack]);
      };
      const commands = { many: command(10_000), few: command(1_000) };
      const { many, few } = await measureInTurn(commands, Math.min(runs, MOST_RUNS));
      return [
        {
          what: "analysis of 10,000 resources",
          measured: seconds(many.seconds),
          comparedWith: "of 1,000",
          other: seconds(few.seconds),
          relation: ratio(many.seconds, few.seconds),
          goal: `at most ${goal.ratio}x`,
          met: many.seconds <= goal.ratio * few.seconds,
        },
        {
          what: "its memory",
          measured: megabytes(many.megabytes),
          comparedWith: "of 1,000",
          other: megabytes(few.megabytes),
          relation: ratio(many.megabytes, few.megabytes),
          goal: "",
        },
      ];
    }),
};
