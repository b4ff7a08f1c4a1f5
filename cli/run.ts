import { Command, CommanderError } from "commander";
import { InputError } from "../model/errors";
import { ipPlanCommand } from "./commands/ip-plan";
import type { Surroundings } from "./output";

/** All commands. A new one is a file in `commands/` and a line here. */
const commands = [ipPlanCommand];

/**
 * Runs the operator's command line.
 *
 * @param args Arguments after the program's name: `["ip-plan", "--stack", "dev"]`.
 * @returns the exit code: 0, or 1 when something was wrong with the arguments or the files.
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const program = new Command("npm run cli --").description("Commands for operators of the stacks");
  for (const command of commands) program.addCommand(command(surroundings));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => surroundings.out(text.trimEnd()),
      writeErr: (text) => surroundings.err(text.trimEnd()),
    });
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof InputError)) throw error;
    surroundings.err(error.message);
    return 1;
  }
}
