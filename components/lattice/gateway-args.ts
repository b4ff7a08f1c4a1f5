import type * as pulumi from "@pulumi/pulumi";
import type { Listener } from "../../model/lattice/listeners";
import type { AccessLogs } from "../../model/lattice/access-logs";
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
  securityGroupIds?: pulumi.Input<string>[];
}

/** Arguments of a {@link LatticeGateway}. */
export interface LatticeGatewayArgs {
  /** The class that the infrastructure provider offers. */
  gatewayClass: LatticeGatewayClass;

  /**
   * Name of the service network and of the Gateway, which finds it by that: 3 to 63 lower-case
   * letters, digits and single hyphens.
   *
   * @example "shop"
   */
  networkName: string;

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
   * Ports that routes answer on, one or two.
   *
   * @default HTTP on port 80
   */
  listeners?: readonly Listener[];

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
  securityGroupIds?: pulumi.Input<string>[];

  /**
   * Further VPCs whose clients reach the service network.
   *
   * @default []
   */
  clientVpcs?: readonly ClientVpc[];

  /**
   * Who may send requests: any client in the associated VPCs, principals of this account in them
   * (who sign their requests), or whoever reaches the network.
   *
   * @default "vpc"
   */
  callers?: "vpc" | "account" | "anyone";

  /**
   * An auth policy instead of `callers`: JSON on one line, at most 10 KB.
   *
   * @default what `callers` says
   */
  authPolicy?: pulumi.Input<string>;

  /**
   * Where requests are recorded.
   *
   * @default { cloudWatchDays: 30 }
   */
  accessLogs?: AccessLogs;
}
