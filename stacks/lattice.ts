import type * as pulumi from "@pulumi/pulumi";
import { applicationPort, Checkout } from "../components/checkout";
import { GatewayApi } from "../components/gateway-api";
import {
  GatewayController,
  LatticeGateway,
  LatticeGatewayClass,
  LatticeRoute,
} from "../components/lattice";
import type { LatticeConfig } from "../config/lattice";
import type { StackConfig } from "../config/stack";
import type { Foundation } from "./foundation";
import type { StackOutputs } from "./stack";

/** A service network with the checkout sample in two versions, where configured. */
export function lattice(config: StackConfig, foundation: Foundation): StackOutputs {
  const { lattice: settings } = config;
  if (!settings) return {};
  const { provider } = foundation.cluster;
  const gatewayClass = infrastructure(settings, foundation);
  const gateway = network(settings, gatewayClass, provider);
  const route = application(settings, gateway, foundation);
  return {
    lattice: {
      gatewayName: gateway.gatewayName,
      gatewayNamespace: gateway.namespace,
      serviceNetworkArn: gateway.serviceNetworkArn,
      logGroupName: gateway.logGroupName,
      logBucketName: gateway.logBucketName,
      checkoutDomainName: route.domainName,
    },
  };
}

/** The infrastructure provider's part: what makes VPC Lattice a class of Gateways. */
function infrastructure(
  { controllerReplicas: replicas }: LatticeConfig,
  { network: { vpcId }, cluster, ready }: Foundation,
): LatticeGatewayClass {
  const { clusterName, version, securityGroupId, provider } = cluster;
  const gatewayApi = new GatewayApi(
    "gateway-api",
    { kubernetesVersion: version },
    { provider, dependsOn: ready },
  );
  const controller = new GatewayController(
    "lattice",
    {
      ...{ clusterName, version, vpcId, securityGroupId, replicas },
      podPorts: { from: applicationPort, to: applicationPort },
    },
    {
      provider,
      dependsOn: [...ready, ...gatewayApi.ready],
    },
  );
  return new LatticeGatewayClass("lattice", { controller }, { provider });
}

/** The cluster operator's part: who reaches the service network, and what is recorded. */
function network(
  { networkName, listeners, clientVpcs, callers, accessLogs }: LatticeConfig,
  gatewayClass: LatticeGatewayClass,
  provider: pulumi.ProviderResource,
): LatticeGateway {
  return new LatticeGateway(
    "lattice",
    {
      ...{ gatewayClass, networkName, listeners, clientVpcs, callers, accessLogs },
      routeNamespaces: ["checkout"],
    },
    { provider },
  );
}

/** The application developer's part: two versions of a service, which share its requests. */
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
      // Part of the service's name at AWS, which an account has once in a Region.
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
