import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack";
import type { StackPlan } from "../config/plan";

/** What a stack is composed from. */
export interface StackInputs {
  config: StackConfig;
  /** Subnets and addresses, checked. */
  plan: StackPlan;
  /** Kubernetes minor version of the clusters. */
  version: string;
  /** The day of the deployment, as an ISO date: warnings about the support of the version depend on it. */
  asOf: string;
}

/** Outputs of a stack: a public contract with people and other stacks. */
export type StackOutputs = Readonly<Record<string, pulumi.Input<unknown>>>;
