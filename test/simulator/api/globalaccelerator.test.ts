import assert from "node:assert/strict";
import * as ga from "@aws-sdk/client-global-accelerator";
import Ajv from "ajv";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiModelFile } from "../../../simulator/api/model-file";
import type { Made } from "../aws/local-aws";
import {
  credentials,
  makeRouting,
  makeSubnets,
  startLocalApi,
  type LocalApi,
  type Routing,
} from "./local-api";

const model = JSON.parse(
  readFileSync(join(__dirname, "../../../simulator/data/api/globalaccelerator.json"), "utf8"),
) as ApiModelFile;

/** The code that a call fails with; the test fails where it does not, or with one that is not the operation's. */
async function codeOf(operation: string, call: Promise<unknown>): Promise<string> {
  const error: Error = await call.then(
    () => assert.fail(`${operation} succeeded`),
    (failure: Error) => failure,
  );
  const known = [...(model.operations[operation]?.errors ?? []), "ValidationException"];
  assert(known.includes(error.name), `${operation} does not give ${error.name}: ${error.message}`);
  return error.name;
}

describe("The API of Global Accelerator in the local cloud", () => {
  let api: LocalApi;
  let routing: Routing;
  let subnets: Made[];
  let vpc: Made;
  let group: string;

  beforeEach(async () => {
    api = await startLocalApi();
    ({ subnets, vpc } = await makeSubnets(api.aws, ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/23"]));
    routing = await makeRouting(api.aws);
    group = routing.group.id;
  });
  afterEach(() => api.stop());

  const add = (...ids: string[]) =>
    api.client.send(
      new ga.AddCustomRoutingEndpointsCommand({
        EndpointGroupArn: group,
        EndpointConfigurations: ids.map((EndpointId) => ({ EndpointId })),
      }),
    );
  const remove = (...ids: string[]) =>
    api.client.send(
      new ga.RemoveCustomRoutingEndpointsCommand({ EndpointGroupArn: group, EndpointIds: ids }),
    );
  const allow = (input: Partial<ga.AllowCustomRoutingTrafficRequest>) =>
    api.client.send(
      new ga.AllowCustomRoutingTrafficCommand({
        EndpointGroupArn: group,
        EndpointId: subnets[0]!.id,
        ...input,
      }),
    );
  const deny = (input: Partial<ga.DenyCustomRoutingTrafficRequest>) =>
    api.client.send(
      new ga.DenyCustomRoutingTrafficCommand({
        EndpointGroupArn: group,
        EndpointId: subnets[0]!.id,
        ...input,
      }),
    );
  /** Waits until the last change of an accelerator is through. */
  const settled = async (AcceleratorArn = routing.accelerator.id) => {
    const command = new ga.DescribeCustomRoutingAcceleratorCommand({ AcceleratorArn });
    while ((await api.client.send(command)).Accelerator?.Status !== "DEPLOYED");
  };
  const mappings = async (MaxResults = 20_000) => {
    const found: ga.PortMapping[] = [];
    const pages = ga.paginateListCustomRoutingPortMappings(
      { client: api.client, pageSize: MaxResults },
      { AcceleratorArn: routing.accelerator.id },
    );
    for await (const { PortMappings = [] } of pages) found.push(...PortMappings);
    return found;
  };
  const allowed = async () =>
    (await mappings())
      .filter(({ DestinationTrafficState }) => DestinationTrafficState === "ALLOW")
      .map(({ DestinationSocketAddress }) => DestinationSocketAddress?.IpAddress)
      .sort();

  it("maps every address of a subnet but the five that AWS keeps, to ports of the listener", async () => {
    await add(subnets[0]!.id);
    const found = await mappings();
    assert.equal(found.length, 251);
    assert.equal(new Set(found.map(({ AcceleratorPort }) => AcceleratorPort)).size, 251);
    assert(
      found.every(({ AcceleratorPort = 0 }) => AcceleratorPort >= 1024 && AcceleratorPort <= 2047),
    );
    assert(found.every(({ EndpointId }) => EndpointId === subnets[0]!.id));
    assert(found.every(({ DestinationTrafficState }) => DestinationTrafficState === "DENY"));
    const addresses = new Set(found.map((one) => one.DestinationSocketAddress?.IpAddress));
    assert.equal(addresses.size, 251);
    for (const last of [0, 1, 2, 3, 255]) assert(!addresses.has(`10.0.0.${last}`));
  });

  it("maps them in no order that could be told", async () => {
    await add(subnets[0]!.id);
    const lastNumber = (one: ga.PortMapping) =>
      Number(one.DestinationSocketAddress?.IpAddress?.split(".")[3]);
    const inOrder = (await mappings()).map(lastNumber);
    const neighbours = inOrder.filter((number, index) => number === (inOrder[index - 1] ?? -9) + 1);
    // Of 251 in chance order, about one follows its predecessor.
    assert(neighbours.length < 12, `${neighbours.length} follow one another`);
  });

  it("keeps every mapping when a subnet is added, and the others when one is removed", async () => {
    await add(subnets[0]!.id);
    const first = await mappings();
    await add(subnets[1]!.id);
    const both = await mappings();
    assert.equal(both.length, 502);
    assert.deepEqual(
      both.filter(({ EndpointId }) => EndpointId === subnets[0]!.id),
      first,
    );
    await remove(subnets[1]!.id);
    assert.deepEqual(await mappings(), first);
  });

  it("maps an address and port with two protocols once, and takes ports for both", async () => {
    const { group: games } = await makeRouting(api.aws, {
      portRanges: [{ fromPort: 1024, toPort: 2047 }],
      destinationConfigurations: [{ fromPort: 7000, toPort: 7000, protocols: ["TCP", "UDP"] }],
    });
    const send = (EndpointId: string) =>
      api.client.send(
        new ga.AddCustomRoutingEndpointsCommand({
          EndpointGroupArn: games.id,
          EndpointConfigurations: [{ EndpointId }],
        }),
      );
    await send(subnets[0]!.id);
    const { PortMappings = [] } = await api.client.send(
      new ga.ListCustomRoutingPortMappingsCommand({
        AcceleratorArn: games.id.replace(/\/listener.*/, ""),
        EndpointGroupArn: games.id,
        MaxResults: 20_000,
      }),
    );
    assert.equal(PortMappings.length, 251);
    assert.deepEqual(PortMappings[0]?.Protocols, ["TCP", "UDP"]);
    // 1,024 ports: two subnets of 256 addresses with two protocols, and no more.
    await send(subnets[1]!.id);
    assert.equal(
      await codeOf("AddCustomRoutingEndpoints", send(subnets[2]!.id)),
      "LimitExceededException",
    );
  });

  it("allows, changes and denies traffic", async () => {
    await add(subnets[0]!.id);
    await allow({ DestinationAddresses: ["10.0.0.9", "10.0.0.7"] });
    assert.deepEqual(await allowed(), ["10.0.0.7", "10.0.0.9"]);
    await deny({ DestinationAddresses: ["10.0.0.7"], DestinationPorts: [80] });
    assert.deepEqual(await allowed(), ["10.0.0.9"]);
    await allow({ AllowAllTrafficToEndpoint: true });
    await deny({ DestinationAddresses: ["10.0.0.9"] });
    assert.equal((await allowed()).length, 250);
    await deny({ DenyAllTrafficToEndpoint: true });
    assert.deepEqual(await allowed(), []);
  });

  it("pages mappings by 10 unless asked, and gives the same in any size", async () => {
    await add(subnets[0]!.id);
    const command = { AcceleratorArn: routing.accelerator.id };
    const first = await api.client.send(new ga.ListCustomRoutingPortMappingsCommand(command));
    assert.equal(first.PortMappings?.length, 10);
    assert.deepEqual(await mappings(17), await mappings());
  });

  it("finds a pod's mapping by its address", async () => {
    await add(subnets[0]!.id);
    const [one] = (await mappings()).slice(100);
    const { DestinationPortMappings: found = [] } = await api.client.send(
      new ga.ListCustomRoutingPortMappingsByDestinationCommand({
        EndpointId: subnets[0]!.id,
        DestinationAddress: one!.DestinationSocketAddress!.IpAddress!,
      }),
    );
    const { Accelerator } = await api.client.send(
      new ga.DescribeCustomRoutingAcceleratorCommand({ AcceleratorArn: routing.accelerator.id }),
    );
    const addresses = Accelerator?.IpSets?.[0]?.IpAddresses ?? [];
    assert.equal(addresses.length, 2);
    assert.deepEqual(found, [
      {
        AcceleratorArn: routing.accelerator.id,
        AcceleratorSocketAddresses: addresses.map((IpAddress) => ({
          IpAddress,
          Port: one!.AcceleratorPort,
        })),
        EndpointGroupArn: group,
        EndpointId: subnets[0]!.id,
        EndpointGroupRegion: "us-east-1",
        DestinationSocketAddress: one!.DestinationSocketAddress,
        IpAddressType: "IPV4",
        DestinationTrafficState: "DENY",
      },
    ]);
  });

  it("is a while on the way with every change", async () => {
    const status = async () => {
      const { Accelerator } = await api.client.send(
        new ga.DescribeCustomRoutingAcceleratorCommand({ AcceleratorArn: routing.accelerator.id }),
      );
      return [Accelerator?.Status, Accelerator?.LastModifiedTime?.getTime() ?? 0] as const;
    };
    await status();
    const [settled, before] = await status();
    assert.equal(settled, "DEPLOYED");
    await add(subnets[0]!.id);
    assert.equal((await status())[0], "IN_PROGRESS");
    const [again, after] = await status();
    assert.equal(again, "DEPLOYED");
    assert(after >= before);
  });

  it("makes one change at a time: the AWS SDK tries the next one again", async () => {
    await settled();
    await add(subnets[0]!.id);
    const { $metadata } = await api.client.send(
      new ga.UpdateCustomRoutingAcceleratorCommand({
        AcceleratorArn: routing.accelerator.id,
        Enabled: false,
      }),
    );
    assert.equal($metadata.attempts, 2);
  });

  it("puts a network interface into each subnet, which keeps it from being deleted", async () => {
    await add(subnets[0]!.id);
    const interfaces = () =>
      api.aws.world
        .all("aws:ec2/networkInterface:NetworkInterface")
        .map(({ inputs, outputs }) => [inputs["subnetId"], outputs["interfaceType"]]);
    assert.deepEqual(interfaces(), [[subnets[0]!.id, "global_accelerator_managed"]]);
    await assert.rejects(api.aws.delete(subnets[0]!), { code: "DependencyViolation" });
    await remove(subnets[0]!.id);
    assert.deepEqual(interfaces(), []);
    await api.aws.delete(subnets[0]!);
  });

  it("adds all subnets of a call, or none", async () => {
    const large = await api.aws.create("aws:ec2/subnet:Subnet", {
      vpcId: vpc.id,
      cidrBlock: "10.0.8.0/22",
    });
    // 1,024 ports: 256 for the first leave too few for the second.
    assert.equal(
      await codeOf("AddCustomRoutingEndpoints", add(subnets[0]!.id, large.id)),
      "LimitExceededException",
    );
    assert.deepEqual(await mappings(), []);
    assert.deepEqual(api.aws.world.all("aws:ec2/networkInterface:NetworkInterface"), []);
  });

  describe("refuses, with the codes of its model,", () => {
    const errors: [string, string, string, () => Promise<unknown>][] = [
      [
        "a subnet twice",
        "AddCustomRoutingEndpoints",
        "EndpointAlreadyExistsException",
        async () => {
          await add(subnets[0]!.id);
          return add(subnets[0]!.id);
        },
      ],
      [
        "a subnet that is not there",
        "AddCustomRoutingEndpoints",
        "InvalidArgumentException",
        () => add("subnet-0"),
      ],
      [
        "a subnet in another Region",
        "AddCustomRoutingEndpoints",
        "InvalidArgumentException",
        async () => {
          const west = api.aws.as({ region: "us-west-2" });
          const { subnets: others } = await makeSubnets(west, ["10.0.0.0/24"]);
          return add(others[0]!.id);
        },
      ],
      [
        "a subnet that is too large",
        "AddCustomRoutingEndpoints",
        "InvalidArgumentException",
        async () => {
          const vpc = await api.aws.create("aws:ec2/vpc:Vpc", { cidrBlock: "10.1.0.0/16" });
          await api.aws.create("aws:ec2/internetGateway:InternetGateway", { vpcId: vpc.id });
          const large = await api.aws.create("aws:ec2/subnet:Subnet", {
            vpcId: vpc.id,
            cidrBlock: "10.1.0.0/16",
          });
          return add(large.id);
        },
      ],
      [
        "a VPC without an internet gateway",
        "AddCustomRoutingEndpoints",
        "InvalidArgumentException",
        async () => {
          const vpc = await api.aws.create("aws:ec2/vpc:Vpc", { cidrBlock: "10.1.0.0/16" });
          const closed = await api.aws.create("aws:ec2/subnet:Subnet", {
            vpcId: vpc.id,
            cidrBlock: "10.1.0.0/24",
          });
          return add(closed.id);
        },
      ],
      [
        "an endpoint group that is not there",
        "AddCustomRoutingEndpoints",
        "EndpointGroupNotFoundException",
        () => {
          group = `${group}0`;
          return add(subnets[0]!.id);
        },
      ],
      [
        "to remove what is not there",
        "RemoveCustomRoutingEndpoints",
        "EndpointNotFoundException",
        () => remove("subnet-0"),
      ],
      [
        "traffic to a subnet that is not there",
        "AllowCustomRoutingTraffic",
        "InvalidArgumentException",
        () => allow({ AllowAllTrafficToEndpoint: true }),
      ],
      [
        "traffic to everything and to one",
        "AllowCustomRoutingTraffic",
        "InvalidArgumentException",
        async () => {
          await add(subnets[0]!.id);
          return allow({ AllowAllTrafficToEndpoint: true, DestinationAddresses: ["10.0.0.4"] });
        },
      ],
      [
        "traffic to nothing",
        "DenyCustomRoutingTraffic",
        "InvalidArgumentException",
        async () => {
          await add(subnets[0]!.id);
          return deny({});
        },
      ],
      [
        "traffic to an address that AWS keeps",
        "AllowCustomRoutingTraffic",
        "InvalidArgumentException",
        async () => {
          await add(subnets[0]!.id);
          return allow({ DestinationAddresses: ["10.0.0.3"] });
        },
      ],
      [
        "traffic to a port outside of the destinations",
        "DenyCustomRoutingTraffic",
        "InvalidArgumentException",
        async () => {
          await add(subnets[0]!.id);
          return deny({ DestinationAddresses: ["10.0.0.4"], DestinationPorts: [81] });
        },
      ],
      [
        "to delete what is enabled",
        "DeleteCustomRoutingAccelerator",
        "AcceleratorNotDisabledException",
        async () => {
          await settled();
          return api.client.send(
            new ga.DeleteCustomRoutingAcceleratorCommand({
              AcceleratorArn: routing.accelerator.id,
            }),
          );
        },
      ],
      [
        "a page after the last",
        "ListCustomRoutingPortMappings",
        "InvalidNextTokenException",
        () =>
          api.client.send(
            new ga.ListCustomRoutingPortMappingsCommand({
              AcceleratorArn: routing.accelerator.id,
              NextToken: "x",
            }),
          ),
      ],
      [
        "mappings of no accelerator",
        "ListCustomRoutingPortMappings",
        "AcceleratorNotFoundException",
        () =>
          api.client.send(new ga.ListCustomRoutingPortMappingsCommand({ AcceleratorArn: "arn:x" })),
      ],
      [
        "mappings to no endpoint",
        "ListCustomRoutingPortMappingsByDestination",
        "EndpointNotFoundException",
        () =>
          api.client.send(
            new ga.ListCustomRoutingPortMappingsByDestinationCommand({
              EndpointId: "subnet-0",
              DestinationAddress: "10.0.0.4",
            }),
          ),
      ],
      [
        "pages of more than 20,000",
        "ListCustomRoutingPortMappings",
        "ValidationException",
        () => mappings(20_001),
      ],
      [
        "more than 20 subnets at once",
        "AddCustomRoutingEndpoints",
        "ValidationException",
        () => add(...Array.from({ length: 21 }, (_, index) => `subnet-${index}`)),
      ],
      [
        "ports that are none",
        "CreateCustomRoutingListener",
        "ValidationException",
        () =>
          api.client.send(
            new ga.CreateCustomRoutingListenerCommand({
              AcceleratorArn: routing.accelerator.id,
              PortRanges: [{ FromPort: 1, ToPort: 65_536 }],
              IdempotencyToken: "1",
            }),
          ),
      ],
    ];
    for (const [title, operation, code, call] of errors) {
      it(title, async () => assert.equal(await codeOf(operation, call()), code));
    }
  });

  it("says what breaks its model as AWS does", async () => {
    await assert.rejects(mappings(20_001), {
      message:
        "1 validation error detected: Value '20001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 20000",
    });
  });

  it("makes and deletes the same things as the resources, by the same rules", async () => {
    const { send } = { send: api.client.send.bind(api.client) };
    const token = { IdempotencyToken: "one" };
    const create = () =>
      send(
        new ga.CreateCustomRoutingAcceleratorCommand({
          Name: "by-hand",
          Tags: [{ Key: "Team", Value: "games" }],
          ...token,
        }),
      );
    const { Accelerator } = await create();
    const AcceleratorArn = Accelerator!.AcceleratorArn!;
    assert.equal((await create()).Accelerator?.AcceleratorArn, AcceleratorArn);
    const { Listener } = await send(
      new ga.CreateCustomRoutingListenerCommand({
        AcceleratorArn,
        PortRanges: [{ FromPort: 1024, ToPort: 2047 }],
        ...token,
      }),
    );
    const ListenerArn = Listener!.ListenerArn!;
    await assert.rejects(
      send(
        new ga.UpdateCustomRoutingListenerCommand({
          ListenerArn,
          PortRanges: [{ FromPort: 1024, ToPort: 2000 }],
        }),
      ),
      { name: "InvalidPortRangeException" },
    );
    const { EndpointGroup } = await send(
      new ga.CreateCustomRoutingEndpointGroupCommand({
        ListenerArn,
        EndpointGroupRegion: "eu-west-1",
        DestinationConfigurations: [{ FromPort: 80, ToPort: 80, Protocols: ["TCP"] }],
        ...token,
      }),
    );
    const { Tags } = await send(new ga.ListTagsForResourceCommand({ ResourceArn: AcceleratorArn }));
    assert.deepEqual(Tags, [{ Key: "Team", Value: "games" }]);
    await assert.rejects(send(new ga.DeleteCustomRoutingListenerCommand({ ListenerArn })), {
      name: "AssociatedEndpointGroupFoundException",
    });
    await send(
      new ga.DeleteCustomRoutingEndpointGroupCommand({
        EndpointGroupArn: EndpointGroup!.EndpointGroupArn!,
      }),
    );
    await settled(AcceleratorArn);
    await send(new ga.UpdateCustomRoutingAcceleratorCommand({ AcceleratorArn, Enabled: false }));
    await settled(AcceleratorArn);
    await assert.rejects(send(new ga.DeleteCustomRoutingAcceleratorCommand({ AcceleratorArn })), {
      name: "AssociatedListenerFoundException",
    });
    await send(new ga.DeleteCustomRoutingListenerCommand({ ListenerArn }));
    await settled(AcceleratorArn);
    await send(new ga.DeleteCustomRoutingAcceleratorCommand({ AcceleratorArn }));
    const { Accelerators } = await send(new ga.ListCustomRoutingAcceleratorsCommand({}));
    assert.deepEqual(
      Accelerators?.map((one) => one.AcceleratorArn),
      [routing.accelerator.id],
    );
  });

  it("gives outputs that its model describes, for every operation that gives any", async () => {
    await add(subnets[0]!.id);
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
    ajv.addSchema({ definitions: model.definitions }, "api");
    const { accelerator, listener } = routing;
    const inputs: Record<string, object> = {
      DescribeCustomRoutingAccelerator: { AcceleratorArn: accelerator.id },
      DescribeCustomRoutingAcceleratorAttributes: { AcceleratorArn: accelerator.id },
      DescribeCustomRoutingEndpointGroup: { EndpointGroupArn: group },
      DescribeCustomRoutingListener: { ListenerArn: listener.id },
      ListCustomRoutingAccelerators: {},
      ListCustomRoutingEndpointGroups: { ListenerArn: listener.id },
      ListCustomRoutingListeners: { AcceleratorArn: accelerator.id },
      ListCustomRoutingPortMappings: { AcceleratorArn: accelerator.id },
      ListCustomRoutingPortMappingsByDestination: {
        EndpointId: subnets[0]!.id,
        DestinationAddress: "10.0.0.4",
      },
      ListTagsForResource: { ResourceArn: accelerator.id },
    };
    for (const [operation, input] of Object.entries(inputs)) {
      const response = await post(operation, input);
      const output = model.operations[operation]?.output ?? assert.fail(operation);
      const validate = ajv.getSchema(`api#/definitions/${output}`)!;
      assert(validate(await response.json()), `${operation}: ${ajv.errorsText(validate.errors)}`);
    }
  });

  it("is served in us-west-2 only", async () => {
    const client = new ga.GlobalAcceleratorClient({
      endpoint: api.url,
      region: "us-east-1",
      credentials,
    });
    await assert.rejects(client.send(new ga.ListCustomRoutingAcceleratorsCommand({})), {
      message: "Global Accelerator is called in us-west-2, not in us-east-1.",
    });
  });

  /** A request whose answer is seen as it is. */
  function post(operation: string, input: object): Promise<Response> {
    return fetch(api.url, {
      method: "POST",
      headers: {
        authorization:
          "AWS4-HMAC-SHA256 Credential=local/20261121/us-west-2/globalaccelerator/aws4_request, SignedHeaders=host, Signature=0",
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `${model.targetPrefix}.${operation}`,
      },
      body: JSON.stringify(input),
    });
  }
});

describe("Faults of the local cloud", () => {
  it("reach the clients of its API, and pass when these try again", async () => {
    const api = await startLocalApi([
      {
        type: "globalaccelerator:ListCustomRoutingPortMappings",
        effect: "fail",
        code: "ThrottlingException",
        times: 2,
      },
    ]);
    try {
      const { accelerator } = await makeRouting(api.aws);
      const { PortMappings, $metadata } = await api.client.send(
        new ga.ListCustomRoutingPortMappingsCommand({ AcceleratorArn: accelerator.id }),
      );
      assert.deepEqual(PortMappings, []);
      assert.equal($metadata.attempts, 3);
    } finally {
      await api.stop();
    }
  });
});
