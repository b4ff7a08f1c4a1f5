import { join } from "node:path";
import { run } from "../tools/common/children";
import { megabytes, ratio, seconds, type Benchmark, type Row } from "./benchmark";
import { root, withLocalProjects, type EngineCommand } from "./local-project";
import { measureInTurn } from "./measure";

const goals = { ratio: 1.5, packSeconds: 1, packMegabytes: 150 };

/** Scenarios that are left out, so that the foundation remains: network, cluster, nodes, add-ons, access, guestbook. */
const scenarios = ["kops", "endpointDns", "cloudMap", "wavelength", "lattice", "customRouting"];

/** Previews of the dev stack: the time that this project and its policy pack add to the engine. */
export const preview: Benchmark = {
  name: "preview",
  about:
    "`pulumi preview` into an empty local cloud, of the dev stack's foundation (network, cluster, nodes, add-ons, access, guestbook) and of the whole stack, beside a compiled program without an SDK that registers as many bare resources, and with the policy pack. Time and memory of the engine and all that it starts; the local cloud runs outside of them. The whole stack also starts the provider of dynamic resources, a Node.js process that loads Pulumi's SDK once more (about 0.8 s), for traffic at custom routing endpoints.",
  async run(runs) {
    return [
      ...(await compare("dev's foundation", scenarios, runs)),
      ...(await compare("dev", [], runs)),
    ];
  },
};

function compare(what: string, leaveOut: readonly string[], runs: number): Promise<Row[]> {
  return withLocalProjects(async ({ inProject }) => {
    const plain = await inProject("eks-scenarios", root, ["preview"], { leaveOut });
    const count = await resourcesOf(plain);
    const bare = await inProject("bare", join(__dirname, "bare-program"), ["preview"], {
      env: { RESOURCES: `${count}` },
    });
    const judged = { ...plain, args: ["preview", "--policy-pack", join(root, "policy", "pack")] };
    const taken = await measureInTurn({ plain, bare, judged }, runs);
    const packSeconds = taken.judged.seconds - taken.plain.seconds;
    const packMegabytes = taken.judged.megabytes - taken.plain.megabytes;
    return [
      {
        what: `preview of ${what}, ${count} resources`,
        measured: seconds(taken.plain.seconds),
        comparedWith: `${count} bare resources`,
        other: seconds(taken.bare.seconds),
        relation: ratio(taken.plain.seconds, taken.bare.seconds),
        goal: `at most ${goals.ratio}x`,
        met: taken.plain.seconds <= goals.ratio * taken.bare.seconds,
      },
      {
        what: "its memory",
        measured: megabytes(taken.plain.megabytes),
        comparedWith: `${count} bare resources`,
        other: megabytes(taken.bare.megabytes),
        relation: ratio(taken.plain.megabytes, taken.bare.megabytes),
        goal: "",
      },
      {
        what: `preview of ${what} with the policy pack`,
        measured: seconds(taken.judged.seconds),
        comparedWith: "without",
        other: seconds(taken.plain.seconds),
        relation: `+${packSeconds.toFixed(2)} s`,
        goal: `at most +${goals.packSeconds} s`,
        met: packSeconds <= goals.packSeconds,
      },
      {
        what: "its memory",
        measured: megabytes(taken.judged.megabytes),
        comparedWith: "without",
        other: megabytes(taken.plain.megabytes),
        relation: `+${megabytes(packMegabytes)}`,
        goal: `at most +${goals.packMegabytes} MB`,
        met: packMegabytes <= goals.packMegabytes,
      },
    ];
  });
}

/** Number of resources that a preview would create, without the stack itself. */
async function resourcesOf({ program, args, cwd, env }: EngineCommand): Promise<number> {
  const { ok, output } = await run(program, [...args, "--json"], { cwd, env });
  if (!ok) throw new Error(output);
  const { steps } = JSON.parse(output.slice(output.indexOf("{"))) as { steps: unknown[] };
  return steps.length - 1;
}
