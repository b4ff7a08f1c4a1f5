import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { coreAddOns } from "../../model/cluster/add-ons";
import { addOn, type AddOnContext } from "../add-on";
import { scopeOf } from "../scope";

/** Arguments of {@link AddOns}. */
export interface AddOnsArgs extends AddOnContext {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /**
   * Kubernetes minor version of the cluster.
   *
   * @example "1.35"
   */
  version: string;

  /**
   * Versions of core add-ons that differ from EKS's default, by add-on name.
   *
   * @default {}
   * @example { coredns: "v1.12.4-eksbuild.1" }
   */
  addOnVersions?: Readonly<Record<string, string>>;

  /**
   * Settings of CoreDNS, in the schema of the add-on: placement, replicas, Corefile.
   *
   * @default EKS's defaults
   * @example { replicaCount: 3 }
   */
  coreDns?: Readonly<Record<string, unknown>>;
}

/**
 * The add-ons that run on nodes (CoreDNS, the EBS CSI driver), and the default StorageClass:
 * encrypted gp3 volumes. Deploy it with `dependsOn` the nodes, and with the cluster's Kubernetes
 * provider.
 *
 * @example
 * new AddOns("dev", cluster, { provider: cluster.provider, dependsOn: nodes });
 */
export class AddOns extends pulumi.ComponentResource {
  constructor(name: string, args: AddOnsArgs, opts: pulumi.ComponentResourceOptions) {
    super("eks-scenarios:cluster:AddOns", name, {}, opts);
    const scope = scopeOf(this, name, "cluster-from-scratch");
    const { clusterName, version, addOnVersions = {}, coreDns } = args;
    for (const { name: addOnName, phase } of coreAddOns) {
      if (phase !== "after-nodes") continue;
      const configuration =
        addOnName === "coredns" && coreDns ? JSON.stringify(coreDns) : undefined;
      addOn(scope, addOnName, { clusterName, version, addOnVersions }, configuration);
    }
    new k8s.storage.v1.StorageClass(
      `${name}-gp3`,
      {
        metadata: {
          name: "gp3",
          annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
        },
        provisioner: "ebs.csi.aws.com",
        parameters: { type: "gp3", encrypted: "true" },
        // A volume is created in the zone of its pod.
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
