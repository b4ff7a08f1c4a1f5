import * as awsEks from "@pulumi/aws/eks";
import type { AddonArgs } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { requireSupported, type ArgumentTable } from "./arguments";
import { child } from "./children";
import { coreOf } from "./cluster-reference";

const ARGUMENTS: ArgumentTable<AddonArgs> = {
  addonName: true,
  addonVersion: true,
  cluster: true,
  configurationValues: true,
  preserve: true,
  resolveConflictsOnCreate: true,
  resolveConflictsOnUpdate: true,
  serviceAccountRoleArn: true,
  tags: true,
};

/** An add-on of a cluster. Whatever its options say, its parent is the cluster. */
export class Addon extends pulumi.ComponentResource {
  readonly outputs: pulumi.Inputs;

  constructor(name: string, args: AddonArgs, options: pulumi.ComponentResourceOptions) {
    const parent = args.cluster as unknown as pulumi.Resource;
    super("eks:index:Addon", name, {}, { ...options, parent });
    requireSupported("Addon", args, ARGUMENTS);
    const { cluster, configurationValues, tags, ...rest } = args;
    const addon = new awsEks.Addon(
      name,
      {
        ...rest,
        // The plugin takes them as they are, though its schema calls them a list.
        tags: tags as awsEks.AddonArgs["tags"],
        clusterName: coreOf(cluster).cluster.name,
        configurationValues: configurationValues && pulumi.jsonStringify(configurationValues),
      },
      child(this),
    );
    this.outputs = { addon };
    this.registerOutputs(this.outputs);
  }
}
