import data from "../data/add-on-versions.json";

interface Versions {
  default: string;
  versions: string[];
}

interface AddOn {
  /** Whether its pods need nodes of their own choosing: without any it stays DEGRADED. */
  needsNodes: boolean;
  /** By cluster version, or `any`. */
  clusters: Record<string, Versions>;
}

const addOns = data.addOns as Record<string, AddOn>;

/** What EKS offers of an add-on for a cluster version: undefined for a name or version it doesn't know. */
export function addOnVersions(name: string, clusterVersion: string): Versions | undefined {
  const { clusters } = addOns[name] ?? {};
  return clusters?.[clusterVersion] ?? clusters?.["any"];
}

/** Whether there is an add-on of that name. */
export function isAddOn(name: string): boolean {
  return name in addOns;
}

/** Whether an add-on runs pods that DaemonSets don't place. */
export function needsNodes(name: string): boolean {
  return addOns[name]?.needsNodes ?? false;
}
