import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { parseZone } from "../../model/network/zones";

/** Arguments of a {@link ZoneEniConfig}. */
export interface ZoneEniConfigArgs {
  /**
   * Name of the zone, by which the plugin finds the object for a node.
   *
   * @example "us-east-1-wl1-bos-wlz-1"
   */
  zone: string;

  /** Subnet of the pods' network interfaces, in that zone. */
  subnetId: pulumi.Input<string>;

  /**
   * Security groups of the pods' network interfaces.
   *
   * @default the security groups of the node
   */
  securityGroupIds?: pulumi.Input<string>[];
}

/**
 * The pod subnet of one further zone, for custom networking. Zones can be added and removed without
 * a change of the VPC CNI's settings. Deploy it with `dependsOn` the VPC CNI, and the zone's nodes
 * with `dependsOn` this component.
 *
 * @throws InputError before anything is registered, for an invalid zone name.
 * @example
 * new ZoneEniConfig("boston", { zone, subnetId: boston.subnetId }, { provider, dependsOn: cni });
 */
export class ZoneEniConfig extends pulumi.ComponentResource {
  constructor(name: string, args: ZoneEniConfigArgs, opts?: pulumi.ComponentResourceOptions) {
    parseZone(args.zone, "zone");
    super("eks-scenarios:vpc-cni:ZoneEniConfig", name, {}, opts);
    new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: "crd.k8s.amazonaws.com/v1alpha1",
        kind: "ENIConfig",
        metadata: { name: args.zone },
        spec: {
          subnet: args.subnetId,
          ...(args.securityGroupIds && { securityGroups: args.securityGroupIds }),
        },
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
