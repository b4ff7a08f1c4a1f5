import { InputError } from "../../model/errors";
import { SimulatorError } from "../../simulator/errors";
import { ToolError } from "./errors";

/** Errors whose message is shown without a stack trace. */
const expected = [ToolError, InputError, SimulatorError];

/**
 * Runs a command of this project. A mistake of the user or a failure of the machine or the local cloud's state is
 * printed as text with exit code 1; any other error is a defect of the project and keeps its stack trace.
 */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!expected.some((kind) => error instanceof kind)) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
