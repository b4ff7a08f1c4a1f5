import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { defaultVersionOn } from "../../model/cluster/versions";

/**
 * Returns the Kubernetes minor version for a cluster whose configuration names none: a deployed
 * cluster keeps its version, and a new one gets the default of the day. It reads the version from
 * EKS, so an upgrade by EKS is not undone.
 *
 * @param clusterName Name of the cluster at EKS.
 * @param asOf Day of the deployment, as an ISO date.
 * @example
 * const version = config.version ?? (await clusterVersion("games", "2026-11-21"));
 */
export async function clusterVersion(
  clusterName: string,
  asOf: string,
  opts?: pulumi.InvokeOptions,
): Promise<string> {
  const { names } = await aws.eks.getClusters({}, opts);
  if (!names.includes(clusterName)) return defaultVersionOn(asOf);
  const { version } = await aws.eks.getCluster({ name: clusterName }, opts);
  return version;
}
