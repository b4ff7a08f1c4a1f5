import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../model/errors";
import { planStack } from "../model/stack-plan";
import { stacks } from "../stacks";
import type { StackOutputs } from "../stacks/stack";
import { asAWhole } from "./as-a-whole";
import { readConfig } from "./config";
import { mapOnlyUsefulTraces } from "./stack-traces";

/** The program: configuration, plan, stack, outputs. */
function main(): StackOutputs {
  const config = readConfig();
  const plan = planStack(config);
  const asOf = new Date().toISOString().slice(0, 10);
  return asAWhole(() => stacks[config.environment]({ config, plan, asOf }));
}

export = (): StackOutputs => {
  mapOnlyUsefulTraces();
  try {
    return main();
  } catch (error) {
    // People see what they got wrong without a stack trace.
    throw error instanceof InputError ? new pulumi.RunError(error.message) : error;
  }
};
