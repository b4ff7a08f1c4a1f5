import Table from "cli-table3";
import { Argument, Command } from "commander";
import { dirname } from "node:path";
import { runCommand } from "../common/command";
import { userContext } from "../common/context";
import { findOnPath, installationFolder } from "../common/install";
import { installService, services, type ServiceName } from "./services";

const names = Object.keys(services) as ServiceName[];

async function getServices(wanted: ServiceName[]): Promise<void> {
  const context = userContext();
  const table = new Table({
    head: ["Service", "Program", "Version", "Folder"],
    style: { border: [], head: [] },
  });
  for (const name of wanted) {
    await installService(name, context);
    for (const recipe of services[name].recipes) {
      const [system] = Object.values(findOnPath(recipe, context) ?? {});
      const folder = system ? dirname(system) : installationFolder(recipe, context.cache);
      table.push([name, recipe.title, recipe.version, folder]);
    }
  }
  process.stdout.write(`${table.toString()}\n`);
}

void new Command("npm run services --")
  .description("Installs the real servers that the tests can have, once per machine.")
  .addArgument(
    new Argument("[services...]", "which ones (default: all)").choices(names).default(names),
  )
  .action((wanted: ServiceName[]) => runCommand(() => getServices(wanted)))
  .parseAsync();
