import type { Environment } from "../config/stack";
import { dev } from "./dev";
import { prod } from "./prod";
import type { StackInputs, StackOutputs } from "./stack";

/** The stacks by the environment that composes them. */
export const stacks: Readonly<Record<Environment, (inputs: StackInputs) => StackOutputs>> = {
  dev,
  prod,
};
