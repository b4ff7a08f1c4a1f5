import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { InputError } from "../model/errors";
import { parseStackConfig, type StackConfig } from "../config/stack";
import { didYouMean } from "../model/suggest";

/**
 * Reads the configuration of a stack from its file, in the form in which the program gets it from
 * the engine.
 *
 * @param folder Folder with `Pulumi.yaml` and `Pulumi.<stack>.yaml`.
 * @throws InputError for a stack without a file, and for an invalid configuration.
 */
export function readStackFile(folder: string, stack: string): StackConfig {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) {
    throw new InputError({
      argument: "--stack",
      value: stack,
      rule: `has no file Pulumi.${stack}.yaml`,
      fix: didYouMean(stack, stacksIn(folder)),
    });
  }
  const { name } = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as { name: string };
  const { config = {} } = parse(readFileSync(file, "utf8")) as { config?: object };
  const prefix = `${name}:`;
  const own = Object.entries(config)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]): [string, unknown] => [key.slice(prefix.length), value]);
  return parseStackConfig(Object.fromEntries(own));
}

function stacksIn(folder: string): string[] {
  return readdirSync(folder)
    .map((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1])
    .filter((stack) => stack !== undefined);
}
