import type * as pulumi from "@pulumi/pulumi";
import { applicationPort, Checkout } from "../components/checkout";
import { GatewayApi } from "../components/gateway-api";
import {
  GatewayController,
  LatticeGateway,
  LatticeGatewayClass,
  LatticeRoute,
} from "../components/lattice";
import { routeNamespacesOf, type LatticeConfig } from "../config/lattice";
import type { Foundation } from "./foundation";
import type { StackInputs, StackOutputs } from "./stack";

/** Composes a service network with the checkout sample in two versions, if configured. */
export function lattice({ config }: StackInputs, foundation: Foundation): StackOutputs {
  const { lattice: settings } = config;
  if (!settings) return {};
  const { provider } = foundation.cluster;
  const gatewayClass = infrastructure(settings, foundation);
  const gateway = network(settings, gatewayClass, provider);
  const route = settings.checkout.deploy ? application(settings, gateway, foundation) : undefined;
  return {
    lattice: {
      gatewayName: gateway.gatewayName,
      gatewayNamespace: gateway.namespace,
      serviceNetworkArn: gateway.serviceNetworkArn,
      logGroupName: gateway.logGroupName,
      logBucketName: gateway.logBucketName,
      ...(route && { checkoutDomainName: route.domainName }),
    },
  };
}

/**
 * Composes the infrastructure provider's part: the Gateway API, the controller and the class of
 * Gateways.
 */
function infrastructure(
  settings: LatticeConfig,
  { network: { vpcId }, cluster, ready }: Foundation,
): LatticeGatewayClass {
  const { clusterName, version, securityGroupId, provider } = cluster;
  const { controllerReplicas: replicas } = settings;
  const podPorts = podPortsOf(settings);
  const gatewayApi = new GatewayApi(
    "gateway-api",
    { kubernetesVersion: version },
    { provider, dependsOn: ready },
  );
  const controller = new GatewayController(
    "lattice",
    {
      ...{ clusterName, version, vpcId, securityGroupId, replicas },
      ...(podPorts && { podPorts }),
    },
    {
      provider,
      dependsOn: [...ready, ...gatewayApi.ready],
    },
  );
  return new LatticeGatewayClass("lattice", { controller }, { provider });
}

/** Returns the configured ports; otherwise the sample's if only the sample has routes, or all. */
function podPortsOf({ podPorts, checkout, routeNamespaces }: LatticeConfig) {
  if (podPorts || !checkout.deploy || routeNamespaces.length > 0) return podPorts;
  return { from: applicationPort, to: applicationPort };
}

/** Composes the cluster operator's part: access to the service network, and its logs. */
function network(
  { networkName, listeners, clientVpcs, callers, accessLogs, ...settings }: LatticeConfig,
  gatewayClass: LatticeGatewayClass,
  provider: pulumi.ProviderResource,
): LatticeGateway {
  return new LatticeGateway(
    "lattice",
    {
      ...{ gatewayClass, networkName, listeners, clientVpcs, callers, accessLogs },
      routeNamespaces: routeNamespacesOf(settings),
    },
    { provider },
  );
}

/** Composes the application developer's part: two versions of a service that share its requests. */
function application(
  { networkName, checkout: { replicas, newShare } }: LatticeConfig,
  gateway: LatticeGateway,
  { cluster: { provider }, ready }: Foundation,
): LatticeRoute {
  const checkout = new Checkout("checkout", { replicas }, { provider, dependsOn: ready });
  return new LatticeRoute(
    "checkoutroute",
    {
      gateway,
      // Part of the service's name at AWS, which is unique in an account and Region.
      routeName: networkName,
      namespace: "checkout",
      rules: [
        {
          backends: [
            checkout.backend("checkout", 100 - newShare),
            checkout.backend("checkoutv2", newShare),
          ],
        },
      ],
    },
    { provider, dependsOn: checkout },
  );
}
