import { foundation } from "./foundation";
import { scenarios } from "./scenarios";
import type { StackInputs, StackOutputs } from "./stack";

/**
 * Composes a stack: the foundation, and every configured scenario and sample. Environments differ
 * only in their configuration and defaults.
 */
export function composeStack(inputs: StackInputs): StackOutputs {
  const base = foundation(inputs);
  const outputs = Object.values(scenarios).map((compose) => compose(inputs, base));
  return Object.assign({}, base.outputs, ...outputs) as StackOutputs;
}
