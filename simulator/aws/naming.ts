import type { Autonaming, CheckRequest, DiffRequest } from "../provider";
import { text, type Properties } from "../values";
import { stableHex } from "./identity";
import type { ResourceType } from "./resource";

/** The name that the provider makes up for a resource that the program gives none. */
export function autoname(
  { autoname: rule }: ResourceType,
  inputs: Properties,
  request: CheckRequest,
): Properties {
  if (!rule || inputs[rule.property] !== undefined) return {};
  if (rule.prefix !== undefined && inputs[rule.prefix] !== undefined) return {};
  const old = request.olds[rule.property];
  if (typeof old === "string" && request.oldDefaults.includes(rule.property)) {
    return { [rule.property]: old };
  }
  const name = madeUpName(request.name, request.autonaming, request.seed, rule.maxLength);
  if (name === undefined) return {};
  return { [rule.property]: rule.lowercase ? name.toLowerCase() : name };
}

function madeUpName(
  name: string,
  autonaming: Autonaming,
  seed: Uint8Array,
  maxLength: number,
): string | undefined {
  if (autonaming.mode === "disabled") return undefined;
  if (autonaming.mode !== "default") return autonaming.name;
  const suffix = `-${stableHex(Buffer.from(seed).toString("hex"), 7)}`;
  return name.slice(0, maxLength - suffix.length) + suffix;
}

/** The name that a creation gives where the inputs have a beginning for it, or nothing at all. */
export function nameAtCreation(
  { autoname: rule }: ResourceType,
  inputs: Properties,
  hex: (length: number, salt: string) => string,
): Properties {
  if (!rule || inputs[rule.property] !== undefined) return {};
  const prefix = rule.prefix === undefined ? undefined : inputs[rule.prefix];
  return { [rule.property]: `${text(prefix ?? "terraform-")}${hex(26, "name")}` };
}

/** Two things cannot have one name: what has a name of its own goes before its replacement comes. */
export function keepsGivenName(
  { autoname: rule }: ResourceType,
  { news, oldInputs, newDefaults }: DiffRequest,
): boolean {
  return (
    rule !== undefined &&
    news[rule.property] !== undefined &&
    news[rule.property] === oldInputs[rule.property] &&
    !newDefaults.includes(rule.property)
  );
}
