import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../model/errors";
import { parseStackConfig, type StackConfig } from "../config/stack";
import { parseZone } from "../model/network/zones";

/**
 * Reads and checks the configuration of the current stack. No other module uses `pulumi.Config`.
 *
 * @throws InputError
 */
export function readConfig(): StackConfig {
  const config = parseStackConfig(ownKeys());
  checkRegion(config);
  return config;
}

/**
 * Returns all keys of the project with their values, to find misspelt ones. Pulumi.yaml declares
 * `{}` and `[]` for keys that are left out.
 */
function ownKeys(): Record<string, unknown> {
  const prefix = `${pulumi.getProject()}:`;
  const entries = Object.entries(pulumi.runtime.allConfig())
    .filter(([key, text]) => key.startsWith(prefix) && text !== "{}" && text !== "[]")
    .map(([key, text]) => [key.slice(prefix.length), parse(text)]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

/** Parses a value: objects and lists reach a program as JSON, all other values as written. */
function parse(text: string): unknown {
  return /^\s*[[{]/.test(text) ? (JSON.parse(text) as unknown) : text;
}

function checkRegion({ network }: StackConfig): void {
  const region = new pulumi.Config("aws").get("region");
  const zone = network.zones?.[0] ?? network.existing?.subnets[0]?.zone;
  if (region === undefined || zone === undefined) return;
  const at = network.existing ? "network.existing.subnets[0].zone" : "network.zones[0]";
  const home = parseZone(zone, at).region;
  if (home === region) return;
  throw new InputError({
    argument: "aws:region",
    value: region,
    rule: `is not ${home}, the Region of the zone ${zone}`,
    fix: `Set it with "pulumi config set aws:region ${home}", or list zones of ${region}.`,
  });
}
