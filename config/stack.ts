import { chooseNetwork } from "../model/network/given-network";
import { checker } from "../model/schema";
import { stackDefaults } from "./defaults";
import { stackSchema, type Environment, type StackConfig } from "./schema";
import { withWavelength } from "./wavelength";

export type { Environment, StackConfig };

/** The keys of the configuration, all optional but `environment` and `network`. */
export const stackConfigKeys = Object.keys(stackSchema.properties) as (keyof StackConfig)[];

const check = checker<StackConfig>(stackSchema);

/**
 * Checks the raw configuration of a stack (what `Pulumi.<stack>.yaml` holds under the project's
 * name) and fills in the environment's defaults.
 *
 * @throws InputError for unknown, missing or malformed keys. Values are checked against
 * each other by `planStack`.
 */
export function parseStackConfig(raw: Readonly<Record<string, unknown>>): StackConfig {
  const environment = raw.environment;
  const defaults =
    environment === "dev" || environment === "prod" ? stackDefaults[environment] : {};
  const config = check(merge(defaults, raw), "");
  chooseNetwork(config.network, "network");
  return withWavelength(config);
}

/** Merges `over` into `base`: objects key by key, all other values as a whole. */
function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over ?? base;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(keys.map((key) => [key, merge(base[key], over[key])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
