import type * as pulumi from "@pulumi/pulumi";
import type { gatewaySettings } from "../../model/lattice/settings";
import type { Given, Static } from "../../model/schema-parts";
import type { LatticeGatewayClass } from "./gateway-class";

/** A VPC, other than the cluster's, whose clients reach the service network. */
export interface ClientVpc {
  vpcId: pulumi.Input<string>;

  /**
   * Security groups that say who in it, at most 5. They can be changed, but not all taken away
   * again.
   *
   * @default everybody
   */
  securityGroupIds?: readonly pulumi.Input<string>[];
}

/** Arguments of a {@link LatticeGateway}. */
export interface LatticeGatewayArgs extends Given<typeof gatewaySettings> {
  /** The class that the infrastructure provider offers. */
  gatewayClass: LatticeGatewayClass;

  /**
   * Namespace that is made for the Gateway, apart from those of the routes.
   *
   * @default "lattice"
   */
  namespace?: string;

  /**
   * Namespaces whose routes the Gateway takes.
   *
   * @example ["checkout"]
   */
  routeNamespaces: readonly string[];

  /**
   * Whether the cluster's VPC is associated with the service network. A VPC has one association.
   *
   * @default true
   */
  associateVpc?: boolean;

  /**
   * Security groups that say who in the cluster's VPC reaches the service network, at most 5.
   * They can be changed, but not all taken away again.
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
   * @default what `callers` says
   */
  authPolicy?: pulumi.Input<string>;
}

/** Arguments with the settings that were left out. */
export type FilledGatewayArgs = LatticeGatewayArgs & Static<typeof gatewaySettings>;
