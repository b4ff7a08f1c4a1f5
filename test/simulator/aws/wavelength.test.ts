import assert from "node:assert/strict";
import { LocalAws, type Made } from "./local-aws";
import { make, makeSubnets, refusal } from "./network";

const boston = "us-east-1-wl1-bos-wlz-1";
const newYork = "us-east-1-wl1-nyc-wlz-1";
const consent = { groupName: "us-east-1-wl1", optInStatus: "opted-in" };
const zoneGroup = "aws:ec2/availabilityZoneGroup:AvailabilityZoneGroup";

describe("Wavelength Zones in the local cloud", () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await LocalAws.start();
  });
  afterEach(() => aws.stop());

  const optIn = (name: string): Promise<Made> =>
    make(aws, "ec2/AvailabilityZoneGroup", consent, name);

  describe("the opt-in to their group", () => {
    it("may be two resources' at once, and stays as long as the group is used", async () => {
      const [first, second] = [await optIn("boston"), await optIn("new-york")];
      await makeSubnets(aws, [boston]);
      await aws.delete(second);
      await makeSubnet(newYork, "10.0.9.0/24");
      assert.equal(aws.world.all(zoneGroup).length, 1);
      await aws.delete(first);
      assert.equal(aws.world.all(zoneGroup).length, 1, "subnets use it still");
    });

    it("goes with its resource when nothing uses the group", async () => {
      await aws.delete(await optIn("boston"));
      assert.deepEqual(aws.world.all(zoneGroup), []);
      assert.match(
        await refusal(makeSubnets(aws, [boston])),
        /^InvalidParameterValue: Value \(us-east-1-wl1-bos-wlz-1\) for parameter availabilityZone is invalid\./,
      );
    });

    it("is of a group that there is", async () => {
      const group = { ...consent, groupName: "us-east-1-wl9" };
      assert.equal(
        await refusal(make(aws, "ec2/AvailabilityZoneGroup", group)),
        "InvalidZoneGroup.NotFound: The zone group 'us-east-1-wl9' was not found",
      );
    });
  });

  async function makeSubnet(availabilityZone: string, cidrBlock: string): Promise<Made> {
    const vpcId = aws.world.all("aws:ec2/vpc:Vpc")[0]?.id ?? "";
    return make(aws, "ec2/Subnet", { vpcId, cidrBlock, availabilityZone });
  }

  describe("a carrier gateway", () => {
    it("is the only one of its VPC, and keeps it", async () => {
      const { vpcId } = await makeSubnets(aws);
      const gateway = await make(aws, "ec2/CarrierGateway", { vpcId });
      assert.match(gateway.id, /^cagw-[0-9a-f]{17}$/);
      assert.equal(
        await refusal(make(aws, "ec2/CarrierGateway", { vpcId })),
        `ResourceLimitExceeded: Network ${vpcId} already has the carrier gateway ${gateway.id}`,
      );
    });

    it("is where a route leads, or the route is refused", async () => {
      const { vpcId } = await makeSubnets(aws);
      const { id: carrierGatewayId } = await make(aws, "ec2/CarrierGateway", { vpcId });
      const { id: routeTableId } = await make(aws, "ec2/RouteTable", { vpcId });
      const route = { routeTableId, destinationCidrBlock: "0.0.0.0/0" };
      assert.equal(
        await refusal(make(aws, "ec2/Route", { ...route, carrierGatewayId: "cagw-1" })),
        "InvalidGatewayID.NotFound: The gateway ID 'cagw-1' does not exist",
      );
      const { outputs } = await make(aws, "ec2/Route", { ...route, carrierGatewayId });
      assert.equal(outputs["carrierGatewayId"], carrierGatewayId);
    });
  });

  describe("an address", () => {
    it("of a zone's border is the carrier's", async () => {
      await optIn("boston");
      const { outputs } = await make(aws, "ec2/Eip", { domain: "vpc", networkBorderGroup: boston });
      assert.notEqual(outputs["carrierIp"], "");
      assert.equal(outputs["publicIp"], "");
    });

    it("is of the Region without being asked, and of no zone that is closed to the account", async () => {
      const { outputs } = await make(aws, "ec2/Eip", { domain: "vpc" });
      assert.equal(outputs["carrierIp"], "");
      assert.notEqual(outputs["publicIp"], "");
      assert.equal(
        await refusal(make(aws, "ec2/Eip", { domain: "vpc", networkBorderGroup: boston })),
        `InvalidParameterValue: The network border group '${boston}' is not valid.`,
      );
    });
  });

  it("have no interface endpoints: those are in the Region", async () => {
    await optIn("boston");
    const { vpcId, subnetIds } = await makeSubnets(aws, ["us-east-1a", boston]);
    const serviceName = "com.amazonaws.us-east-1.ec2";
    const endpoint = { vpcId, serviceName, vpcEndpointType: "Interface" };
    assert.equal(
      await refusal(make(aws, "ec2/VpcEndpoint", { ...endpoint, subnetIds })),
      `InvalidParameter: The VPC endpoint service ${serviceName} does not support the availability zone of the subnet: ${subnetIds[1]}.`,
    );
    await make(aws, "ec2/VpcEndpoint", { ...endpoint, subnetIds: subnetIds.slice(0, 1) });
  });
});
