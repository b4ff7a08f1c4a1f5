import { startLocalCloud } from "../../../simulator";

/** Serves a local cloud in a process of its own, which a test can kill. */
async function main(): Promise<void> {
  const [stateFile = ""] = process.argv.slice(2);
  const cloud = await startLocalCloud({
    stateFile,
    // Slow enough that a kill hits calls under way.
    faults: [{ effect: "slow", milliseconds: 40, times: "always" }],
  });
  process.stdout.write(`${JSON.stringify(cloud.environment)}\n`);
}

void main();
