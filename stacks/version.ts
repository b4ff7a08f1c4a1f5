import { clusterVersion } from "../components/cluster";
import type { StackConfig } from "../config/stack";

/** The Kubernetes minor version of a stack's clusters: the configured one, else the deployed one, else the day's default. */
export async function versionOfStack({ cluster }: StackConfig, asOf: string): Promise<string> {
  return cluster.version ?? clusterVersion(cluster.name, asOf);
}
