import { Command, CommanderError } from "commander";
import { InputError } from "../model/errors";
import { discoverCommand } from "./commands/discover";
import { dnsCommand } from "./commands/dns";
import { ipPlanCommand } from "./commands/ip-plan";
import { routingCommand } from "./commands/routing";
import type { Surroundings } from "./output";

/** All commands. A new one is a file in `commands/` and a line here. */
const commands = [ipPlanCommand, dnsCommand, discoverCommand, routingCommand];

/**
 * Runs the operator's command line.
 *
 * @param args Arguments after the program's name: `["ip-plan", "--stack", "dev"]`.
 * @returns the exit code: 0, or 1 for an error in the arguments or the files.
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const program = new Command("npm run cli --").description("Commands for operators of the stacks");
  for (const command of commands) program.addCommand(command(surroundings));
  for (const command of withSubcommands(program)) {
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

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
