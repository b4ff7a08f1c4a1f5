import assert from "node:assert/strict";
import {
  CarrierGateway,
  ImageCache,
  WavelengthZone,
  type WavelengthZoneArgs,
} from "../../../components/wavelength";
import { refuses } from "../../model/refusal";
import { deploy, valueOf, type Answers } from "../harness";

const boston = "us-east-1-wl1-bos-wlz-1";

const tags = {
  Project: "eks-scenarios",
  Stack: "test",
  ManagedBy: "pulumi",
  Scenario: "wavelength",
};

const valid: WavelengthZoneArgs = {
  zone: boston,
  cidr: "10.20.192.0/24",
  vpcId: "vpc-1",
  carrierGatewayId: "cagw-1",
  instanceTypes: ["t3.medium"],
};

/** Answers of AWS about the zone. */
const answers: Answers = {
  "aws:index/getAvailabilityZone:getAvailabilityZone": {
    groupName: "us-east-1-wl1",
    zoneType: "wavelength-zone",
  },
  "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": {
    instanceTypes: ["t3.xlarge", "t3.medium"],
  },
};

const deployed = (change: Partial<WavelengthZoneArgs> = {}) =>
  deploy(() => new WavelengthZone("boston", { ...valid, ...change }), {}, answers);

describe("A Wavelength Zone", () => {
  it("is opted in to by the group that AWS names for it", async () => {
    const { get, result } = await deployed();
    assert.deepEqual(get("aws:ec2/availabilityZoneGroup:AvailabilityZoneGroup").inputs, {
      groupName: "us-east-1-wl1",
      optInStatus: "opted-in",
    });
    assert.equal(await valueOf(result.zoneGroup), "us-east-1-wl1");
  });

  it("has a subnet without the tag by which other zones' load balancers would find it", async () => {
    const { get, result } = await deployed();
    const { inputs, dependencies } = get("aws:ec2/subnet:Subnet");
    assert.deepEqual(inputs, {
      availabilityZone: boston,
      cidrBlock: "10.20.192.0/24",
      vpcId: "vpc-1",
      tags: { ...tags, Name: "boston" },
    });
    assert(dependencies.includes("boston"), "the subnet does not wait for the opt-in");
    assert.equal(await valueOf(result.subnetId), "boston-id");
    assert.equal(result.zone, boston);
  });

  it("routes to the carrier's network", async () => {
    const { get } = await deployed();
    assert.deepEqual(get("aws:ec2/route:Route").inputs, {
      routeTableId: "boston-id",
      destinationCidrBlock: "0.0.0.0/0",
      carrierGatewayId: "cagw-1",
    });
    assert.deepEqual(get("aws:ec2/routeTableAssociation:RouteTableAssociation").inputs, {
      routeTableId: "boston-id",
      subnetId: "boston-id",
    });
  });

  const spoiled: [string, Partial<WavelengthZoneArgs>, string][] = [
    [
      "with the id of a zone as its name",
      { zone: "use1-wl1-bos-wlz1" },
      'zone: "use1-wl1-bos-wlz1" is not the name of a zone. ' +
        "This looks like a zone id; give the zone's name, for example us-east-1a.",
    ],
    [
      "with a block that has host bits",
      { cidr: "10.20.192.1/24" },
      'cidr: "10.20.192.1/24" has host bits set after its /24 prefix. Did you mean "10.20.192.0/24"?',
    ],
    [
      "with a block that is too large for a subnet",
      { cidr: "10.0.0.0/15" },
      'cidr: "10.0.0.0/15" is a /15; a subnet is between /16 and /28. ' +
        "Choose a block of that size, for example a /24 of the VPC.",
    ],
    [
      "with an unknown instance type",
      { instanceTypes: ["t3.medum"] },
      'instanceTypes[0]: "t3.medum" is not an EC2 instance type that the published tables list. ' +
        'Did you mean "t3.medium"? "npm run data -- instance-types" reads newer ones.',
    ],
  ];
  for (const [how, change, message] of spoiled) {
    it(`is refused ${how} before anything is registered`, async () => {
      const { resources } = await deploy(() =>
        refuses(() => new WavelengthZone("boston", { ...valid, ...change }), message),
      );
      assert.deepEqual(resources, []);
    });
  }
});

describe("A carrier gateway", () => {
  it("belongs to the VPC", async () => {
    const { get } = await deploy(() => new CarrierGateway("carrier", { vpcId: "vpc-1" }));
    assert.deepEqual(get("aws:ec2/carrierGateway:CarrierGateway").inputs, {
      vpcId: "vpc-1",
      tags: { ...tags, Name: "carrier" },
    });
  });
});

describe("An image cache", () => {
  it("mirrors the public registry in the account's registry", async () => {
    const { get, result } = await deploy(() => new ImageCache("images", { prefix: "edge-prod" }));
    assert.deepEqual(get("aws:ecr/pullThroughCacheRule:PullThroughCacheRule").inputs, {
      ecrRepositoryPrefix: "edge-prod",
      upstreamRegistryUrl: "public.ecr.aws",
    });
    assert.equal(
      await valueOf(result.registry),
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/edge-prod",
    );
    assert.equal(
      await valueOf(result.repositoriesArn),
      "arn:aws:ecr:us-east-1:123456789012:repository/edge-prod/*",
    );
  });

  it("is refused with a prefix that ECR does not accept, before anything is registered", async () => {
    for (const prefix of ["Edge", "e", "edge/", "a".repeat(31)]) {
      const { resources } = await deploy(() =>
        refuses(
          () => new ImageCache("images", { prefix }),
          `prefix: ${JSON.stringify(prefix)} is not a prefix of ECR repositories. Use 2 to 30 ` +
            "lower-case letters, digits, '.', '_', '-' and '/', for example edge-prod.",
        ),
      );
      assert.deepEqual(resources, []);
    }
  });
});
