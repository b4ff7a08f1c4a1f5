import type { servicediscovery } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { all, type Reference } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { namespaceOf, type NamespaceType } from "./namespaces";
import {
  httpNamespace,
  instance,
  invalidInput,
  privateNamespace,
  publicNamespace,
  service,
} from "./reference-targets";

type ServiceCall = AwsCall<servicediscovery.ServiceArgs>;

/** A namespace is of one of three resource types; `validate` says where it is of none. */
const namespaceReferences: Reference[] = [privateNamespace, publicNamespace, httpNamespace].flatMap(
  (to) =>
    ["namespaceId", "dnsConfig.namespaceId"].map((path): Reference => ({
      path,
      to,
      when: () => false,
    })),
);

export const serviceType = resourceType<servicediscovery.ServiceArgs>({
  token: service.type,
  service: "ServiceDiscovery",
  noun: "Service Discovery Service",
  operations: {
    create: "CreateService",
    read: "GetService",
    update: "UpdateService",
    delete: "DeleteService",
  },
  id: ({ hex }) => `srv-${hex(16)}`,
  defaults: { forceDestroy: false },
  autoname: { property: "name", maxLength: 127 },
  references: namespaceReferences,
  validate: (call) => {
    const { type } = namespaceOf(call, namespaceIdOf(call));
    requireNewName(call, type);
    requireDns(call, type);
    requireHealthCheck(call, type);
  },
  outputs: (call) => ({
    arn: arn(call.session, "servicediscovery", `service/${call.id}`),
    namespaceId: namespaceIdOf(call),
    type: call.inputs.dnsConfig ? "DNS_HTTP" : "HTTP",
  }),
  beforeDelete: ({ inputs, id, ...place }) => {
    if (!inputs.forceDestroy) return;
    for (const entry of place.world.all(instance.type)) {
      if (entry.inputs["serviceId"] === id) place.world.remove(entry);
    }
  },
});

function namespaceIdOf({ inputs }: ServiceCall): string {
  const id = inputs.namespaceId ?? inputs.dnsConfig?.namespaceId;
  if (id !== undefined) return id;
  throw invalidInput("NamespaceId is required");
}

/** DNS does not tell names apart that differ by case. */
function requireNewName(call: ServiceCall, type: NamespaceType): void {
  const plain = (name: unknown) => (type === "HTTP" ? String(name) : String(name).toLowerCase());
  const namespaceId = namespaceIdOf(call);
  const rival = all(call, service).find(
    ({ id, outputs }) =>
      id !== call.id &&
      outputs["namespaceId"] === namespaceId &&
      plain(outputs["name"]) === plain(call.inputs.name),
  );
  if (!rival) return;
  throw new CloudError(
    "ServiceAlreadyExists",
    `Service with the name ${String(call.inputs.name)} already exists. Service id: ${rival.id}`,
  );
}

function requireDns({ inputs }: ServiceCall, type: NamespaceType): void {
  const { dnsConfig, type: only } = inputs;
  if (!dnsConfig) return;
  if (type === "HTTP" || only === "HTTP") {
    throw invalidInput("DnsConfig cannot be specified for a service without DNS");
  }
  const types = dnsConfig.dnsRecords.map((record) => record.type).sort();
  if (!["A", "A,AAAA", "AAAA", "CNAME", "SRV"].includes(types.join())) {
    throw invalidInput(`The combination of record types ${types.join()} is not supported`);
  }
  if (types.includes("CNAME") && dnsConfig.routingPolicy !== "WEIGHTED") {
    throw invalidInput("CNAME records require the WEIGHTED routing policy");
  }
}

function requireHealthCheck({ inputs }: ServiceCall, type: NamespaceType): void {
  const { healthCheckConfig, healthCheckCustomConfig, dnsConfig } = inputs;
  if (!healthCheckConfig) return;
  if (healthCheckCustomConfig) {
    throw invalidInput("HealthCheckConfig and HealthCheckCustomConfig cannot both be specified");
  }
  if (type === "DNS_PRIVATE") {
    throw invalidInput("HealthCheckConfig cannot be specified for a private DNS namespace");
  }
  if (dnsConfig?.dnsRecords.some((record) => record.type === "CNAME")) {
    throw invalidInput("HealthCheckConfig cannot be specified with CNAME records");
  }
  if (healthCheckConfig.type === "TCP" && healthCheckConfig.resourcePath !== undefined) {
    throw invalidInput("ResourcePath cannot be specified for a TCP health check");
  }
}
