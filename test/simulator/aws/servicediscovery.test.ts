import assert from "node:assert/strict";
import { text, type Properties } from "../../../simulator/values";
import { LocalAws, type Made } from "./local-aws";
import { make, makeSubnets, refusal } from "./network";

describe("Cloud Map in the local cloud", () => {
  let aws: LocalAws;
  let vpcId: string;
  let namespace: Made;

  beforeEach(async () => {
    aws = await LocalAws.start();
    ({ vpcId } = await makeSubnets(aws));
    namespace = await privateNamespace("games.internal");
  });
  afterEach(() => aws.stop());

  /** The properties whose change replaces the resource. */
  const replaces = (made: Made, change: Properties) =>
    aws.diff(made, change).changes.flatMap(({ path, replace }) => (replace ? [path] : []));

  const privateNamespace = (name: string, vpc = vpcId) =>
    make(aws, "servicediscovery/PrivateDnsNamespace", { name, vpc });
  const service = (change: Properties = {}, records: Properties[] = [{ type: "A", ttl: 60 }]) =>
    make(aws, "servicediscovery/Service", {
      name: "frontend",
      dnsConfig: { namespaceId: namespace.id, dnsRecords: records, ...change },
    });
  const instance = (serviceId: string, attributes: Record<string, string>) =>
    make(aws, "servicediscovery/Instance", { serviceId, instanceId: "one", attributes });

  it("gives ids and ARNs in AWS' shapes", async () => {
    assert.match(namespace.id, /^ns-[0-9a-f]{16}$/);
    assert.equal(
      namespace.outputs["arn"],
      `arn:aws:servicediscovery:us-east-1:123456789012:namespace/${namespace.id}`,
    );
    const made = await service();
    assert.match(made.id, /^srv-[0-9a-f]{16}$/);
    assert.deepEqual(
      [made.outputs["namespaceId"], made.outputs["type"]],
      [namespace.id, "DNS_HTTP"],
    );
  });

  it("keeps a hosted zone for a namespace, and takes it away with it", async () => {
    const zone = aws.invoke("aws:route53/getZone:getZone", {
      zoneId: text(namespace.outputs["hostedZone"]),
    });
    assert.equal(zone["name"], "games.internal");
    await aws.delete(namespace);
    assert.deepEqual(aws.world.all("aws:route53/zone:Zone"), []);
  });

  it("takes a name once in a VPC", async () => {
    assert.equal(
      await refusal(privateNamespace("games.internal")),
      `NamespaceAlreadyExists: A namespace with the name games.internal already exists. Namespace id: ${namespace.id}`,
    );
    const { id } = await make(aws, "ec2/Vpc", { cidrBlock: "10.9.0.0/16" });
    assert.equal((await privateNamespace("games.internal", id)).outputs["vpc"], id);
  });

  it("fails as it makes a zone that the VPC has already", async () => {
    await make(aws, "route53/Zone", { name: "shops.internal", vpcs: [{ vpcId }] });
    assert.equal(
      await refusal(privateNamespace("shops.internal")),
      `waiting for Service Discovery Private DNS Namespace (shops.internal) create: unexpected state 'FAIL', wanted target 'SUCCESS'. last error: CANNOT_CREATE_HOSTED_ZONE: The VPC that you chose, ${vpcId} in region us-east-1, is already associated with another private hosted zone that has an overlapping name space, shops.internal..`,
    );
  });

  const services: [string, () => Promise<Made>, string][] = [
    [
      "with records that do not go together",
      () =>
        service({}, [
          { type: "A", ttl: 60 },
          { type: "SRV", ttl: 60 },
        ]),
      "InvalidInput: The combination of record types A,SRV is not supported",
    ],
    [
      "with a CNAME record for several instances",
      () => service({}, [{ type: "CNAME", ttl: 60 }]),
      "InvalidInput: CNAME records require the WEIGHTED routing policy",
    ],
    [
      "that Route 53 checks in a private namespace",
      () =>
        make(aws, "servicediscovery/Service", {
          dnsConfig: { namespaceId: namespace.id, dnsRecords: [{ type: "A", ttl: 60 }] },
          healthCheckConfig: { type: "HTTP" },
        }),
      "InvalidInput: HealthCheckConfig cannot be specified for a private DNS namespace",
    ],
    [
      "in a namespace that is not there",
      () => make(aws, "servicediscovery/Service", { namespaceId: "ns-0123456789abcdef" }),
      "NamespaceNotFound: Could not find namespace with ID ns-0123456789abcdef",
    ],
    [
      "in no namespace",
      () => make(aws, "servicediscovery/Service", {}),
      "InvalidInput: NamespaceId is required",
    ],
  ];
  for (const [what, call, message] of services) {
    it(`refuses a service ${what}`, async () => assert.equal(await refusal(call()), message));
  }

  it("refuses DNS in an HTTP namespace", async () => {
    const http = await make(aws, "servicediscovery/HttpNamespace", { name: "tables" });
    assert.equal(
      await refusal(service({ namespaceId: http.id })),
      "InvalidInput: DnsConfig cannot be specified for a service without DNS",
    );
  });

  it("does not tell names apart by case where DNS does not", async () => {
    const { id } = await service();
    assert.equal(
      await refusal(
        make(aws, "servicediscovery/Service", { name: "Frontend", namespaceId: namespace.id }),
      ),
      `ServiceAlreadyExists: Service with the name Frontend already exists. Service id: ${id}`,
    );
  });

  const instances: [string, Record<string, string>, string][] = [
    ["without an address", { version: "1" }, "Missing required attribute AWS_INSTANCE_IPV4"],
    [
      "by its EC2 id",
      { AWS_EC2_INSTANCE_ID: "i-1" },
      "AWS_EC2_INSTANCE_ID is supported in HTTP namespaces only",
    ],
    [
      "with a health that nobody reports",
      { AWS_INSTANCE_IPV4: "10.0.0.20", AWS_INIT_HEALTH_STATUS: "HEALTHY" },
      "AWS_INIT_HEALTH_STATUS requires a service with HealthCheckCustomConfig",
    ],
    [
      "that is a load balancer and an address",
      { AWS_INSTANCE_IPV4: "10.0.0.20", AWS_ALIAS_DNS_NAME: "lb.example.com" },
      "AWS_ALIAS_DNS_NAME cannot be specified with AWS_INSTANCE attributes",
    ],
    [
      "that is a load balancer among many",
      { AWS_ALIAS_DNS_NAME: "lb.example.com" },
      "AWS_ALIAS_DNS_NAME requires the WEIGHTED routing policy",
    ],
    [
      "with too much to keep",
      Object.fromEntries(["a", "b", "c", "d", "e"].map((key) => [key, "x".repeat(1000)])),
      "Total size of attributes exceeds 5000 characters",
    ],
  ];
  for (const [what, attributes, message] of instances) {
    it(`refuses an instance ${what}`, async () => {
      const { id } = await service();
      assert.equal(await refusal(instance(id, attributes)), `InvalidInput: ${message}`);
    });
  }

  it("changes attributes in place, and the id by a new instance", async () => {
    const { id } = await service();
    const made = await instance(id, { AWS_INSTANCE_IPV4: "10.0.0.20", active: "yes" });
    const change = { attributes: { AWS_INSTANCE_IPV4: "10.0.0.20", active: "no" } };
    assert.deepEqual(replaces(made, change), []);
    assert.deepEqual((await aws.update(made, change)).outputs["attributes"], change.attributes);
    assert.deepEqual(replaces(made, { instanceId: "two" }), ["instanceId"]);
  });

  it("changes the TTL of records in place, and nothing else of them", async () => {
    const made = await service();
    const dnsConfig = (more: Properties, record: Properties = {}) => ({
      dnsConfig: {
        namespaceId: namespace.id,
        dnsRecords: [{ type: "A", ttl: 60, ...record }],
        ...more,
      },
    });
    assert.deepEqual(replaces(made, dnsConfig({}, { ttl: 10 })), []);
    assert.deepEqual(replaces(made, dnsConfig({}, { type: "AAAA" })), [
      "dnsConfig.dnsRecords[0].type",
    ]);
    assert.deepEqual(replaces(made, dnsConfig({ routingPolicy: "WEIGHTED" })), [
      "dnsConfig.routingPolicy",
    ]);
  });

  it("keeps a namespace with services, and a service with instances unless they go with it", async () => {
    const made = await service();
    await instance(made.id, { AWS_INSTANCE_IPV4: "10.0.0.20" });
    assert.equal(
      await refusal(aws.delete(namespace)),
      `ResourceInUse: Namespace contains registered services; delete the services before deleting the namespace. Namespace id: ${namespace.id}`,
    );
    assert.equal(
      await refusal(aws.delete(made)),
      `ResourceInUse: Service contains registered instances; delete the instances before deleting the service. Service id: ${made.id}`,
    );
    await aws.delete(await aws.update(made, { forceDestroy: true }));
    assert.deepEqual(aws.world.all("aws:servicediscovery/instance:Instance"), []);
    await aws.delete(namespace);
  });
});
