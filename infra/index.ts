import * as pulumi from "@pulumi/pulumi";
import { datedFactWarnings } from "../model/dated-facts";
import { InputError } from "../model/errors";
import { planStack } from "../config/plan";
import { composeStack } from "../stacks";
import type { StackOutputs } from "../stacks/stack";
import { versionOfStack } from "../stacks/version";
import { asAWhole } from "./as-a-whole";
import { readConfig } from "./config";
import { today } from "./today";
import { traceOnlyWhatIsRead } from "./stack-traces";

/** The program: configuration, plan, stack, outputs. */
async function main(): Promise<StackOutputs> {
  const config = readConfig();
  const plan = planStack(config);
  const asOf = today();
  for (const warning of datedFactWarnings(asOf)) void pulumi.log.warn(warning);
  const version = await versionOfStack(config, asOf);
  return asAWhole(() => composeStack({ config, plan, version, asOf }));
}

export = async (): Promise<StackOutputs> => {
  traceOnlyWhatIsRead();
  try {
    return await main();
  } catch (error) {
    throw error instanceof InputError ? asText(error) : error;
  }
};

/** Returns an error of the configuration as text only. */
function asText({ message }: InputError): pulumi.RunError {
  const error = new pulumi.RunError(message);
  // Nobody reads the stack trace, but the SDK formats it in color. For a line like
  // `node_modules/@pulumi/resource.ts`, to which the SDK's source maps lead, Node.js 20 takes a
  // minute and a gigabyte.
  delete error.stack;
  return error;
}
