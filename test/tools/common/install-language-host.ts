/** Installs the language host into the given cache folder, and reports its steps on standard output. */
import { languageHostRecipe } from "../../../tools/engine/recipes";
import { runCommand } from "../../../tools/common/command";
import { install } from "../../../tools/common/install";

const context = {
  cache: process.argv[2]!,
  env: process.env,
  progress: {
    step: <T>(_title: string, work: (say: (text: string) => void) => Promise<T>): Promise<T> =>
      work((text) => process.stdout.write(`${text}\n`)),
  },
};

void runCommand(async () => {
  process.stdout.write(`${await install(languageHostRecipe, context)}\n`);
});
