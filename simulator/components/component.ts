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
