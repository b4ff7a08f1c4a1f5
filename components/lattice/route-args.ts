import type * as pulumi from "@pulumi/pulumi";
import type { RouteKind, RouteRule } from "../../model/lattice/route";
import type { GatewayReference } from "./gateway";

/** Arguments of a {@link LatticeRoute}. */
export interface LatticeRouteArgs {
  /** The cluster operator's Gateway, which has to take routes of the namespace. */
  gateway: GatewayReference;

  /**
   * Namespace of the route, which exists: at most 18 letters, unless `serviceName` is given.
   *
   * @example "checkout"
   */
  namespace: string;

  /**
   * Name of the route: at most 20 letters, unless `serviceName` is given.
   *
   * @default the name of the component
   */
  routeName?: string;

  /**
   * Name of the VPC Lattice service, 3 to 40 letters. It cannot be changed later.
   *
   * @default route and namespace, with a hyphen between them
   */
  serviceName?: string;

  /** @default "HTTPRoute" */
  kind?: RouteKind;

  /**
   * Section names of the Gateway's listeners that the route answers on.
   *
   * @default all that serve the kind
   */
  listeners?: readonly string[];

  /**
   * Requests and where they go, at most 10 rules, the first one that matches counts.
   *
   * @example [{ backends: [
   *   { service: "checkout", port: 80, weight: 25 },
   *   { service: "checkout", namespace: "checkoutv2", port: 80, weight: 75 },
   * ] }]
   */
  rules: readonly RouteRule[];

  /**
   * Whether the route may use Services of other namespaces by grants that are made with it. With
   * false, those who own the namespaces grant it.
   *
   * @default true
   */
  grantReferences?: boolean;

  /**
   * Who may send requests to this route, beside what the Gateway says: JSON on one line.
   *
   * @default whoever the Gateway admits
   */
  authPolicy?: pulumi.Input<string>;

  /**
   * Bucket, log group (`…:*`) or Firehose stream that gets this route's access logs, too.
   *
   * @default those of the Gateway only
   */
  accessLogDestinationArn?: pulumi.Input<string>;
}
