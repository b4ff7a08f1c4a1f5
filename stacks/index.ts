import { foundation } from "./foundation";
import { scenarios } from "./scenarios";
import type { StackInputs, StackOutputs } from "./stack";

/**
 * Composes a stack: the foundation, and every scenario and sample that its configuration asks for.
 * Environments differ by configuration and its defaults only.
 */
export function composeStack(inputs: StackInputs): StackOutputs {
  const base = foundation(inputs);
  const outputs = Object.values(scenarios).map((compose) => compose(inputs, base));
  return Object.assign({}, base.outputs, ...outputs) as StackOutputs;
}
