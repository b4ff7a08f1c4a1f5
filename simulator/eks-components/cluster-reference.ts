import * as pulumi from "@pulumi/pulumi";
import type { KnownCore } from "./core";

/** The outputs of a cluster that other components read. */
const OUTPUTS = ["core", "kubeconfig", "kubeconfigJson", "eksCluster"] as const;

/** A cluster that exists, as programs hand it to other components. */
export class ClusterReference extends pulumi.ComponentResource {
  declare readonly core: pulumi.Output<KnownCore>;
  declare readonly eksCluster: pulumi.Output<KnownCore["cluster"]>;

  constructor(name: string, urn: string) {
    const outputs = Object.fromEntries(OUTPUTS.map((output) => [output, undefined]));
    super("eks:index:Cluster", name, outputs, { urn });
  }
}

/** What node groups must know of the cluster that they are given: the component, or its output `core`. */
export function coreOf(cluster: object): pulumi.Output<KnownCore> {
  const known: pulumi.Output<object> = pulumi.output(cluster);
  const core: pulumi.Output<unknown> = known.apply((given) =>
    given instanceof ClusterReference ? given.core : pulumi.output(given),
  );
  return core as pulumi.Output<KnownCore>;
}
