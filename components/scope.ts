import * as pulumi from "@pulumi/pulumi";
import type { Scenario } from "../model/scenarios";
import { standardTags } from "../model/tags";

/** The name, parent and tags of a component's children. */
export interface Scope {
  /** Name of the component, the prefix of every child's name. */
  readonly name: string;
  /** The component, the parent of every child. */
  readonly parent: pulumi.ComponentResource;
  /** Tags of every child that supports tags. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Returns the scope of a component.
 *
 * @param scenario Value of the `Scenario` tag.
 */
export function scopeOf(parent: pulumi.ComponentResource, name: string, scenario: Scenario): Scope {
  const tags = standardTags({
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    scenario,
  });
  return { name, parent, tags };
}

/** Returns the scope's tags with further ones and a `Name`, which the AWS consoles show. */
export function named(
  { tags }: Scope,
  name: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { ...tags, ...more, Name: name };
}
