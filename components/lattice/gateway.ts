import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { gatewayApi } from "../../model/lattice/gateway-api";
import { certificateOption } from "../../model/lattice/names";
import type { Listener } from "../../model/lattice/listeners";
import { scopeOf, type Scope } from "../scope";
import { awaitCondition, timeouts } from "./await";
import { gatewaySettings } from "../../model/lattice/settings";
import { filled } from "../../model/schema-parts";
import type { FilledGatewayArgs, LatticeGatewayArgs } from "./gateway-args";
import { checkGateway } from "./gateway-checks";
import { createServiceNetwork, type NetworkParts } from "./service-network";

/** The Gateway of a route. */
export interface GatewayReference {
  gatewayName: pulumi.Input<string>;
  /** Namespace of the Gateway. */
  namespace: pulumi.Input<string>;
  listeners: readonly Listener[];
}

/**
 * The cluster operator's part: a service network with its VPCs, an auth policy, access logs, and
 * the Gateway that routes attach to.
 *
 * @throws InputError before anything is registered.
 * @example
 * const gateway = new LatticeGateway("shop", {
 *   gatewayClass,
 *   networkName: "shop",
 *   routeNamespaces: ["checkout"],
 * }, { provider });
 */
export class LatticeGateway extends pulumi.ComponentResource implements GatewayReference {
  /** Name of the Gateway and the service network, available when VPC Lattice serves it. */
  readonly gatewayName: pulumi.Output<string>;
  readonly namespace: pulumi.Output<string>;
  readonly listeners: readonly Listener[];
  readonly serviceNetworkArn: pulumi.Output<string>;
  /** Log group of the access logs, if they have one. */
  readonly logGroupName: pulumi.Output<string> | undefined;
  /** Bucket of the access logs, if they have one. */
  readonly logBucketName: pulumi.Output<string> | undefined;

  constructor(name: string, args: LatticeGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    checkGateway(args);
    if (args.associateVpc ?? true) args.gatewayClass.claimVpc(args.networkName, "associateVpc");
    super("eks-scenarios:lattice:LatticeGateway", name, {}, opts);
    const scope = scopeOf(this, name, "lattice");
    const settings = filled(gatewaySettings, args);
    const parts = createServiceNetwork(scope, settings);
    const gateway = createGateway(scope, settings, parts);
    this.gatewayName = gateway.metadata.name;
    this.namespace = gateway.metadata.namespace;
    this.listeners = settings.listeners;
    this.serviceNetworkArn = parts.network.arn;
    this.logGroupName = parts.logGroup?.name;
    this.logBucketName = parts.bucket?.bucket;
    this.registerOutputs({ serviceNetworkArn: this.serviceNetworkArn });
  }
}

function createGateway(
  scope: Scope,
  { gatewayClass, namespace = "lattice", routeNamespaces, listeners }: FilledGatewayArgs,
  { network, ready }: NetworkParts,
): k8s.apiextensions.CustomResource {
  const home = new k8s.core.v1.Namespace(
    `${scope.name}-namespace`,
    { metadata: { name: namespace } },
    { parent: scope.parent },
  );
  const from = {
    from: "Selector",
    selector: {
      matchExpressions: [
        { key: "kubernetes.io/metadata.name", operator: "In", values: [...routeNamespaces] },
      ],
    },
  };
  return new k8s.apiextensions.CustomResource(
    scope.name,
    {
      apiVersion: gatewayApi,
      kind: "Gateway",
      metadata: {
        // The controller finds the service network by the Gateway's name.
        name: network.name,
        namespace: home.metadata.name,
        annotations: awaitCondition("Programmed"),
      },
      spec: {
        gatewayClassName: gatewayClass.className,
        listeners: listeners.map((listener) => ({
          name: listener.name,
          protocol: listener.protocol,
          port: listener.port,
          allowedRoutes: { namespaces: from },
          ...(listener.protocol === "HTTPS" && { tls: tlsOf(listener) }),
        })),
      },
    },
    {
      parent: scope.parent,
      // The controller must exist until the Gateway is deleted.
      dependsOn: [gatewayClass, ...ready],
      customTimeouts: timeouts,
    },
  );
}

/**
 * Returns the TLS settings of a listener. VPC Lattice holds the certificate; the Gateway API
 * requires a reference, which the controller ignores.
 */
function tlsOf({ certificateArn }: Listener): object {
  return {
    mode: "Terminate",
    certificateRefs: [{ name: "unused" }],
    ...(certificateArn !== undefined && { options: { [certificateOption]: certificateArn } }),
  };
}
