import { clusterVersion } from "../components/cluster";
import type { StackConfig } from "../config/stack";

/**
 * Returns the Kubernetes minor version of a stack's clusters: the configured one, else the deployed
 * one, else the default of the day.
 */
export async function versionOfStack({ cluster }: StackConfig, asOf: string): Promise<string> {
  return cluster.version ?? clusterVersion(cluster.name, asOf);
}
