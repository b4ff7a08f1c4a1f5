import { vpc } from "../actions/ec2";
import { record } from "../actions/services";
import {
  httpNamespace,
  instance,
  privateNamespace,
  publicNamespace,
  service,
} from "../actions/servicediscovery";
import { call, type Case, type Cloud } from "../cloud";

async function makeNamespace(cloud: Cloud) {
  const { id } = await cloud.create(vpc, { cidrBlock: "10.0.0.0/16" });
  return cloud.create(privateNamespace, { name: "games.internal", vpc: id });
}

const dns = (namespaceId: string, change: object = {}) => ({
  dnsConfig: { namespaceId, dnsRecords: [{ type: "A", ttl: 60 }], ...change },
});

async function makeService(cloud: Cloud) {
  const namespace = await makeNamespace(cloud);
  const made = await cloud.create(service, { name: "frontend", ...dns(namespace.id) });
  return { namespace, service: made };
}

const stable = {
  instanceId: "stable",
  attributes: { AWS_INSTANCE_IPV4: "10.0.0.20", version: "1.0", active: "yes" },
};

/** A call to register an instance with something spoiled. */
const register = (title: string, spoil: object): Case =>
  call(title, async (cloud) => {
    const { service: made } = await makeService(cloud);
    return () => cloud.create(instance, { serviceId: made.id, ...stable, ...spoil });
  });

/** Calls about namespaces, services and instances of Cloud Map. */
export const cloudMapCases: Case[] = [
  call("a private namespace", async (cloud) => {
    const { id } = await cloud.create(vpc, { cidrBlock: "10.0.0.0/16" });
    return () => cloud.create(privateNamespace, { name: "games.internal", vpc: id });
  }),
  call("a second private namespace of one name in a VPC", async (cloud) => {
    const { inputs } = await makeNamespace(cloud);
    return () => cloud.create(privateNamespace, { name: "games.internal", vpc: inputs["vpc"]! });
  }),
  call("a second private namespace of another name in a VPC", async (cloud) => {
    const { inputs } = await makeNamespace(cloud);
    return () => cloud.create(privateNamespace, { name: "shops.internal", vpc: inputs["vpc"]! });
  }),
  call("a public namespace", (cloud) =>
    Promise.resolve(() => cloud.create(publicNamespace, { name: "play.example.com" })),
  ),
  call("an HTTP namespace", (cloud) =>
    Promise.resolve(() => cloud.create(httpNamespace, { name: "tables" })),
  ),
  call("a second HTTP namespace of one name", async (cloud) => {
    await cloud.create(httpNamespace, { name: "tables" });
    return () => cloud.create(httpNamespace, { name: "tables" });
  }),
  call("a description of an HTTP namespace", async (cloud) => {
    const made = await cloud.create(httpNamespace, { name: "tables" });
    return () => cloud.update(httpNamespace, made, { description: "of the shop" });
  }),
  call("deleting a namespace", async (cloud) => {
    const made = await makeNamespace(cloud);
    return () => cloud.delete(privateNamespace, made);
  }),
  call("deleting a namespace that has services", async (cloud) => {
    const { namespace } = await makeService(cloud);
    return () => cloud.delete(privateNamespace, namespace);
  }),
  call("a service with DNS records", async (cloud) => {
    const { id } = await makeNamespace(cloud);
    return () => cloud.create(service, { name: "frontend", ...dns(id) });
  }),
  call("a service that API calls alone find", async (cloud) => {
    const { id: namespaceId } = await cloud.create(httpNamespace, { name: "tables" });
    return () => cloud.create(service, { name: "scores", namespaceId });
  }),
  call("a service in a namespace that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(service, { name: "frontend", ...dns("ns-0123456789abcdef") }),
    ),
  ),
  call("a second service of one name", async (cloud) => {
    const { namespace } = await makeService(cloud);
    return () => cloud.create(service, { name: "Frontend", ...dns(namespace.id) });
  }),
  call("a service with records that do not go together", async (cloud) => {
    const { id } = await makeNamespace(cloud);
    const dnsRecords = [
      { type: "A", ttl: 60 },
      { type: "SRV", ttl: 60 },
    ];
    return () => cloud.create(service, { name: "frontend", ...dns(id, { dnsRecords }) });
  }),
  call("a service in a private namespace that Route 53 checks", async (cloud) => {
    const { id } = await makeNamespace(cloud);
    const healthCheckConfig = { type: "TCP" };
    return () => cloud.create(service, { name: "frontend", ...dns(id), healthCheckConfig });
  }),
  call("a description of a service", async (cloud) => {
    const { service: made } = await makeService(cloud);
    return () => cloud.update(service, made, { description: "what players see" });
  }),
  call("deleting a service", async (cloud) => {
    const { service: made } = await makeService(cloud);
    return () => cloud.delete(service, made);
  }),
  call("deleting a service that has instances", async (cloud) => {
    const { service: made } = await makeService(cloud);
    await cloud.create(instance, { serviceId: made.id, ...stable });
    return () => cloud.delete(service, made);
  }),
  register("an instance", {}),
  register("an instance of a service that does not exist", { serviceId: "srv-0123456789abcdef" }),
  register("an instance without the address that its service needs", {
    attributes: { version: "1.0" },
  }),
  register("an instance with 31 attributes of its own", {
    attributes: Object.fromEntries([
      ["AWS_INSTANCE_IPV4", "10.0.0.20"],
      ...Array.from({ length: 31 }, (_, index) => [`key${index}`, "value"]),
    ]) as Record<string, string>,
  }),
  call("other attributes of an instance", async (cloud) => {
    const { service: made } = await makeService(cloud);
    const one = await cloud.create(instance, { serviceId: made.id, ...stable });
    const attributes = { ...stable.attributes, active: "no" };
    return () => cloud.update(instance, one, { attributes });
  }),
  call("deregistering an instance", async (cloud) => {
    const { service: made } = await makeService(cloud);
    const one = await cloud.create(instance, { serviceId: made.id, ...stable });
    return () => cloud.delete(instance, one);
  }),
  call("a record in the zone of a namespace that is gone", async (cloud) => {
    const namespace = await makeNamespace(cloud);
    await cloud.delete(privateNamespace, namespace);
    return () =>
      cloud.create(record, {
        zoneId: "Z0123456789ABCDEFGHIJ",
        name: "frontend.games.internal",
        type: "A",
        ttl: 60,
        records: ["10.0.0.20"],
      });
  }),
];
