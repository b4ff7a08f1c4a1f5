import { join } from "node:path";
import { megabytes, ratio, seconds, type Benchmark } from "./benchmark";
import { root } from "./local-project";
import { measureInTurn } from "./measure";

const goal = { seconds: 0.8 };

/** A pack prints its port when it serves. It does not use the address of the engine before. */
const until = /^\d+\n/;
const args = ["127.0.0.1:1"];

/** Start time of the policy pack, for which the engine waits. */
export const packStart: Benchmark = {
  name: "pack-start",
  about:
    "From the start of the policy pack's process until it serves, and its memory then, beside a pack of one policy on @pulumi/policy.",
  async run(runs) {
    const taken = await measureInTurn(
      {
        pack: { program: join(root, "policy", "pack"), args, until },
        least: {
          program: process.execPath,
          args: [join(__dirname, "sdk-pack", "index.js"), ...args],
          until,
        },
      },
      runs,
    );
    return [
      {
        what: "start of the policy pack",
        measured: seconds(taken.pack.seconds),
        comparedWith: "a pack of one policy on @pulumi/policy",
        other: seconds(taken.least.seconds),
        relation: ratio(taken.pack.seconds, taken.least.seconds),
        goal: `at most ${goal.seconds} s`,
        met: taken.pack.seconds <= goal.seconds,
      },
      {
        what: "its memory",
        measured: megabytes(taken.pack.megabytes),
        comparedWith: "a pack of one policy on @pulumi/policy",
        other: megabytes(taken.least.megabytes),
        relation: ratio(taken.pack.megabytes, taken.least.megabytes),
        goal: "",
      },
    ];
  },
};
