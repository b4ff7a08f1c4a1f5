import { localFolders } from "../../local/folders";
import { runLocally } from "../../local/run";
import { findEngine } from "../../tools/engine/find";

/** Runs another checkout locally in a separate process, slowly enough that a kill interrupts calls. */
async function main(): Promise<void> {
  const [checkout = "", data = "", ...args] = process.argv.slice(2);
  process.exitCode = await runLocally({
    engine: await findEngine(),
    folders: localFolders(checkout, data),
    args,
    policyPack: "",
    faults: [{ effect: "slow", milliseconds: 40, times: "always" }],
  });
}

void main();
