import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installedEksPlugin } from "../../../simulator/eks-components/installed";
import plugin from "../../../simulator/eks-components/plugin.json";
import { TestStack } from "../engine/test-stack";
import { program } from "./program";
import { programOutputs, registrations } from "./registrations";

/**
 * Records what the real plugin registers for the program, over the local cloud's aws and kubernetes. The plugin,
 * `pulumi-resource-eks`, must be on the PATH:
 *
 *     node -r ts-node/register test/simulator/eks-components/record.ts
 */
async function main(): Promise<void> {
  if (installedEksPlugin(process.env) === undefined)
    throw new Error("Put pulumi-resource-eks on the PATH: it is what is to be recorded.");
  const stack = await TestStack.create();
  try {
    await stack.startCloud();
    const { errors } = await stack.up(program);
    if (errors.length > 0) throw new Error(errors.join("\n"));
    const resources = await stack.exported();
    const recorded = {
      plugin: `pulumi-resource-eks ${plugin.version}`,
      source: `nodejs/eks of github.com/pulumi/pulumi-eks at v${plugin.version}, with @pulumi/aws ${plugin.aws}`,
      how: "test/simulator/eks-components/record.ts: the Pulumi engine deployed test/simulator/eks-components/program with the real plugin, whose aws and kubernetes resources went to the local cloud; ids, ARNs and the like are replaced by <name.output>",
      read: new Date().toISOString().slice(0, 10),
      registrations: registrations(resources),
      outputs: programOutputs(resources),
    };
    writeFileSync(join(__dirname, "registered.json"), JSON.stringify(recorded, null, 2));
  } finally {
    await stack.remove();
  }
}

void main();
