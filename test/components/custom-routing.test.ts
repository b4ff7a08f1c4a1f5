import assert from "node:assert/strict";
import { CustomRouting } from "../../components/custom-routing";
import { endpointProvider } from "../../components/custom-routing/endpoint";
import type { EndpointState } from "../../components/custom-routing/endpoint-api";
import { keptPortsProvider } from "../../components/custom-routing/kept-ports";
import type { PortRange } from "../../model/custom-routing/ports";
import { refuses } from "../model/refusal";
import { args, cluster, deployed, region, tags, types } from "./custom-routing-fixture";
import { valueOf } from "./harness";

/** Returns the inputs of an endpoint without the code that the engine stores with them. */
const endpointInputs = ({ __provider: code, ...inputs }: Record<string, unknown>) => {
  assert.match(String(code), /AllowCustomRoutingTrafficCommand/);
  return inputs;
};

describe("A custom routing accelerator", () => {
  it("has a name, two addresses, and a listener as long as its destinations need", async () => {
    const { get, result } = await deployed();
    assert.deepEqual(get(types.accelerator).inputs, {
      name: "games-dev",
      enabled: true,
      ipAddressType: "IPV4",
      tags: tags("games-dev"),
    });
    assert.deepEqual(get(types.listener).inputs, {
      acceleratorArn: "games-id",
      // Two subnets of 256 addresses, and an eighth as a reserve.
      portRanges: [{ fromPort: 1024, toPort: 1599 }],
    });
    assert.deepEqual(await valueOf(result.addresses), ["198.51.100.1", "198.51.100.2"]);
    assert.equal(await valueOf(result.dnsName), "a1.awsglobalaccelerator.com");
    assert.equal(await valueOf(result.acceleratorArn), "games-id");
  });

  it("takes the listener ports that it is given", async () => {
    const listenerPorts = [{ fromPort: 5000, toPort: 64_999 }];
    const { get, result } = await deployed({ listenerPorts });
    assert.deepEqual(get(types.listener).inputs.portRanges, listenerPorts);
    assert.deepEqual(result.portRanges, listenerPorts);
  });

  it("has one endpoint group per Region, which a new subnet does not replace", async () => {
    const { get, result } = await deployed();
    const group = get(types.group);
    assert.deepEqual(group.inputs, {
      listenerArn: "games-id",
      endpointGroupRegion: "us-east-1",
      destinationConfigurations: [{ fromPort: 80, toPort: 80, protocols: ["TCP"] }],
    });
    assert.deepEqual(group.ignoreChanges, ["endpointConfigurations"]);
    assert.equal(await valueOf(result.endpointGroupArns["us-east-1"]!), "games-us-east-1-id");
  });

  it("has an endpoint for every subnet that lets all traffic through", async () => {
    const { all } = await deployed();
    const endpoints = all(types.endpoint);
    assert.deepEqual(
      endpoints.map(({ name }) => name),
      ["games-dev-10.10.0.0/24", "games-dev-10.10.1.0/24"],
    );
    assert.deepEqual(endpointInputs(endpoints[0]!.inputs), {
      acceleratorArn: "games-id",
      endpointGroupArn: "games-us-east-1-id",
      subnetId: "subnet-a",
      cidr: "10.10.0.0/24",
      ports: [80],
      traffic: "all",
    });
  });

  it("allows listed addresses in their subnet only, and nothing in the other subnets", async () => {
    const traffic = [{ addresses: ["10.10.0.30", "10.10.0.20"] }];
    const { all } = await deployed({ regions: [region({ clusters: [cluster({ traffic })] })] });
    assert.deepEqual(
      all(types.endpoint).map(({ inputs }) => inputs.traffic),
      [[{ addresses: ["10.10.0.20", "10.10.0.30"] }], []],
    );
  });

  it("admits clients on the destinations only, with each protocol", async () => {
    const destinations = [
      { fromPort: 7777, toPort: 7780, protocols: ["TCP", "UDP"] as const },
      { fromPort: 80, protocols: ["TCP"] as const },
    ];
    const clientCidrs = ["198.51.100.0/24", "203.0.113.0/24"];
    const { all, get } = await deployed({ clientCidrs, regions: [region({ destinations })] });
    assert.equal(all(types.rule).length, 6);
    assert.deepEqual(get(types.rule, "games-dev-udp-7777-7780-203.0.113.0/24").inputs, {
      region: "us-east-1",
      securityGroupId: "sg-1",
      description: "Clients of the accelerator: UDP 7777-7780 from 203.0.113.0/24",
      cidrIpv4: "203.0.113.0/24",
      ipProtocol: "udp",
      fromPort: 7777,
      toPort: 7780,
      tags: tags(),
    });
  });

  it("routes to several clusters in several Regions, whose networks may be identical", async () => {
    const regions = [
      region(),
      region({
        region: "eu-west-1",
        clusters: [cluster({ name: "eu", securityGroupId: "sg-2" }), cluster({ name: "eu-old" })],
      }),
    ];
    const { all, result } = await deployed({ regions });
    assert.deepEqual(
      all(types.group).map(({ inputs }) => inputs.endpointGroupRegion),
      ["eu-west-1", "us-east-1"],
    );
    assert.equal(all(types.endpoint).length, 6);
    assert.deepEqual(
      all(types.rule).map(({ inputs }) => [inputs.region, inputs.securityGroupId]),
      [
        ["us-east-1", "sg-1"],
        ["eu-west-1", "sg-1"],
        ["eu-west-1", "sg-2"],
      ],
    );
    assert.deepEqual(Object.keys(result.endpointGroupArns), ["us-east-1", "eu-west-1"]);
  });

  it("records connections in its own bucket, on request", async () => {
    const { get } = await deployed({ flowLogDays: 30 });
    const accelerator = get(types.accelerator);
    assert.deepEqual(accelerator.inputs.attributes, {
      flowLogsEnabled: true,
      flowLogsS3Bucket: "games-flow-logs-id",
      flowLogsS3Prefix: "flow-logs",
    });
    assert(accelerator.dependencies.includes("games-flow-logs"));
    const { rules } = get("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
      .inputs as { rules: { expiration: object }[] };
    assert.deepEqual(rules[0]?.expiration, { days: 30 });
    const policy = JSON.parse(String(get(types.bucketPolicy).inputs.policy)) as {
      Statement: { Sid: string; Resource: string; Condition: unknown }[];
    };
    assert.deepEqual(
      policy.Statement.map(({ Sid }) => Sid),
      ["LogDelivery", "LogDeliveryLooks", "TlsOnly"],
    );
    assert.equal(
      policy.Statement[0]?.Resource,
      "arn:aws:s3:us-east-1:123456789012:games-flow-logs/flow-logs/AWSLogs/123456789012/*",
    );
    assert.deepEqual(policy.Statement[0]?.Condition, {
      StringEquals: {
        "aws:SourceAccount": "123456789012",
        "s3:x-amz-acl": "bucket-owner-full-control",
      },
      ArnLike: { "aws:SourceArn": "arn:aws:logs:us-west-2:123456789012:*" },
    });
  });

  it("has no flow logs by default", async () => {
    const { all } = await deployed();
    assert.deepEqual(all(types.bucket), []);
  });
});

describe("An endpoint", () => {
  const state: EndpointState = {
    acceleratorArn: "accelerator",
    endpointGroupArn: "group",
    subnetId: "subnet",
    cidr: "10.10.0.0/24",
    ports: [80],
    traffic: "all",
  };
  const diff = (change: Partial<EndpointState>) =>
    endpointProvider.diff!("id", state, { ...state, ...change });

  it("is unchanged if only the code that is stored with it changes", async () => {
    assert.deepEqual(await endpointProvider.diff!("id", state, { ...state }), {
      changes: false,
      replaces: [],
      deleteBeforeReplace: true,
    });
  });

  it("changes its traffic in place", async () => {
    const { changes, replaces } = await diff({ traffic: [] });
    assert.deepEqual([changes, replaces], [true, []]);
  });

  it("is replaced in another group or subnet", async () => {
    const { changes, replaces } = await diff({ endpointGroupArn: "other", subnetId: "other" });
    assert.deepEqual([changes, replaces], [true, ["endpointGroupArn", "subnetId"]]);
  });
});

describe("Before anything is registered, custom routing", () => {
  const refused = (more: Parameters<typeof deployed>[0], text: string) =>
    refuses(() => new CustomRouting("games", args(more)), text);
  const withCluster = (more: Parameters<typeof cluster>[0]) => ({
    regions: [region({ clusters: [cluster(more)] })],
  });
  const at = "regions[0].clusters[0]";
  const subnet = (cidr: string, tier: "public" | "private" = "private") => [
    { id: "subnet-a", cidr, tier },
  ];

  it("is refused to public subnets with external SNAT", () => {
    refused(
      withCluster({ subnets: subnet("10.10.0.0/24", "public") }),
      `${at}.subnets[0].tier: "public" does not go with external SNAT: pods on nodes in public subnets lose the internet. Put the nodes into private subnets behind a NAT gateway, and route to those.`,
    );
  });

  it("is refused without external SNAT", () => {
    refused(
      withCluster({ externalSnat: false }),
      `${at}.externalSnat: false makes pods answer with their node's address, so that no answer finds its way back through the accelerator. Turn external SNAT of the VPC CNI on.`,
    );
  });

  it("is refused to subnets larger than /17 or smaller than /28", () => {
    refused(
      withCluster({ subnets: subnet("10.10.0.0/16") }),
      `${at}.subnets[0].cidr: "10.10.0.0/16" is a /16; endpoint subnets are /17 to /28. Use a subnet of that size for what clients are routed to.`,
    );
    refused(
      withCluster({ subnets: subnet("10.10.0.0/29") }),
      `${at}.subnets[0].cidr: "10.10.0.0/29" is a /29; endpoint subnets are /17 to /28. Use a subnet of that size for what clients are routed to.`,
    );
  });

  it("is refused to IPv6 addresses", () => {
    refused(
      withCluster({ subnets: subnet("2001:db8::/64") }),
      `${at}.subnets[0].cidr: "2001:db8::/64" has IPv6 addresses only, and custom routing accelerators route to IPv4 addresses. Use a subnet with IPv4 addresses, or dual stack with its IPv4 block.`,
    );
  });

  it("is refused into a VPC without an internet gateway", () => {
    refused(
      withCluster({ internetGateway: false }),
      `${at}.internetGateway: false means a VPC that no client is routed into: AWS demands an internet gateway, although no traffic takes it. Attach an internet gateway to the VPC. Private subnets need no route to it.`,
    );
  });

  it("is refused with a range of fewer than 16 ports", () => {
    refused(
      { listenerPorts: [{ fromPort: 5000, toPort: 5014 }] },
      'listenerPorts[0]: {"fromPort":5000,"toPort":5014} has 15 ports; a listener\'s range has at least 16. Make it longer, for example 5000-5015.',
    );
  });

  it("is refused with more destinations than ports", () => {
    refused(
      { listenerPorts: [{ fromPort: 5000, toPort: 5511 }] },
      'listenerPorts: [{"fromPort":5000,"toPort":5511}] has 512 ports for 512 destinations, which need 576 with the reserve for AWS\'s allocation in blocks. Add a range or make one longer, route to fewer ports, or to smaller subnets.',
    );
    refused(
      {
        regions: [
          region({
            destinations: [{ fromPort: 80, toPort: 81, protocols: ["TCP"] }],
            clusters: [cluster({ subnets: subnet("10.10.0.0/17") })],
          }),
        ],
      },
      "listenerPorts: 65536 destinations are more than the 64512 listener ports of an accelerator from 1024 on. Route to fewer ports or to smaller subnets, or spread the subnets over several accelerators.",
    );
  });

  it("is refused with two clusters of one name", () => {
    refused(
      { regions: [region({ clusters: [cluster(), cluster()] })] },
      'regions[0].clusters[1].name: "dev" is another cluster\'s name already. Give every cluster of the accelerator a different name.',
    );
  });

  it("is refused for addresses outside the subnets", () => {
    refused(
      withCluster({ traffic: [{ addresses: ["10.10.0.3"] }] }),
      `${at}.traffic[0].addresses: "10.10.0.3" is not an address that pods get in 10.10.0.0/24, 10.10.1.0/24. List addresses of the endpoint subnets; AWS keeps the first four and the last.`,
    );
  });

  it("is refused without clients", () => {
    refused(
      { clientCidrs: [] },
      'clientCidrs: [] admits nobody: clients keep their addresses, and the security group lets in listed ones only. List the networks of the clients, or ["0.0.0.0/0"] for everybody.',
    );
  });

  it("is refused with flow logs kept for no days", () => {
    refused(
      { flowLogDays: 0 },
      "flowLogDays: 0 must be a whole number from 1. Give a number of days, or leave it out for no flow logs.",
    );
  });

  it("is refused with a listener that would lose ports", async () => {
    const check = async (after: PortRange[]) => {
      const before = [{ fromPort: 1024, toPort: 2047 }];
      const { failures } = await keptPortsProvider.check!(
        { portRanges: before },
        { portRanges: after },
      );
      return failures;
    };
    assert.deepEqual(
      await check([
        { fromPort: 1024, toPort: 1500 },
        { fromPort: 3000, toPort: 3015 },
      ]),
      [
        {
          property: "portRanges",
          reason:
            'listenerPorts: [{"fromPort":1024,"toPort":1500},{"fromPort":3000,"toPort":3015}] leaves out 1501-2047, and AWS takes no port away from a listener. Set listenerPorts to [{"fromPort":1024,"toPort":2047},{"fromPort":3000,"toPort":3015}], or more.',
        },
      ],
    );
    assert.equal(await check([{ fromPort: 1000, toPort: 3000 }]), undefined);
  });
});
