import type * as pulumi from "@pulumi/pulumi";
import type { GivenKopsSettings } from "../../model/kops/plan";
import type { Tier } from "../../model/network/plan";

/** A subnet that kops may use. */
export interface KopsSubnet {
  tier: Tier;
  /** Zone name. */
  zone: string;
  /** IPv4 block. */
  cidr: string;
  id: pulumi.Input<string>;
}

/** Arguments of {@link Kops}. */
export interface KopsArgs extends Omit<GivenKopsSettings, "zones"> {
  /** The VPC, created for this cluster only. */
  vpcId: pulumi.Input<string>;

  /**
   * Public subnets, and private ones for a private topology, one of each per zone. They must carry
   * the tag `kubernetes.io/cluster/<clusterName>`, because kops does not tag shared subnets.
   */
  subnets: readonly KopsSubnet[];

  /**
   * Id of the Route 53 zone for the API's name, if `dns` is public or private.
   *
   * @default a new zone for the domain of the cluster's name
   */
  dnsZoneId?: pulumi.Input<string>;
}
