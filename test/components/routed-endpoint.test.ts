import assert from "node:assert/strict";
import {
  addEndpoint,
  changeTraffic,
  readTraffic,
  removeEndpoint,
  type EndpointState,
} from "../../components/custom-routing/endpoint-api";
import type { Fault } from "../../simulator";
import { makeRouting, makeSubnets, startLocalApi, type LocalApi } from "../simulator/api/local-api";

describe("An endpoint, through the API,", function () {
  this.timeout(30_000);
  let api: LocalApi;
  let endpoint: EndpointState;

  async function start(faults: Fault[] = []): Promise<void> {
    api = await startLocalApi(faults);
    const { subnets } = await makeSubnets(api.aws, ["10.0.0.0/26"]);
    const { accelerator, group } = await makeRouting(api.aws);
    endpoint = {
      acceleratorArn: accelerator.id,
      endpointGroupArn: group.id,
      subnetId: subnets[0]!.id,
      cidr: "10.0.0.0/26",
      ports: [80],
      traffic: "all",
    };
  }
  afterEach(() => api.stop());

  const traffic = () => readTraffic(api.client, endpoint);
  const listed = [{ addresses: ["10.0.0.20", "10.0.0.30"] }];

  it("is added only once, even if added repeatedly", async () => {
    await start();
    await addEndpoint(api.client, endpoint);
    await addEndpoint(api.client, endpoint);
    assert.equal(await traffic(), "all");
  });

  it("gets the wanted traffic, whatever AWS has", async () => {
    await start();
    await addEndpoint(api.client, { ...endpoint, traffic: [{ addresses: ["10.0.0.40"] }] });
    await changeTraffic(api.client, { ...endpoint, traffic: listed });
    assert.deepEqual(await traffic(), listed);
    await changeTraffic(api.client, { ...endpoint, traffic: [] });
    assert.deepEqual(await traffic(), []);
  });

  it("is completed by the next run if one stopped before it allowed the traffic", async () => {
    const type = "globalaccelerator:AllowCustomRoutingTraffic";
    await start([{ type, effect: "fail", code: "InvalidArgumentException", times: 1 }]);
    await assert.rejects(addEndpoint(api.client, endpoint), { name: "InvalidArgumentException" });
    assert.deepEqual(await traffic(), []);
    await addEndpoint(api.client, endpoint);
    assert.equal(await traffic(), "all");
  });

  it("waits while AWS is busy with another change of the accelerator", async () => {
    const type = "globalaccelerator:AddCustomRoutingEndpoints";
    await start([{ type, effect: "fail", code: "ConflictException", times: 2 }]);
    await addEndpoint(api.client, endpoint);
    assert.equal(await traffic(), "all");
  });

  it("reads its traffic again if pages end because another subnet is removed", async () => {
    const type = "globalaccelerator:ListCustomRoutingPortMappings";
    await start([{ type, effect: "fail", code: "InvalidNextTokenException", times: 1 }]);
    await addEndpoint(api.client, endpoint);
    assert.equal(await traffic(), "all");
  });

  it("is removed with its traffic, and can be removed again", async () => {
    await start();
    await addEndpoint(api.client, endpoint);
    await removeEndpoint(api.client, endpoint);
    assert.equal(await traffic(), undefined);
    await removeEndpoint(api.client, endpoint);
  });

  it("does not exist if its group does not exist", async () => {
    await start();
    const lost = { ...endpoint, endpointGroupArn: `${endpoint.endpointGroupArn}0` };
    assert.equal(await readTraffic(api.client, lost), undefined);
  });
});
