import * as pulumi from "@pulumi/pulumi";
import type { Scenario } from "../model/scenarios";
import { standardTags } from "../model/tags";

/** What the functions that make up a component need to know of it. */
export interface Scope {
  /** Name of the component: every child's name begins with it. */
  readonly name: string;
  /** The component: every child's parent. */
  readonly parent: pulumi.ComponentResource;
  /** Tags of every child that AWS can tag. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The scope of a component.
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

/** The scope's tags with a `Name`, which the AWS consoles show, and further ones. */
export function named(
  { tags }: Scope,
  name: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { ...tags, ...more, Name: name };
}
