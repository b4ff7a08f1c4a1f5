import { InputError } from "./errors";
import type { Scenario } from "./scenarios";

/** The tags that every taggable resource of this project carries. */
export const requiredTags = ["Project", "Stack", "ManagedBy", "Scenario"] as const;

/** The sources of the required tags. */
export interface TagSource {
  /** Pulumi project. */
  project: string;
  /** Pulumi stack. */
  stack: string;
  /** Scenario that the resource belongs to. */
  scenario: Scenario;
}

/** The required tags. @throws InputError if a part violates AWS's limits. */
export function standardTags({ project, stack, scenario }: TagSource): Record<string, string> {
  const tags = { Project: project, Stack: stack, ManagedBy: "pulumi", Scenario: scenario };
  checkTags(tags);
  return tags;
}

const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Checks tags against the limits of all AWS services: at most 50, keys of 1–128 characters that do
 * not begin with `aws:`, values of at most 256, letters, digits, spaces and `_ . : / = + - @`.
 * Source: AWS General Reference, "Tag naming limits and requirements".
 *
 * @throws InputError for the first tag outside of the limits.
 */
export function checkTags(tags: Readonly<Record<string, string>>, argument = "tags"): void {
  const count = Object.keys(tags).length;
  if (count > 50) {
    throw new InputError({
      argument,
      value: count,
      rule: "tags are more than the 50 that AWS keeps on a resource",
      fix: "Drop the ones that nothing reads.",
    });
  }
  for (const [key, value] of Object.entries(tags)) {
    const broken = brokenTagRule(key, value);
    if (!broken) continue;
    throw new InputError({ argument: `${argument}["${key}"]`, value, ...broken });
  }
}

function brokenTagRule(key: string, value: string): { rule: string; fix: string } | undefined {
  if (/^aws:/i.test(key)) {
    return { rule: "has a key that begins with aws:, which only AWS sets", fix: "Rename the key." };
  }
  if (key.length < 1 || key.length > 128) {
    return { rule: `has a key of ${key.length} characters`, fix: "Use 1 to 128." };
  }
  if (value.length > 256) {
    return { rule: `has ${value.length} characters`, fix: "Use at most 256." };
  }
  if (!allowed.test(key) || !allowed.test(value)) {
    return {
      rule: "has characters that some AWS services refuse in tags",
      fix: "Use letters, digits, spaces and _ . : / = + - @ only.",
    };
  }
  return undefined;
}
