import { Command } from "commander";
import { resolve } from "node:path";
import { answerOf, readQuery, type MappingAnswer } from "../../model/port-mappings/query";
import { readMappingFiles } from "../mapping-files";
import type { Surroundings } from "../output";
import { table } from "../table";

interface Options {
  ip: string;
  port: string;
  protocol?: string;
  files: string;
  json?: true;
}

/** `routing`: port mappings of custom routing accelerators, in both directions. */
export function routingCommand(surroundings: Surroundings): Command {
  const lookup = direction(surroundings, "toAccelerator", "lookup")
    .description("shows where clients reach a pod: addresses and port of the accelerator")
    .requiredOption("--ip <address>", "private IPv4 address of the pod")
    .requiredOption("--port <port>", "port of the pod");
  const reverse = direction(surroundings, "toPod", "reverse")
    .description("shows the pod that an address and port of an accelerator lead to")
    .requiredOption("--ip <address>", "static IPv4 address of the accelerator")
    .requiredOption("--port <port>", "port of the accelerator");
  return new Command("routing")
    .description("looks up port mappings of custom routing accelerators")
    .addCommand(lookup)
    .addCommand(reverse);
}

function direction(
  { folder, out, err }: Surroundings,
  way: "toAccelerator" | "toPod",
  name: string,
): Command {
  return new Command(name)
    .option("--protocol <name>", "TCP or UDP (default: both)")
    .option("--files <path>", "folder with the exported mappings", "port-mappings")
    .option("--json", "print the mappings as JSON")
    .action(({ json, files, ...typed }: Options) => {
      const query = readQuery(typed, "--");
      const found = readMappingFiles(resolve(folder, files))[way](query).map(answerOf);
      if (json) return out(JSON.stringify(found, null, 2));
      if (found.length === 0) return err(`Nothing is mapped for ${typed.ip}:${typed.port}.`);
      out(mappingTable(found));
    });
}

function mappingTable(mappings: readonly MappingAnswer[]): string {
  return table(
    ["Accelerator", "Port", "Pod", "Pod port", "Protocols", "Traffic", "Subnet", "Region"],
    mappings.map((mapping) => [
      mapping.acceleratorAddresses.join(", "),
      mapping.acceleratorPort,
      mapping.podAddress,
      mapping.podPort,
      mapping.protocols.join(", "),
      mapping.allowed ? "allowed" : "denied",
      mapping.subnetId,
      mapping.region,
    ]),
  );
}
