import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack";
import type { StackPlan } from "../config/plan";

/** The inputs of a stack's composition. */
export interface StackInputs {
  config: StackConfig;
  /** Checked subnets and addresses. */
  plan: StackPlan;
  /** Kubernetes minor version of the clusters. */
  version: string;
  /** Day of the deployment, as an ISO date. Warnings about the end of support depend on it. */
  asOf: string;
}

/** Outputs of a stack: a public contract with people and other stacks. */
export type StackOutputs = Readonly<Record<string, pulumi.Input<unknown>>>;
