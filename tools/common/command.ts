import { InputError } from "../../model/errors";
import { SimulatorError } from "../../simulator/errors";
import { ToolError } from "./errors";

/** Errors that are told to people as they are. */
const told = [ToolError, InputError, SimulatorError];

/**
 * Runs a command of this project. What a user, the machine or the local cloud's state got wrong is told as
 * text with exit code 1; anything else is a defect of the project and keeps its stack trace.
 */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!told.some((kind) => error instanceof kind)) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
