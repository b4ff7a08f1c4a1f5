import assert from "node:assert/strict";
import { codeOf } from "./local-aws";
import { makeRouting, makeSubnets, startLocalApi, types, type LocalApi } from "../api/local-api";

describe("Custom routing accelerators of the local cloud", () => {
  let api: LocalApi;
  beforeEach(async () => {
    api = await startLocalApi();
  });
  afterEach(() => api.stop());

  it("have AWS's addresses, names and ARNs", async () => {
    const { accelerator, listener, group } = await makeRouting(api.aws);
    const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    const arn = `arn:aws:globalaccelerator::123456789012:accelerator/${uuid}`;
    assert.match(accelerator.id, new RegExp(`^${arn}$`));
    assert.match(listener.id, new RegExp(`^${arn}/listener/[0-9a-f]{8}$`));
    assert.match(group.id, new RegExp(`^${arn}/listener/[0-9a-f]{8}/endpoint-group/[0-9a-f]{12}$`));
    assert.match(
      accelerator.outputs["dnsName"] as string,
      /^a[0-9a-f]{16}\.awsglobalaccelerator\.com$/,
    );
    assert.equal(accelerator.outputs["hostedZoneId"], "Z2BJ6XQ5FK7U4H");
    const [set] = accelerator.outputs["ipSets"] as { ipAddresses: string[] }[];
    assert.equal(new Set(set?.ipAddresses).size, 2);
    assert.equal(group.outputs["endpointGroupRegion"], "us-east-1");
  });

  it("go from the inside out", async () => {
    const { accelerator, listener, group } = await makeRouting(api.aws);
    assert.equal(await codeOf(api.aws.delete(accelerator)), "AssociatedListenerFoundException");
    assert.equal(await codeOf(api.aws.delete(listener)), "AssociatedEndpointGroupFoundException");
    for (const made of [group, listener, accelerator]) await api.aws.delete(made);
    assert.deepEqual(api.aws.world.everything(), []);
  });

  it("refer to what is there", async () => {
    const portRanges = [{ fromPort: 1024, toPort: 2047 }];
    const destinationConfigurations = [{ fromPort: 80, toPort: 80, protocols: ["TCP"] }];
    assert.equal(
      await codeOf(api.aws.create(types.listener, { acceleratorArn: "arn:x", portRanges })),
      "AcceleratorNotFoundException",
    );
    assert.equal(
      await codeOf(
        api.aws.create(types.group, { listenerArn: "arn:x", destinationConfigurations }),
      ),
      "ListenerNotFoundException",
    );
  });

  it("are IPv4 only, and ten at most", async () => {
    assert.equal(
      await codeOf(api.aws.create(types.accelerator, { ipAddressType: "DUAL_STACK" })),
      "InvalidArgumentException",
    );
    for (let count = 0; count < 10; count++) await api.aws.create(types.accelerator, {});
    assert.equal(await codeOf(api.aws.create(types.accelerator, {})), "LimitExceededException");
  });

  it("write flow logs to a bucket that exists", async () => {
    const attributes = {
      flowLogsEnabled: true,
      flowLogsS3Bucket: "flow-logs-1",
      flowLogsS3Prefix: "games/",
    };
    const create = () => api.aws.create(types.accelerator, { attributes });
    assert.equal(await codeOf(create()), "AccessDeniedException");
    await api.aws.create("aws:s3/bucket:Bucket", { bucket: "flow-logs-1" });
    assert.deepEqual((await create()).outputs["attributes"], attributes);
  });

  it("take ports once, and give none back", async () => {
    const { accelerator, listener } = await makeRouting(api.aws);
    const create = (fromPort: number, toPort: number) =>
      api.aws.create(types.listener, {
        acceleratorArn: accelerator.id,
        portRanges: [{ fromPort, toPort }],
      });
    assert.equal(await codeOf(create(2047, 4000)), "InvalidPortRangeException");
    assert.equal(await codeOf(create(5000, 4000)), "InvalidPortRangeException");
    const update = (fromPort: number, toPort: number) =>
      api.aws.update(listener, { portRanges: [{ fromPort, toPort }] });
    assert.equal(await codeOf(update(1024, 2046)), "InvalidPortRangeException");
    assert.deepEqual((await update(1000, 3000)).outputs["portRanges"], [
      { fromPort: 1000, toPort: 3000 },
    ]);
  });

  it("have one endpoint group in a Region, with every port once", async () => {
    const { listener } = await makeRouting(api.aws);
    const create = (change: object) =>
      api.aws.create(types.group, {
        listenerArn: listener.id,
        destinationConfigurations: [{ fromPort: 80, toPort: 80, protocols: ["TCP"] }],
        ...change,
      });
    assert.equal(await codeOf(create({})), "EndpointGroupAlreadyExistsException");
    const destinationConfigurations = [
      { fromPort: 80, toPort: 90, protocols: ["TCP"] },
      { fromPort: 90, toPort: 99, protocols: ["TCP", "UDP"] },
    ];
    assert.equal(
      await codeOf(create({ endpointGroupRegion: "eu-west-1", destinationConfigurations })),
      "InvalidPortRangeException",
    );
    const { outputs } = await create({ endpointGroupRegion: "eu-west-1" });
    assert.equal(outputs["endpointGroupRegion"], "eu-west-1");
  });

  it("lose their mappings when an endpoint group's subnets change as a resource", async () => {
    const { subnets } = await makeSubnets(api.aws, ["10.0.0.0/24", "10.0.1.0/24"]);
    const { group } = await makeRouting(api.aws);
    const endpointConfigurations = subnets.map(({ id }) => ({ endpointId: id }));
    const { changes } = api.aws.diff(group, { endpointConfigurations });
    assert.deepEqual(
      changes.map(({ path, replace }) => [path.split("[")[0], replace]),
      [["endpointConfigurations", true]],
    );
  });

  it("keep subnets and their network until the endpoint group is gone", async () => {
    const { vpc, subnets } = await makeSubnets(api.aws, ["10.0.0.0/24"]);
    const { accelerator } = await makeRouting(api.aws);
    const listener = await api.aws.create(types.listener, {
      acceleratorArn: accelerator.id,
      portRanges: [{ fromPort: 4096, toPort: 8191 }],
    });
    const group = await api.aws.create(types.group, {
      listenerArn: listener.id,
      destinationConfigurations: [{ fromPort: 80, toPort: 80, protocols: ["TCP"] }],
      endpointConfigurations: [{ endpointId: subnets[0]!.id }],
    });
    assert.equal(await codeOf(api.aws.delete(subnets[0]!)), "DependencyViolation");
    assert.equal(await codeOf(api.aws.delete(vpc)), "DependencyViolation");
    await api.aws.delete(group);
    await api.aws.delete(subnets[0]!);
  });
});
