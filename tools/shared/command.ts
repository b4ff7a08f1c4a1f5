import { InputError } from "../../model/errors";
import { ToolError } from "./errors";

/**
 * Runs a command of this project. What a user or the machine got wrong is told as text with exit code 1;
 * anything else is a defect of the project and keeps its stack trace.
 */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ToolError || error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
