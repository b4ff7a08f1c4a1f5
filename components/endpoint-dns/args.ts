import type * as pulumi from "@pulumi/pulumi";
import type { endpointDnsSettings } from "../../model/endpoint-dns/settings";
import type { Given } from "../../model/schema-parts";

/** A subnet that may hold an address of a Resolver endpoint and a transit gateway attachment. */
export interface ResolverVpcSubnet {
  /**
   * Zone name.
   *
   * @example "us-east-1a"
   */
  zone: string;

  /** IPv4 block. */
  cidr: string;

  id: pulumi.Input<string>;
}

/** A VPC that resolves names for others, or that queries them. */
export interface ResolverVpc {
  vpcId: pulumi.Input<string>;

  /** IPv4 blocks of the VPC, the primary block first. */
  cidrs: readonly string[];

  /** Two to six private subnets, one per zone. */
  subnets: readonly ResolverVpcSubnet[];

  /**
   * Route tables by a stable name, for routes to the other VPCs. Not used with the connection
   * `existing`.
   *
   * @default {}
   */
  routeTableIds?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A cluster whose endpoint is resolved and reached from outside its VPC. */
export interface ResolvedCluster {
  /** Name of the cluster. It must be known before deployment, because resource names contain it. */
  name: string;

  /** Access to its endpoint. */
  access: "public" | "private" | "both";

  /** `https://….eks.amazonaws.com` */
  endpoint: pulumi.Input<string>;

  /** The security group that EKS gives the control plane. */
  securityGroupId: pulumi.Input<string>;
}

/** Arguments of {@link EndpointDns}. */
export interface EndpointDnsArgs extends Given<typeof endpointDnsSettings> {
  /** The workers' VPC, which resolves the names with the private hosted zone that EKS manages. */
  vpc: ResolverVpc;

  /**
   * Clusters in that VPC, each with private endpoint access.
   *
   * @default []
   */
  clusters?: readonly ResolvedCluster[];

  /**
   * VPCs in the same Region that query the names. The outbound endpoint is in the first one; the
   * rules are associated with all of them.
   *
   * @default []
   */
  peers?: readonly (ResolverVpc & { name: string })[];

  /**
   * The transit gateway to which the VPCs are attached.
   *
   * @default a new one, with the connection `transitGateway`
   */
  transitGatewayId?: pulumi.Input<string>;

  /**
   * IPv4 blocks that the clusters' security groups already admit to the Kubernetes API.
   *
   * @default []
   */
  admittedCidrs?: readonly string[];
}
