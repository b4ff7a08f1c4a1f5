import type * as pulumi from "@pulumi/pulumi";
import type { RouteKind, RouteRule } from "../../model/lattice/route";
import type { GatewayReference } from "./gateway";

/** Arguments of a {@link LatticeRoute}. */
export interface LatticeRouteArgs {
  /** The cluster operator's Gateway; it must accept routes of the namespace. */
  gateway: GatewayReference;

  /**
   * Namespace of the route, which must exist: at most 18 characters, unless `serviceName` is given.
   *
   * @example "checkout"
   */
  namespace: string;

  /**
   * Name of the route: at most 20 characters, unless `serviceName` is given.
   *
   * @default the name of the component
   */
  routeName?: string;

  /**
   * Name of the VPC Lattice service, 3 to 40 characters. It cannot be changed later.
   *
   * @default route and namespace, with a hyphen between them
   */
  serviceName?: string;

  /** @default "HTTPRoute" */
  kind?: RouteKind;

  /**
   * Section names of the Gateway's listeners to which the route attaches.
   *
   * @default all that serve the kind
   */
  listeners?: readonly string[];

  /**
   * Matches and their backends, at most 10 rules. The first rule that matches applies.
   *
   * @example [{ backends: [
   *   { service: "checkout", port: 80, weight: 25 },
   *   { service: "checkout", namespace: "checkoutv2", port: 80, weight: 75 },
   * ] }]
   */
  rules: readonly RouteRule[];

  /**
   * Whether to create the grants that let the route use Services of other namespaces. If false, the
   * owners of the namespaces create them.
   *
   * @default true
   */
  grantReferences?: boolean;

  /**
   * An auth policy that further limits the requests to this route: JSON on one line.
   *
   * @default whoever the Gateway admits
   */
  authPolicy?: pulumi.Input<string>;

  /**
   * Bucket, log group (`…:*`) or Firehose stream for the access logs of this route, in addition to
   * the Gateway's.
   *
   * @default those of the Gateway only
   */
  accessLogDestinationArn?: pulumi.Input<string>;
}
