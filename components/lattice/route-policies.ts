import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { gatewayApi, gatewayApiGroup } from "../../model/lattice/gateway-api";
import { latticeApi } from "../../model/lattice/names";
import type { RoutedService } from "../../model/lattice/backends";
import type { Scope } from "../scope";
import { awaitCondition, timeouts } from "./await";
import type { LatticeRouteArgs } from "./route-args";
import { checkedAuthPolicy } from "./service-network";

/** Lets the route use Services of other namespaces: one grant per namespace. */
export function grantReferences(
  scope: Scope,
  { kind = "HTTPRoute", namespace, routeName = scope.name }: LatticeRouteArgs,
  services: readonly RoutedService[],
): pulumi.Resource[] {
  const foreign = services.filter((service) => service.namespace !== namespace);
  return [...new Set(foreign.map((service) => service.namespace))].map(
    (home) =>
      new k8s.apiextensions.CustomResource(
        `${scope.name}-${home}`,
        {
          apiVersion: gatewayApi,
          kind: "ReferenceGrant",
          metadata: { name: `${routeName}-from-${namespace}`, namespace: home },
          spec: {
            from: [{ group: gatewayApiGroup, kind, namespace }],
            to: foreign
              .filter((service) => service.namespace === home)
              .map(({ service }) => ({ group: "", kind: "Service", name: service })),
          },
        },
        { parent: scope.parent },
      ),
  );
}

/**
 * Creates the policy by which VPC Lattice reaches and checks the pods of a Service. It must exist
 * before the route, which would otherwise create a target group without it.
 */
export function createTargetGroupPolicy(
  scope: Scope,
  { namespace, service, target }: RoutedService,
): pulumi.Resource | undefined {
  if (!target) return undefined;
  const { healthCheck, ...protocols } = target;
  return new k8s.apiextensions.CustomResource(
    `${scope.name}-${namespace}-${service}`,
    {
      apiVersion: latticeApi,
      kind: "TargetGroupPolicy",
      metadata: { name: service, namespace },
      spec: {
        targetRef: { group: "", kind: "Service", name: service },
        ...protocols,
        ...(healthCheck && { healthCheck: { enabled: true, ...healthCheck } }),
      },
    },
    { parent: scope.parent },
  );
}

/** Creates the route's own auth policy and access logs. */
export function createPolicies(
  scope: Scope,
  { kind = "HTTPRoute", namespace, authPolicy, accessLogDestinationArn }: LatticeRouteArgs,
  route: k8s.apiextensions.CustomResource,
): void {
  const attach = (suffix: string, policyKind: string, settings: object) =>
    new k8s.apiextensions.CustomResource(
      `${scope.name}-${suffix}`,
      {
        apiVersion: latticeApi,
        kind: policyKind,
        metadata: {
          name: route.metadata.name,
          namespace,
          annotations: awaitCondition("Accepted"),
        },
        spec: {
          // For access logs, the controller's default is the namespace "default".
          targetRef: { group: gatewayApiGroup, kind, name: route.metadata.name, namespace },
          ...settings,
        },
      },
      { parent: scope.parent, customTimeouts: timeouts },
    );
  if (authPolicy !== undefined) {
    attach("auth", "IAMAuthPolicy", { policy: checkedAuthPolicy(authPolicy) });
  }
  if (accessLogDestinationArn !== undefined) {
    attach("access-logs", "AccessLogPolicy", { destinationArn: accessLogDestinationArn });
  }
}
