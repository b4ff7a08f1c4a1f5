import type { CustomResourceOptions, InvokeOptions, Resource } from "@pulumi/pulumi";
import plugin from "./plugin.json";

/**
 * Options of an AWS resource that a component registers. The real plugin carries an SDK of its own, so its children
 * are of another default provider than the program's.
 */
export function child(parent: Resource, more: CustomResourceOptions = {}): CustomResourceOptions {
  return { parent, version: plugin.aws, ...more };
}

/** Options of a question that a component asks AWS. */
export function question(parent: Resource): InvokeOptions {
  return { parent, version: plugin.aws };
}
