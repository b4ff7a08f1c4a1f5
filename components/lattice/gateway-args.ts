import type * as pulumi from "@pulumi/pulumi";
import type { gatewaySettings } from "../../model/lattice/settings";
import type { Given, Static } from "../../model/schema-parts";
import type { LatticeGatewayClass } from "./gateway-class";

/** A further VPC whose clients reach the service network. */
export interface ClientVpc {
  vpcId: pulumi.Input<string>;

  /**
   * Security groups that limit which clients of the VPC reach the service network, at most 5. They
   * can be changed, but the last one cannot be removed.
   *
   * @default everybody
   */
  securityGroupIds?: readonly pulumi.Input<string>[];
}

/** Arguments of a {@link LatticeGateway}. */
export interface LatticeGatewayArgs extends Given<typeof gatewaySettings> {
  /** The class of the Gateway, which the infrastructure provider offers. */
  gatewayClass: LatticeGatewayClass;

  /**
   * Namespace to create for the Gateway, separate from the namespaces of routes.
   *
   * @default "lattice"
   */
  namespace?: string;

  /**
   * Namespaces whose routes may attach to the Gateway.
   *
   * @example ["checkout"]
   */
  routeNamespaces: readonly string[];

  /**
   * Whether to associate the cluster's VPC with the service network. A VPC has at most one
   * association.
   *
   * @default true
   */
  associateVpc?: boolean;

  /**
   * Security groups that limit which clients of the cluster's VPC reach the service network, at
   * most 5. They can be changed, but the last one cannot be removed.
   *
   * @default a new one that admits the cluster's nodes on the listeners' ports
   */
  securityGroupIds?: readonly pulumi.Input<string>[];

  /**
   * Further VPCs whose clients reach the service network.
   *
   * @default []
   */
  clientVpcs?: readonly ClientVpc[];

  /**
   * An auth policy instead of `callers`: JSON on one line, at most 10 KB.
   *
   * @default a policy for `callers`
   */
  authPolicy?: pulumi.Input<string>;
}

/** Arguments with all defaults filled in. */
export type FilledGatewayArgs = LatticeGatewayArgs & Static<typeof gatewaySettings>;
