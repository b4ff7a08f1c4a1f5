import { join } from "node:path";
import { userContext, type ToolContext } from "../common/context";
import { findOnPath, install } from "../common/install";
import { bindRecipe, dnsmasqRecipe, unboundRecipe } from "./recipes";

/** A DNS server, or the program that checks its configuration. */
export type DnsProgram = "dnsmasq" | "named" | "named-checkconf" | "unbound" | "unbound-checkconf";

/**
 * Finds a program of a DNS server: the system's, or else an installation in the cache, which is created if it is missing.
 *
 * @returns its path
 * @throws ToolError if it cannot be installed
 */
export async function dnsProgram(
  name: DnsProgram,
  context: ToolContext = userContext(),
): Promise<string> {
  const recipe = name.startsWith("named")
    ? bindRecipe
    : name === "dnsmasq"
      ? dnsmasqRecipe
      : unboundRecipe;
  const system = findOnPath(recipe, context);
  return system?.[name] ?? join(await install(recipe, context), "bin", name);
}
