import assert from "node:assert/strict";
import { text, type Properties } from "../../../simulator/values";
import { LocalAws, type Made } from "./local-aws";
import { make, makeSubnets, refusal } from "./network";

describe("Route 53 Resolver in the local cloud", () => {
  let aws: LocalAws;
  let vpcId: string;
  let subnetIds: string[];
  let groupId: string;

  beforeEach(async () => {
    aws = await LocalAws.start();
    ({ vpcId, subnetIds } = await makeSubnets(aws));
    groupId = (await make(aws, "ec2/SecurityGroup", { vpcId })).id;
  });
  afterEach(() => aws.stop());

  /** The properties whose change replaces the resource. */
  const replaces = (made: Made, change: Properties) =>
    aws.diff(made, change).changes.flatMap(({ path, replace }) => (replace ? [path] : []));

  const endpoint = (change: Properties = {}, name?: string) =>
    make(
      aws,
      "route53/ResolverEndpoint",
      {
        direction: "OUTBOUND",
        ipAddresses: subnetIds.map((subnetId) => ({ subnetId })),
        securityGroupIds: [groupId],
        ...change,
      },
      name,
    );
  const rule = (resolverEndpointId: string, change: Properties = {}) =>
    make(aws, "route53/ResolverRule", {
      domainName: "games.internal",
      ruleType: "FORWARD",
      resolverEndpointId,
      targetIps: [{ ip: "10.0.0.10" }],
      ...change,
    });
  const addressesOf = ({ outputs }: Made) =>
    (outputs["ipAddresses"] as { ip: string; subnetId: string }[]).map(({ ip }) => ip);

  it("gives ids and ARNs in AWS' shapes, and addresses in the subnets", async () => {
    const inbound = await endpoint({ direction: "INBOUND" });
    assert.match(inbound.id, /^rslvr-in-[0-9a-f]{17}$/);
    assert.match((await endpoint()).id, /^rslvr-out-[0-9a-f]{17}$/);
    assert.equal(
      inbound.outputs["arn"],
      `arn:aws:route53resolver:us-east-1:123456789012:resolver-endpoint/${inbound.id}`,
    );
    assert.equal(inbound.outputs["hostVpcId"], vpcId);
    const [a = "", b = ""] = addressesOf(inbound);
    assert.match(a, /^10\.0\.0\.\d+$/);
    assert.match(b, /^10\.0\.1\.\d+$/);
  });

  it("keeps addresses whose subnets stay, also in a preview", async () => {
    const made = await endpoint();
    const [a, b] = addressesOf(made);
    const { id: third } = await make(aws, "ec2/Subnet", {
      vpcId,
      cidrBlock: "10.0.2.0/24",
      availabilityZone: "us-east-1c",
    });
    const ipAddresses = [...subnetIds, third].map((subnetId) => ({ subnetId }));
    const [kept, alsoKept, added = ""] = addressesOf(await aws.update(made, { ipAddresses }));
    assert.deepEqual([kept, alsoKept], [a, b]);
    assert.match(added, /^10\.0\.2\.\d+$/);
  });

  it("replaces an endpoint for other security groups, and a rule for another domain", async () => {
    const outbound = await endpoint();
    assert.deepEqual(replaces(outbound, { securityGroupIds: ["sg-2"] }), ["securityGroupIds[0]"]);
    const made = await rule(outbound.id);
    assert.deepEqual(replaces(made, { domainName: "shops.internal" }), ["domainName"]);
    assert.deepEqual(replaces(made, { targetIps: [{ ip: "10.0.0.11" }] }), []);
  });

  it("fills in the port and the protocol of a rule's targets, and drops the last dot", async () => {
    const made = await rule((await endpoint()).id, { domainName: "games.internal." });
    assert.equal(made.outputs["domainName"], "games.internal");
    assert.deepEqual(made.outputs["targetIps"], [{ ip: "10.0.0.10", port: 53, protocol: "Do53" }]);
  });

  const spoiled: [string, (parts: { foreign: Made }) => Properties, string | RegExp][] = [
    [
      "with addresses in two VPCs",
      ({ foreign }) => ({ ipAddresses: [{ subnetId: subnetIds[0]! }, { subnetId: foreign.id }] }),
      "InvalidRequestException: All subnets must be in the same VPC",
    ],
    [
      "at an address that AWS keeps",
      () => ({
        ipAddresses: [
          { subnetId: subnetIds[0]!, ip: "10.0.0.3" },
          { subnetId: subnetIds[1]!, ip: "10.0.1.10" },
        ],
      }),
      /^InvalidRequestException: IP address '10\.0\.0\.3' is either not in subnet 'subnet-[0-9a-f]+' CIDR range or is reserved$/,
    ],
    [
      "with a security group that is not there",
      () => ({ securityGroupIds: ["sg-0123456789abcdef0"] }),
      "ResourceNotFoundException: The security group 'sg-0123456789abcdef0' does not exist",
    ],
    [
      "with more addresses than AWS gives it",
      () => ({
        ipAddresses: Array.from({ length: 7 }, (_, index) => ({
          subnetId: subnetIds[0]!,
          ip: `10.0.0.${index + 10}`,
        })),
      }),
      "LimitExceededException: Account '123456789012' has exceeded 'max-ip-addresses-per-endpoint'",
    ],
  ];
  for (const [what, change, message] of spoiled) {
    it(`refuses an endpoint ${what}`, async () => {
      const { id } = await make(aws, "ec2/Vpc", { cidrBlock: "10.9.0.0/16" });
      const foreign = await make(aws, "ec2/Subnet", { vpcId: id, cidrBlock: "10.9.0.0/24" });
      const said = await refusal(endpoint(change({ foreign })));
      if (typeof message === "string") assert.equal(said, message);
      else assert.match(said, message);
    });
  }

  it("refuses a fifth endpoint in a Region, and none in another", async () => {
    for (const name of ["a", "b", "c", "d"]) await endpoint({}, name);
    assert.equal(
      await refusal(endpoint({}, "e")),
      "LimitExceededException: Account '123456789012' has exceeded 'max-endpoints'",
    );
  });

  it("refuses an address that something else has", async () => {
    const made = await make(aws, "ec2/NetworkInterface", { subnetId: subnetIds[0]! });
    const ip = text(made.outputs["privateIp"]);
    const ipAddresses: Properties[] = [
      { subnetId: subnetIds[0]!, ip },
      { subnetId: subnetIds[1]! },
    ];
    assert.equal(
      await refusal(endpoint({ ipAddresses })),
      `ResourceExistsException: The IP address '${ip}' in subnet '${subnetIds[0]}' is already in use`,
    );
  });

  it("forwards through outbound endpoints only, and to somewhere", async () => {
    const inbound = await endpoint({ direction: "INBOUND" });
    assert.equal(
      await refusal(rule(inbound.id)),
      `InvalidRequestException: Resolver endpoint with ID '${inbound.id}' is INBOUND: rules forward through OUTBOUND resolver endpoints`,
    );
    const outbound = await endpoint();
    assert.equal(
      await refusal(rule(outbound.id, { targetIps: [] })),
      "InvalidParameterException: Target IP is required for FORWARD type resolver rule",
    );
    assert.equal(
      await refusal(rule(outbound.id, { ruleType: "SYSTEM" })),
      "InvalidRequestException: Cannot specify resolver endpoint ID and target IP for SYSTEM type resolver rule",
    );
    assert.equal(
      await refusal(rule(outbound.id, { targetIps: [{ ip: "10.0.0.10" }, { ipv6: "fd00::1" }] })),
      "InvalidParameterException: IPv4 and IPv6 target addresses cannot be in the same rule",
    );
  });

  it("lets a VPC have one rule for a name, in whatever case", async () => {
    const { id } = await endpoint();
    const associate = (resolverRuleId: string) =>
      make(aws, "route53/ResolverRuleAssociation", { resolverRuleId, vpcId });
    const first = await rule(id);
    await associate(first.id);
    const second = await rule(id, { domainName: "Games.Internal" });
    assert.equal(
      await refusal(associate(second.id)),
      `InvalidRequestException: Cannot associate rules with same domain name with same VPC. Conflict with resolver rule '${first.id}'`,
    );
  });

  it("deletes association, rule and endpoint in this order only, and then the subnets", async () => {
    const outbound = await endpoint();
    const made = await rule(outbound.id);
    const association = await make(aws, "route53/ResolverRuleAssociation", {
      resolverRuleId: made.id,
      vpcId,
    });
    assert.equal(
      await refusal(aws.delete(made)),
      "ResourceInUseException: Please disassociate this resolver rule from VPC first before deleting",
    );
    assert.equal(
      await refusal(aws.delete(outbound)),
      `InvalidRequestException: Cannot delete resolver endpoint unless its related resolver rules are deleted. The following rules still exist for this resolver endpoint: ${made.id}`,
    );
    const interfaces = aws.world.all("aws:ec2/networkInterface:NetworkInterface");
    assert.deepEqual(
      interfaces.map(({ outputs }) => outputs["privateIp"]).sort(),
      addressesOf(outbound).sort(),
    );
    for (const one of [association, made, outbound]) await aws.delete(one);
    assert.deepEqual(aws.world.all("aws:ec2/networkInterface:NetworkInterface"), []);
  });
});

describe("Transit gateways in the local cloud", () => {
  let aws: LocalAws;
  let vpcId: string;
  let subnetIds: string[];
  let gateway: Made;

  beforeEach(async () => {
    aws = await LocalAws.start();
    ({ vpcId, subnetIds } = await makeSubnets(aws));
    gateway = await make(aws, "ec2transitgateway/TransitGateway", {});
  });
  afterEach(() => aws.stop());

  const attach = (change: Properties = {}) =>
    make(aws, "ec2transitgateway/VpcAttachment", {
      transitGatewayId: gateway.id,
      vpcId,
      subnetIds,
      ...change,
    });

  it("are reached from a VPC once they are attached to it", async () => {
    const table = await make(aws, "ec2/RouteTable", { vpcId });
    const route = () =>
      make(aws, "ec2/Route", {
        routeTableId: table.id,
        destinationCidrBlock: "10.9.0.0/16",
        transitGatewayId: gateway.id,
      });
    assert.equal(
      await refusal(route()),
      `InvalidTransitGatewayID.NotFound: Transit Gateway ${gateway.id} was deleted or does not exist.`,
    );
    await attach();
    assert.equal((await route()).outputs["state"], "active");
  });

  it("take one subnet of a zone, and a VPC once", async () => {
    const more = await make(aws, "ec2/Subnet", {
      vpcId,
      cidrBlock: "10.0.8.0/24",
      availabilityZone: "us-east-1a",
    });
    assert.equal(
      await refusal(attach({ subnetIds: [...subnetIds, more.id] })),
      `DuplicateSubnetsInSameZone: Duplicate Subnets for same AZ: ${[...subnetIds, more.id].join(", ")}`,
    );
    await attach();
    assert.equal(
      await refusal(attach()),
      `DuplicateTransitGatewayAttachment: ${gateway.id} has non-deleted Transit Gateway Attachments with same VPC ID.`,
    );
  });

  it("go after their attachments, which keep their subnets", async () => {
    const made = await attach();
    assert.equal(
      await refusal(aws.delete(gateway)),
      `IncorrectState: ${gateway.id} has non-deleted VPC Attachments: ${made.id}.`,
    );
    assert.equal(aws.world.all("aws:ec2/networkInterface:NetworkInterface").length, 2);
    await aws.delete(made);
    await aws.delete(gateway);
    assert.deepEqual(aws.world.all("aws:ec2/networkInterface:NetworkInterface"), []);
  });
});
