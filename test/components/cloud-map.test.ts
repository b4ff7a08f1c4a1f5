import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { CloudMapNamespace, type CloudMapNamespaceArgs } from "../../components/cloud-map";
import { refuses } from "../model/refusal";
import { deploy, valueOf, type Outputs } from "./harness";

const types = {
  private: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
  public: "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace",
  http: "aws:servicediscovery/httpNamespace:HttpNamespace",
  service: "aws:servicediscovery/service:Service",
  instance: "aws:servicediscovery/instance:Instance",
};

const outputs: Outputs = {
  [types.private]: () => ({ hostedZone: "Z1" }),
  [types.public]: () => ({ hostedZone: "Z2" }),
};

const frontend = {
  name: "frontend",
  dns: { records: [{ type: "A" as const, ttl: 60 }] },
  instances: [
    {
      id: "1",
      attributes: { AWS_INSTANCE_IPV4: "10.10.0.20", stage: "beta", version: "1.0", active: "yes" },
    },
  ],
};

const args = (more: Partial<CloudMapNamespaceArgs> = {}): CloudMapNamespaceArgs => ({
  namespaceName: "games.internal",
  vpcId: "vpc-1",
  services: [frontend],
  ...more,
});

const deployed = (more: Partial<CloudMapNamespaceArgs> = {}) =>
  deploy(() => new CloudMapNamespace("services", args(more)), outputs);

const tags = (name: string) => ({
  Project: "eks-scenarios",
  Stack: "test",
  ManagedBy: "pulumi",
  Scenario: "cloud-map",
  Name: name,
});

describe("A Cloud Map namespace", () => {
  it("is private for one VPC by default", async () => {
    const { get, result } = await deployed();
    assert.deepEqual(get(types.private).inputs, {
      name: "games.internal",
      vpc: "vpc-1",
      tags: tags("services"),
    });
    assert.equal(await valueOf(result.hostedZoneId), "Z1");
    assert.equal(await valueOf(result.namespaceId), "services-id");
    assert.equal(await valueOf(result.serviceIds["frontend"]!), "services-frontend-id");
  });

  it("can be public, with its own hosted zone", async () => {
    const { get, result } = await deployed({
      namespaceName: "play.example.com",
      kind: "public",
      vpcId: undefined,
    });
    assert.deepEqual(get(types.public).inputs, {
      name: "play.example.com",
      tags: tags("services"),
    });
    assert.equal(await valueOf(result.hostedZoneId), "Z2");
  });

  it("can be for API calls only", async () => {
    const services = [
      { name: "tables", instances: [{ id: "scores", attributes: { arn: "arn:x" } }] },
    ];
    const { get, result } = await deployed({
      namespaceName: "resources",
      kind: "http",
      vpcId: undefined,
      services,
    });
    assert.equal(get(types.http).inputs.name, "resources");
    assert.deepEqual(get(types.service).inputs, {
      name: "tables",
      namespaceId: "services-id",
      forceDestroy: false,
      tags: tags("services-tables"),
    });
    assert.equal(await valueOf(result.hostedZoneId), "");
  });

  it("has services with records, and instances with attributes", async () => {
    const { get } = await deployed();
    assert.deepEqual(get(types.service).inputs, {
      name: "frontend",
      dnsConfig: {
        namespaceId: "services-id",
        dnsRecords: [{ type: "A", ttl: 60 }],
        routingPolicy: "MULTIVALUE",
      },
      forceDestroy: false,
      tags: tags("services-frontend"),
    });
    const instance = get(types.instance);
    assert.deepEqual(instance.inputs, {
      serviceId: "services-frontend-id",
      instanceId: "1",
      attributes: { AWS_INSTANCE_IPV4: "10.10.0.20", stage: "beta", version: "1.0", active: "yes" },
    });
    assert(instance.dependencies.includes("services-frontend"));
  });

  it("has services that only API calls discover, in addition to those with DNS", async () => {
    const { get } = await deployed({ services: [{ name: "jobs" }] });
    const { type, namespaceId, dnsConfig } = get(types.service).inputs;
    assert.deepEqual([type, namespaceId, dnsConfig], ["HTTP", "services-id", undefined]);
  });

  it("checks health through reports, or from the internet", async () => {
    const custom = await deployed({ services: [{ name: "jobs", customHealthCheck: true }] });
    assert.deepEqual(custom.get(types.service).inputs.healthCheckCustomConfig, {
      failureThreshold: 1,
    });
    const http = await deployed({
      namespaceName: "play.example.com",
      kind: "public",
      vpcId: undefined,
      services: [
        { name: "web", healthCheck: { type: "HTTP" } },
        { name: "udp", healthCheck: { type: "TCP", failureThreshold: 1 } },
      ],
    });
    assert.deepEqual(http.get(types.service, "services-web").inputs.healthCheckConfig, {
      type: "HTTP",
      failureThreshold: 3,
      resourcePath: "/",
    });
    assert.deepEqual(http.get(types.service, "services-udp").inputs.healthCheckConfig, {
      type: "TCP",
      failureThreshold: 1,
    });
  });

  it("accepts attributes that are known only after deployment", async () => {
    const address = pulumi.output("10.10.0.21");
    const instances = [{ id: "2", attributes: { AWS_INSTANCE_IPV4: address } }];
    const { get } = await deployed({ services: [{ ...frontend, instances }] });
    assert.deepEqual(get(types.instance).inputs.attributes, { AWS_INSTANCE_IPV4: "10.10.0.21" });
  });

  it("gives no service a description, which ExternalDNS would read", async () => {
    const { all } = await deployed();
    assert(all(types.service).every(({ inputs }) => !("description" in inputs)));
  });
});

describe("Before anything is registered, a Cloud Map namespace", () => {
  const refused = (more: Partial<CloudMapNamespaceArgs>, text: string) =>
    refuses(() => new CloudMapNamespace("services", args(more)), text);

  it("is refused private without a VPC", () => {
    refused(
      { vpcId: undefined },
      "vpcId: undefined is missing: a private namespace answers the queries of a VPC. Give the VPC of the services' clients.",
    );
  });

  it("is refused public with a VPC", () => {
    refused(
      { namespaceName: "play.example.com", kind: "public" },
      'vpcId: "vpc-1" is for private namespaces, and play.example.com is public. Leave it out.',
    );
  });

  it("is refused with an instance that has no address for its record", () => {
    refused(
      { services: [{ ...frontend, instances: [{ id: "1", attributes: { stage: "beta" } }] }] },
      "services[0].instances[0].attributes.AWS_INSTANCE_IPV4: undefined is missing: the service has A records. Give for example 10.0.12.7.",
    );
  });

  it("is refused with a check from the internet in a private namespace", () => {
    refused(
      { services: [{ name: "jobs", healthCheck: { type: "TCP" } }] },
      'services[0].healthCheck: {"type":"TCP"} comes from the internet, and a private namespace is for what is not reached from there. Use customHealthCheck, and report health from inside of the VPC.',
    );
  });
});
