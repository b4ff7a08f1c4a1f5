import * as awsEks from "@pulumi/aws/eks";
import type { ClusterArgs } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { child, question } from "./children";

/** What an add-on of a cluster is made from. */
export interface CoreAddOnArgs {
  cluster: awsEks.Cluster;
  addonName: string;
  options?: Pick<
    NonNullable<ClusterArgs["corednsAddonOptions"]>,
    "version" | "resolveConflictsOnCreate" | "resolveConflictsOnUpdate"
  >;
  configurationValues?: pulumi.Input<object | undefined>;
  tags?: ClusterArgs["tags"];
}

/** An add-on of the cluster itself, in the newest version for it where none is asked for. */
export function createCoreAddOn(
  name: string,
  args: CoreAddOnArgs,
  parent: pulumi.Resource,
  dependsOn?: pulumi.Input<pulumi.Resource[]>,
): awsEks.Addon {
  const { cluster, addonName, options = {}, configurationValues, tags } = args;
  return new awsEks.Addon(
    name,
    {
      clusterName: cluster.name,
      addonName,
      preserve: true,
      tags,
      resolveConflictsOnCreate: options.resolveConflictsOnCreate ?? "OVERWRITE",
      resolveConflictsOnUpdate: options.resolveConflictsOnUpdate ?? "OVERWRITE",
      addonVersion: options.version ?? newestVersion(addonName, cluster.version, parent),
      configurationValues: sortedJson(configurationValues),
    },
    child(parent, { dependsOn }),
  );
}

export function newestVersion(
  addonName: string,
  kubernetesVersion: pulumi.Input<string>,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  return awsEks.getAddonVersionOutput(
    { addonName, kubernetesVersion, mostRecent: true },
    question(parent),
  ).version;
}

/** Settings as JSON with sorted keys, so that the same settings are the same text. */
export function sortedJson(
  values: pulumi.Input<object | undefined> | undefined,
): pulumi.Output<string> | undefined {
  if (values === undefined) return undefined;
  // Absent settings stay absent: `undefined` has no JSON.
  return pulumi.output(values).apply((known) => JSON.stringify(sorted(known)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
