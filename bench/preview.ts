import { join } from "node:path";
import { run } from "../tools/shared/children";
import { megabytes, ratio, seconds, type Benchmark } from "./benchmark";
import { root, withLocalProjects, type EngineCommand } from "./local-project";
import { measureInTurn } from "./measure";

const goals = { ratio: 1.5, packSeconds: 1, packMegabytes: 150 };

/** Previews of the dev stack: what this project adds to the engine, and what the pack adds to that. */
export const preview: Benchmark = {
  name: "preview",
  about:
    "`pulumi preview` of the dev stack into an empty local cloud, beside a compiled program without an SDK that registers as many bare resources, and with the policy pack. Time and memory of the engine and all that it starts; the local cloud runs outside of them.",
  run: (runs) =>
    withLocalProjects(async ({ inProject }) => {
      const dev = await inProject("eks-scenarios", root, ["preview"]);
      const count = await resourcesOf(dev);
      const bare = await inProject("bare", join(__dirname, "bare-program"), ["preview"], {
        RESOURCES: `${count}`,
      });
      const judged = { ...dev, args: ["preview", "--policy-pack", join(root, "policy", "pack")] };
      const taken = await measureInTurn({ dev, bare, judged }, runs);
      const packSeconds = taken.judged.seconds - taken.dev.seconds;
      const packMegabytes = taken.judged.megabytes - taken.dev.megabytes;
      return [
        {
          what: `preview of dev, ${count} resources`,
          measured: seconds(taken.dev.seconds),
          comparedWith: `${count} bare resources`,
          other: seconds(taken.bare.seconds),
          relation: ratio(taken.dev.seconds, taken.bare.seconds),
          goal: `at most ${goals.ratio}x`,
          met: taken.dev.seconds <= goals.ratio * taken.bare.seconds,
        },
        {
          what: "its memory",
          measured: megabytes(taken.dev.megabytes),
          comparedWith: `${count} bare resources`,
          other: megabytes(taken.bare.megabytes),
          relation: ratio(taken.dev.megabytes, taken.bare.megabytes),
          goal: "",
        },
        {
          what: "preview of dev with the policy pack",
          measured: seconds(taken.judged.seconds),
          comparedWith: "without",
          other: seconds(taken.dev.seconds),
          relation: `+${packSeconds.toFixed(2)} s`,
          goal: `at most +${goals.packSeconds} s`,
          met: packSeconds <= goals.packSeconds,
        },
        {
          what: "its memory",
          measured: megabytes(taken.judged.megabytes),
          comparedWith: "without",
          other: megabytes(taken.dev.megabytes),
          relation: `+${megabytes(packMegabytes)}`,
          goal: `at most +${goals.packMegabytes} MB`,
          met: packMegabytes <= goals.packMegabytes,
        },
      ];
    }),
};

/** How many resources a preview would create, but for the stack itself. */
async function resourcesOf({ program, args, cwd, env }: EngineCommand): Promise<number> {
  const { ok, output } = await run(program, [...args, "--json"], { cwd, env });
  if (!ok) throw new Error(output);
  const { steps } = JSON.parse(output.slice(output.indexOf("{"))) as { steps: unknown[] };
  return steps.length - 1;
}
