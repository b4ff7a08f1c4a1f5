import assert from "node:assert/strict";
import { text, type Properties } from "../../../simulator/values";
import { LocalAws } from "./local-aws";
import { make, makeSubnets, refusal } from "./network";

const refused = (look: () => unknown) => refusal(Promise.resolve().then(look));

describe("Functions of the simulated AWS", () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await LocalAws.start();
  });
  afterEach(() => aws.stop());

  const zones = (args: Properties = {}) =>
    aws.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", args);

  it("tell account, partition and Region", () => {
    assert.equal(
      aws.invoke("aws:index/getCallerIdentity:getCallerIdentity")["accountId"],
      "123456789012",
    );
    assert.equal(
      aws.invoke("aws:index/getPartition:getPartition")["reverseDnsPrefix"],
      "com.amazonaws",
    );
    assert.equal(
      aws.invoke("aws:index/getRegion:getRegion")["description"],
      "US East (N. Virginia)",
    );
  });

  it("list the zones of a Region, those of the edge only on request", async () => {
    assert.deepEqual(zones({ state: "available" })["names"], [
      "us-east-1a",
      "us-east-1b",
      "us-east-1c",
      "us-east-1d",
      "us-east-1e",
      "us-east-1f",
    ]);
    const edge = {
      allAvailabilityZones: true,
      filters: [{ name: "zone-type", values: ["wavelength-zone"] }],
    };
    assert.ok((zones(edge)["names"] as string[]).includes("us-east-1-wl1-bos-wlz-1"));
    assert.deepEqual(zones(edge)["groupNames"], ["us-east-1-wl1"]);
    const zone = () =>
      aws.invoke("aws:index/getAvailabilityZone:getAvailabilityZone", {
        name: "us-east-1-wl1-bos-wlz-1",
        allAvailabilityZones: true,
      });
    assert.equal(zone()["optInStatus"], "not-opted-in");
    assert.equal(zone()["networkBorderGroup"], "us-east-1-wl1-bos-wlz-1");
    await make(aws, "ec2/AvailabilityZoneGroup", {
      groupName: "us-east-1-wl1",
      optInStatus: "opted-in",
    });
    assert.equal(zone()["optInStatus"], "opted-in");
  });

  it("find subnets by VPC, zone, tag and with stars, and refuse a filter that there is not", async () => {
    const { vpcId } = await makeSubnets(aws, []);
    const subnet = async (cidrBlock: string, name: string) =>
      (await make(aws, "ec2/Subnet", { vpcId, cidrBlock, tags: { Name: name } })).id;
    const a = await subnet("10.0.0.0/24", "games/public/a");
    const b = await subnet("10.0.1.0/24", "games/private/b");
    const ids = (name: string, ...values: string[]) =>
      aws.invoke("aws:ec2/getSubnets:getSubnets", { filters: [{ name, values }] })["ids"];
    assert.deepEqual(ids("vpc-id", vpcId), [a, b]);
    assert.deepEqual(ids("tag:Name", "games/p*/a"), [a]);
    assert.deepEqual(ids("tag:Name", "games/*"), [a, b]);
    assert.deepEqual(ids("tag-key", "Name"), [a, b]);
    assert.deepEqual(ids("cidr-block", "10.0.1.0/24", "10.0.2.0/24"), [b]);
    assert.equal(
      await refused(() => ids("vpcid", vpcId)),
      "InvalidParameterValue: The filter 'vpcid' is invalid",
    );
  });

  it("find exactly one VPC, or say that there is none or more", async () => {
    const find = (args: Properties) => aws.invoke("aws:ec2/getVpc:getVpc", args);
    assert.equal(await refused(() => find({ id: "vpc-1" })), "no matching EC2 VPC found");
    const vpc = await make(aws, "ec2/Vpc", { cidrBlock: "10.0.0.0/16", tags: { env: "dev" } });
    assert.equal(find({ tags: { env: "dev" } })["id"], vpc.id);
    await make(aws, "ec2/Vpc", { cidrBlock: "10.1.0.0/16", tags: { env: "dev" } });
    assert.equal(
      await refused(() => find({ tags: { env: "dev" } })),
      "multiple EC2 VPCs matched; use additional constraints to reduce matches to a single EC2 VPC",
    );
  });

  it("find the route table of a subnet, with its routes", async () => {
    const { vpcId, subnetIds } = await makeSubnets(aws);
    const { id: gatewayId } = await make(aws, "ec2/InternetGateway", { vpcId });
    const table = await make(aws, "ec2/RouteTable", { vpcId });
    await make(aws, "ec2/RouteTableAssociation", {
      routeTableId: table.id,
      subnetId: subnetIds[0]!,
    });
    await make(aws, "ec2/Route", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId,
    });
    const found = aws.invoke("aws:ec2/getRouteTable:getRouteTable", { subnetId: subnetIds[0]! });
    assert.equal(found["id"], table.id);
    const [route] = found["routes"] as Properties[];
    assert.deepEqual([route?.["cidrBlock"], route?.["gatewayId"]], ["0.0.0.0/0", gatewayId]);
  });

  it("find the image of EKS nodes by parameter, and what it is by its id", () => {
    const path =
      "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended";
    const parameter = (name: string) =>
      text(aws.invoke("aws:ssm/getParameter:getParameter", { name })["value"]);
    const imageId = parameter(`${path}/image_id`);
    assert.match(imageId, /^ami-[0-9a-f]{17}$/);
    assert.match(parameter(`${path}/release_version`), /^1\.35\.\d+-\d{8}$/);
    const image = aws.invoke("aws:ec2/getAmi:getAmi", {
      filters: [{ name: "image-id", values: [imageId] }],
    });
    assert.match(text(image["name"]), /^amazon-eks-node-al2023-x86_64-standard-1\.35-v\d{8}$/);
    const [root] = image["blockDeviceMappings"] as { deviceName: string; ebs: Properties }[];
    assert.equal(root?.deviceName, "/dev/xvda");
    assert.equal(root?.ebs["volume_size"], "20");
  });

  it("say of an unknown parameter or image that it isn't there", async () => {
    assert.equal(
      await refused(() => aws.invoke("aws:ssm/getParameter:getParameter", { name: "/games" })),
      "ParameterNotFound: ",
    );
    assert.equal(
      await refused(() => aws.invoke("aws:ec2/getAmi:getAmi", { owners: ["self"] })),
      "Your query returned no results. Please change your search criteria and try again.",
    );
  });

  it("tell limits of instance types, and where they are offered", () => {
    const type = aws.invoke("aws:ec2/getInstanceType:getInstanceType", {
      instanceType: "m5.large",
    });
    assert.deepEqual(
      [type["maximumNetworkInterfaces"], type["maximumIpv4AddressesPerInterface"]],
      [3, 10],
    );
    const offerings = aws.invoke("aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings", {
      locationType: "availability-zone",
      filters: [{ name: "location", values: ["us-east-1-wl1-bos-wlz-1"] }],
    });
    assert.deepEqual(offerings["instanceTypes"], [
      "t3.medium",
      "t3.xlarge",
      "r5.2xlarge",
      "g4dn.2xlarge",
    ]);
  });

  it("tell versions of add-ons: the default one, or the newest", async () => {
    const version = (mostRecent: boolean, addonName = "coredns") =>
      aws.invoke("aws:eks/getAddonVersion:getAddonVersion", {
        addonName,
        kubernetesVersion: "1.35",
        mostRecent,
      })["version"];
    assert.deepEqual(
      [version(false), version(true)],
      ["v1.13.2-eksbuild.31", "v1.14.6-eksbuild.4"],
    );
    assert.equal(
      await refused(() => version(false, "core-dns")),
      "reading EKS Add-On version info (core-dns, 1.35): empty result",
    );
  });

  it("write policy documents as the provider does", () => {
    const { json } = aws.invoke("aws:iam/getPolicyDocument:getPolicyDocument", {
      statements: [
        {
          sid: "Nodes",
          actions: ["ec2:DescribeInstances", "ec2:DescribeTags"],
          resources: ["*"],
          conditions: [
            { test: "StringEquals", variable: "aws:RequestedRegion", values: ["us-east-1"] },
          ],
        },
        {
          effect: "Deny",
          actions: ["s3:*"],
          resources: ["arn:aws:s3:::home/&{aws:username}"],
          principals: [{ type: "AWS", identifiers: ["*"] }],
        },
      ],
    });
    assert.equal(
      json,
      `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Nodes",
      "Effect": "Allow",
      "Action": [
        "ec2:DescribeTags",
        "ec2:DescribeInstances"
      ],
      "Resource": "*",
      "Condition": {
        "StringEquals": {
          "aws:RequestedRegion": "us-east-1"
        }
      }
    },
    {
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "arn:aws:s3:::home/\${aws:username}",
      "Principal": {
        "AWS": "*"
      }
    }
  ]
}`,
    );
  });

  it("merge policy documents by the names of their statements", async () => {
    const document = (sid: string, action: string) =>
      JSON.stringify({ Statement: { Sid: sid, Effect: "Allow", Action: action, Resource: "*" } });
    const merged = (args: Properties) =>
      aws.invoke("aws:iam/getPolicyDocument:getPolicyDocument", args)["minifiedJson"];
    assert.equal(
      merged({
        sourcePolicyDocuments: [document("A", "s3:GetObject")],
        overridePolicyDocuments: [document("A", "s3:PutObject")],
      }),
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}',
    );
    const twice = [document("A", "s3:GetObject"), document("A", "s3:PutObject")];
    assert.equal(
      await refused(() => merged({ sourcePolicyDocuments: twice })),
      'duplicate Sid ("A") in source_policy_documents. Remove the Sid or ensure Sids are unique.',
    );
  });

  it("know the keys of AWS and those of the account", async () => {
    const key = await make(aws, "kms/Key", { description: "secrets" });
    await make(aws, "kms/Alias", { name: "alias/secrets", targetKeyId: key.id });
    const alias = (name: string) => aws.invoke("aws:kms/getAlias:getAlias", { name });
    assert.equal(alias("alias/secrets")["targetKeyArn"], key.outputs["arn"]);
    assert.match(
      text(alias("alias/aws/ebs")["targetKeyArn"]),
      /^arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f-]{36}$/,
    );
    const found = aws.invoke("aws:kms/getKey:getKey", { keyId: "alias/secrets" });
    assert.deepEqual([found["description"], found["keyManager"]], ["secrets", "CUSTOMER"]);
    assert.equal(
      await refused(() => alias("alias/nothing")),
      "NotFoundException: Alias alias/nothing is not found.",
    );
  });

  it("find a zone by its name", async () => {
    const zone = await make(aws, "route53/Zone", { name: "games.example.com" });
    const found = aws.invoke("aws:route53/getZone:getZone", { name: "games.example.com." });
    assert.equal(found["id"], zone.id);
    assert.equal((found["nameServers"] as string[]).length, 4);
  });
});
