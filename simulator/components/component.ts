import type { ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import type { ConstructResult } from "@pulumi/pulumi/provider";

/** A remote component: registers itself and its children, and says what its outputs are. */
export interface Component {
  construct(
    name: string,
    type: string,
    inputs: Inputs,
    options: ComponentResourceOptions,
  ): ConstructResult | Promise<ConstructResult>;
}

/** A method of a component: makes its outputs from its arguments, of which `__self__` is the component. */
export type Method = (inputs: Inputs) => Inputs;

/** A component that is not made, for this reason. */
export function refusing(reason: (type: string) => string): Component {
  return { construct: (_name, type) => Promise.reject(new Error(reason(type))) };
}
