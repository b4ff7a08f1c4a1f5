import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack";
import type { StackPlan } from "../config/plan";

/** What a stack is composed from. */
export interface StackInputs {
  config: StackConfig;
  /** Subnets and addresses, checked. */
  plan: StackPlan;
  /** The day, as an ISO date, on which support of versions is judged. */
  asOf: string;
}

/** Outputs of a stack: a public contract with people and other stacks. */
export type StackOutputs = Readonly<Record<string, pulumi.Input<unknown>>>;
