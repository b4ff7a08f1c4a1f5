import * as discovery from "@aws-sdk/client-servicediscovery";
import { isObject, text } from "../../../../simulator/values";
import type { Action, Told } from "../cloud";
import type { Sdk } from "../sdk";
import { number, objects, optional } from "./read";

/** The namespace that an operation made. */
async function namespaceOf(
  { discovery: client }: Sdk,
  { OperationId }: { OperationId?: string | undefined },
): Promise<Told> {
  const { Operation } = await client.send(new discovery.GetOperationCommand({ OperationId }));
  return { id: Operation?.Targets?.NAMESPACE };
}

const deleteNamespace: Action["delete"] = ({ discovery: client }, { id }) =>
  client.send(new discovery.DeleteNamespaceCommand({ Id: id }));

export const privateNamespace: Action = {
  type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
  create: async (sdk, { name, vpc }) =>
    namespaceOf(
      sdk,
      await sdk.discovery.send(
        new discovery.CreatePrivateDnsNamespaceCommand({ Name: text(name), Vpc: text(vpc) }),
      ),
    ),
  delete: deleteNamespace,
};

export const publicNamespace: Action = {
  type: "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace",
  create: async (sdk, { name }) =>
    namespaceOf(
      sdk,
      await sdk.discovery.send(new discovery.CreatePublicDnsNamespaceCommand({ Name: text(name) })),
    ),
  delete: deleteNamespace,
};

export const httpNamespace: Action = {
  type: "aws:servicediscovery/httpNamespace:HttpNamespace",
  create: async (sdk, { name }) =>
    namespaceOf(
      sdk,
      await sdk.discovery.send(new discovery.CreateHttpNamespaceCommand({ Name: text(name) })),
    ),
  update: ({ discovery: client }, { id }, { description }) =>
    client.send(
      new discovery.UpdateHttpNamespaceCommand({
        Id: id,
        Namespace: { Description: text(description) },
      }),
    ),
  delete: deleteNamespace,
};

export const service: Action = {
  type: "aws:servicediscovery/service:Service",
  async create({ discovery: client }, { name, namespaceId, dnsConfig, healthCheckConfig }) {
    const { Service: made } = await client.send(
      new discovery.CreateServiceCommand({
        Name: text(name),
        NamespaceId: optional(namespaceId),
        DnsConfig: isObject(dnsConfig)
          ? {
              NamespaceId: text(dnsConfig["namespaceId"]),
              RoutingPolicy: optional(dnsConfig["routingPolicy"]) as discovery.RoutingPolicy,
              DnsRecords: objects(dnsConfig["dnsRecords"]).map(({ type, ttl }) => ({
                Type: text(type) as discovery.RecordType,
                TTL: number(ttl),
              })),
            }
          : undefined,
        HealthCheckConfig: isObject(healthCheckConfig)
          ? { Type: text(healthCheckConfig["type"]) as discovery.HealthCheckType }
          : undefined,
      }),
    );
    return { id: made?.Id };
  },
  update: ({ discovery: client }, { id }, { description }) =>
    client.send(
      new discovery.UpdateServiceCommand({
        Id: id,
        Service: { Description: optional(description) },
      }),
    ),
  delete: ({ discovery: client }, { id }) =>
    client.send(new discovery.DeleteServiceCommand({ Id: id })),
};

export const instance: Action = {
  type: "aws:servicediscovery/instance:Instance",
  async create({ discovery: client }, { serviceId, instanceId, attributes }) {
    await client.send(
      new discovery.RegisterInstanceCommand({
        ServiceId: text(serviceId),
        InstanceId: text(instanceId),
        Attributes: attributes as Record<string, string>,
      }),
    );
    return { id: text(instanceId) };
  },
  update: (sdk, { inputs }, changed) => instance.create(sdk, { ...inputs, ...changed }),
  delete: ({ discovery: client }, { inputs: { serviceId, instanceId } }) =>
    client.send(
      new discovery.DeregisterInstanceCommand({
        ServiceId: text(serviceId),
        InstanceId: text(instanceId),
      }),
    ),
};
