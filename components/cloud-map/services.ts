import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { HealthCheckPlan, NamespaceKind, ServicePlan } from "../../model/cloud-map";
import { serviceTerms } from "../../model/cloud-map/settings";
import { filled } from "../../model/schema-parts";
import { named, type Scope } from "../scope";
import type { CloudMapService } from "./args";

/** Returns the part of a service that is known before deployment. */
export function planOf({ instances = [], ...service }: CloudMapService): ServicePlan {
  return {
    ...service,
    instances: instances.map(({ id, attributes }) => ({
      id,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [
          key,
          typeof value === "string" ? value : undefined,
        ]),
      ),
    })),
  };
}

/** Creates services with their instances. @returns the ids of the services by name. */
export function createServices(
  scope: Scope,
  namespace: { id: pulumi.Output<string>; kind: NamespaceKind },
  services: readonly CloudMapService[],
  forceDestroy: boolean,
): Record<string, pulumi.Output<string>> {
  const ids = services.map((service) => {
    const { id } = createService(scope, namespace, service, forceDestroy);
    for (const instance of service.instances ?? []) {
      new aws.servicediscovery.Instance(
        `${scope.name}-${service.name}-${instance.id}`,
        { serviceId: id, instanceId: instance.id, attributes: { ...instance.attributes } },
        { parent: scope.parent },
      );
    }
    return [service.name, id] as const;
  });
  return Object.fromEntries(ids);
}

function createService(
  scope: Scope,
  namespace: { id: pulumi.Output<string>; kind: NamespaceKind },
  service: CloudMapService,
  forceDestroy: boolean,
): aws.servicediscovery.Service {
  const { name, dns, healthCheck, customHealthCheck } = filled(serviceTerms, service);
  return new aws.servicediscovery.Service(
    `${scope.name}-${name}`,
    {
      // No description: ExternalDNS takes a service with a description for one with DNS records.
      name,
      ...(dns
        ? {
            dnsConfig: {
              namespaceId: namespace.id,
              dnsRecords: dns.records.map(({ type, ttl }) => ({ type, ttl })),
              routingPolicy: dns.routing ?? "MULTIVALUE",
            },
          }
        : { namespaceId: namespace.id, ...(namespace.kind !== "http" && { type: "HTTP" }) }),
      ...(healthCheck && { healthCheckConfig: healthCheckConfig(healthCheck) }),
      // Cloud Map accepts no other number; without one, the provider leaves the whole block out.
      ...(customHealthCheck && { healthCheckCustomConfig: { failureThreshold: 1 } }),
      forceDestroy,
      tags: named(scope, `${scope.name}-${name}`),
    },
    { parent: scope.parent },
  );
}

function healthCheckConfig({
  type,
  path,
  failureThreshold = 3,
}: HealthCheckPlan): aws.types.input.servicediscovery.ServiceHealthCheckConfig {
  return {
    type,
    failureThreshold,
    ...(type !== "TCP" && { resourcePath: path ?? "/" }),
  };
}
