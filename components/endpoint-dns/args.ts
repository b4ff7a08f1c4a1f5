import type * as pulumi from "@pulumi/pulumi";
import type { endpointDnsSettings } from "../../model/endpoint-dns/settings";
import type { Given } from "../../model/schema-parts";

/** A subnet that may hold an address of a Resolver endpoint, and of a transit gateway attachment. */
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

/** A VPC in which names are resolved, or asked for. */
export interface ResolverVpc {
  vpcId: pulumi.Input<string>;

  /** IPv4 blocks of the VPC, the first one first. */
  cidrs: readonly string[];

  /** Two to six private subnets, one per zone. */
  subnets: readonly ResolverVpcSubnet[];

  /**
   * Route tables by a name that stays, for routes to the other VPCs. Not used with the connection
   * `existing`.
   *
   * @default {}
   */
  routeTableIds?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A cluster whose endpoint is to be resolved and reached from outside of its VPC. */
export interface ResolvedCluster {
  /** Name of the cluster, known before deployment: part of resource names. */
  name: string;

  /** From where its endpoint is reached. */
  access: "public" | "private" | "both";

  /** `https://….eks.amazonaws.com` */
  endpoint: pulumi.Input<string>;

  /** The security group that EKS gives the control plane. */
  securityGroupId: pulumi.Input<string>;
}

/** Arguments of {@link EndpointDns}. */
export interface EndpointDnsArgs extends Given<typeof endpointDnsSettings> {
  /** The workers' VPC, which resolves the names: EKS keeps a private hosted zone for it. */
  vpc: ResolverVpc;

  /**
   * Clusters in that VPC, each with private access.
   *
   * @default []
   */
  clusters?: readonly ResolvedCluster[];

  /**
   * VPCs that ask, in the same Region. The outbound endpoint is in the first one; the rules hold for
   * all of them.
   *
   * @default []
   */
  peers?: readonly (ResolverVpc & { name: string })[];

  /**
   * The transit gateway to attach the VPCs to.
   *
   * @default a new one, with the connection `transitGateway`
   */
  transitGatewayId?: pulumi.Input<string>;

  /**
   * IPv4 blocks that the clusters' security groups admit to the Kubernetes API already.
   *
   * @default []
   */
  admittedCidrs?: readonly string[];
}
