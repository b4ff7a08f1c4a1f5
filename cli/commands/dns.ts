import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { sync as writeFile } from "write-file-atomic";
import { InputError } from "../../model/errors";
import {
  forwarderFile,
  forwarderKinds,
  type ForwarderFile,
  type ForwarderKind,
  type Forwarding,
} from "../../model/endpoint-dns/forwarders";
import { wholeNumber } from "../numbers";
import type { Surroundings } from "../output";
import { readStackOutput } from "../stack-outputs";

interface Options {
  outputs?: string;
  domain?: string[];
  address?: string[];
  port?: number;
  kind: ForwarderKind[];
  out?: string;
}

/** `dns`: writes the configuration that other DNS servers need to resolve a stack's names. */
export function dnsCommand(surroundings: Surroundings): Command {
  return new Command("dns")
    .description("names of the stack's VPC for DNS servers elsewhere")
    .addCommand(forwardersCommand(surroundings));
}

function forwardersCommand({ folder, out }: Surroundings): Command {
  return new Command("forwarders")
    .description("writes configuration of DNS servers that forward names to an inbound endpoint")
    .option("--outputs <file>", 'what "pulumi stack output --json" printed')
    .option("--domain <name...>", "names to forward, instead of the outputs'")
    .option("--address <ip...>", "addresses of the inbound endpoint, instead of the outputs'")
    .option("--port <number>", "port of the addresses (default: 53)", wholeNumber)
    .addOption(
      new Option("--kind <server...>", "DNS servers")
        .choices(forwarderKinds)
        .default(forwarderKinds),
    )
    .option("--out <folder>", "folder to write the files to; otherwise they are printed")
    .action(({ kind, out: target, ...options }: Options) => {
      const forwarding = forwardingOf(folder, options);
      const files = kind.map((one) => forwarderFile(one, forwarding));
      if (target === undefined) return out(files.map(printed).join("\n\n"));
      for (const { path, text } of files) {
        const file = resolve(folder, target, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFile(file, text);
        out(join(target, path));
      }
    });
}

/** Options from the command line, completed with the outputs of a stack. */
function forwardingOf(
  folder: string,
  { outputs, domain, address, port }: Omit<Options, "kind" | "out">,
): Forwarding {
  const known = outputs === undefined ? {} : endpointDnsOf(folder, outputs);
  const need = (argument: string, value: string[] | undefined): string[] => {
    if (value) return value;
    throw new InputError({
      argument,
      value: undefined,
      rule: "is missing, and so are the outputs of a stack",
      fix: 'Give it, or --outputs with the file of "pulumi stack output --json".',
    });
  };
  return {
    domains: need("--domain", domain ?? known.domains),
    addresses: need("--address", address ?? known.inboundAddresses),
    ...(port !== undefined && { port }),
  };
}

/** The part of a stack's output `endpointDns` that this command reads. */
interface EndpointDnsOutput {
  domains?: string[];
  inboundAddresses?: string[];
}

function endpointDnsOf(folder: string, file: string): EndpointDnsOutput {
  const output = readStackOutput<EndpointDnsOutput>(resolve(folder, file), "endpointDns");
  if (output !== undefined) return output;
  throw new InputError({
    argument: "--outputs",
    value: file,
    rule: "has no output endpointDns",
    fix: "Set endpointDns in the stack's configuration and deploy it.",
  });
}

function printed({ kind, path, text }: ForwarderFile): string {
  return `--- ${kind}: ${path}\n${text.replaceAll("\r\n", "\n").trimEnd()}`;
}
