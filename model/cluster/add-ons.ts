import data from "../data/add-ons.json";

/** An add-on that EKS manages and every cluster of this project has. */
export interface CoreAddOn {
  /** `vpc-cni` */
  name: string;
  /** Whether nodes need it to become ready, or it needs nodes to run on. */
  phase: "before-nodes" | "after-nodes";
  /** Service account of its role, if it has a role. */
  serviceAccount?: string;
  /** AWS managed policy of that role, without `arn:…:policy/`. */
  managedPolicy?: string;
}

/** A Helm chart at the version that the scenarios install. */
export interface Chart {
  /** Name in its repository. */
  name: string;
  /** `https://…` or `oci://…`, without the chart's name. */
  repository: string;
  version: string;
}

/** The add-ons of every cluster, in the order of their installation. */
export const coreAddOns: readonly CoreAddOn[] = data.core as CoreAddOn[];

/**
 * The chart with this name, at the version that `data/add-ons.json` pins.
 *
 * @throws RangeError for a chart that the file does not list.
 */
export function chart(name: string): Chart {
  const found = data.charts.find((entry) => entry.name === name);
  if (!found) throw new RangeError(`model/data/add-ons.json pins no chart ${name}`);
  return found;
}
