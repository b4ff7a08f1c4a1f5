import assert from "node:assert/strict";
import type { Properties } from "../../../simulator/values";
import { LocalAws } from "./local-aws";
import { make, makeSubnets, refusal } from "./network";

const text = (value: unknown) => String(value);

describe("EC2 in the local cloud", () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await LocalAws.start();
  });
  afterEach(() => aws.stop());

  describe("a VPC", () => {
    it("comes with a main route table, a security group and a network ACL, and they go with it", async () => {
      const vpc = await make(aws, "ec2/Vpc", { cidrBlock: "10.0.0.0/16" });
      const along = aws.world.everything().filter(({ urn }) => urn === undefined);
      assert.deepEqual(
        along.map(({ id }) => id),
        [
          vpc.outputs["mainRouteTableId"],
          vpc.outputs["defaultSecurityGroupId"],
          vpc.outputs["defaultNetworkAclId"],
        ],
      );
      await aws.delete(vpc);
      assert.deepEqual(aws.world.everything(), []);
    });

    it("keeps what AWS gave it when it is updated", async () => {
      const vpc = await make(aws, "ec2/Vpc", { cidrBlock: "10.0.0.0/16" });
      const changed = await aws.update(vpc, { enableDnsHostnames: true });
      assert.deepEqual(changed.outputs, { ...vpc.outputs, enableDnsHostnames: true });
    });

    it("gets an IPv6 block on request, of which subnets take /64", async () => {
      const vpc = await make(aws, "ec2/Vpc", {
        cidrBlock: "10.0.0.0/16",
        assignGeneratedIpv6CidrBlock: true,
      });
      const block = text(vpc.outputs["ipv6CidrBlock"]);
      assert.match(block, /^2001:db8:[0-9a-f]{1,4}:[0-9a-f]{1,2}00::\/56$/);
      const subnet = (ipv6CidrBlock: string) =>
        make(aws, "ec2/Subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", ipv6CidrBlock });
      assert.equal(
        await refusal(subnet("2001:db8:ffff:ff00::/64")),
        "InvalidSubnet.Range: The CIDR '2001:db8:ffff:ff00::/64' is invalid.",
      );
      await subnet(block.replace("/56", "/64"));
    });

    it("has its block in one Region only", async () => {
      const vpc = await make(aws, "ec2/Vpc", { cidrBlock: "10.0.0.0/16" });
      const there = aws.as({ region: "eu-west-1" });
      assert.equal(
        await refusal(make(there, "ec2/Subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" })),
        `InvalidVpcID.NotFound: The vpc ID '${vpc.id}' does not exist`,
      );
    });
  });

  describe("a second block of a VPC", () => {
    const refused: [string, string, string][] = [
      [
        "of another private range",
        "192.168.0.0/16",
        "is in 192.168.0.0/16, which AWS lets no VPC with 10.0.0.0/16 add",
      ],
      ["that is link-local", "169.254.0.0/20", "is link-local, which no VPC may use"],
      [
        "of 198.19.0.0/16",
        "198.19.0.0/20",
        "is in 198.19.0.0/16, which AWS lets no VPC of other blocks add",
      ],
    ];
    for (const [title, cidrBlock, reason] of refused) {
      it(`is refused ${title}`, async () => {
        const { id: vpcId } = await make(aws, "ec2/Vpc", { cidrBlock: "10.0.0.0/16" });
        assert.equal(
          await refusal(make(aws, "ec2/VpcIpv4CidrBlockAssociation", { vpcId, cidrBlock })),
          `InvalidVpc.Range: The CIDR '${cidrBlock}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR: it ${reason}.`,
        );
      });
    }

    it("stays while a subnet is in it", async () => {
      const { id: vpcId } = await make(aws, "ec2/Vpc", { cidrBlock: "10.0.0.0/16" });
      const block = await make(aws, "ec2/VpcIpv4CidrBlockAssociation", {
        vpcId,
        cidrBlock: "100.64.0.0/16",
      });
      await make(aws, "ec2/Subnet", { vpcId, cidrBlock: "100.64.0.0/18" });
      assert.equal(
        await refusal(aws.delete(block)),
        `DependencyViolation: The vpc ${vpcId} CIDR block with association ID ${block.id} has subnets and cannot be disassociated.`,
      );
    });
  });

  describe("a subnet", () => {
    it("knows its zone by name and id", async () => {
      const { vpcId } = await makeSubnets(aws, []);
      const subnet = await make(aws, "ec2/Subnet", {
        vpcId,
        cidrBlock: "10.0.0.0/24",
        availabilityZoneId: "use1-az1",
      });
      assert.equal(subnet.outputs["availabilityZone"], "us-east-1b");
      assert.equal(subnet.outputs["availabilityZoneId"], "use1-az1");
    });

    it("is in a Wavelength Zone only after the account opted in", async () => {
      const { vpcId } = await makeSubnets(aws, []);
      const edge = () =>
        make(aws, "ec2/Subnet", {
          vpcId,
          cidrBlock: "10.0.9.0/24",
          availabilityZone: "us-east-1-wl1-bos-wlz-1",
        });
      assert.equal(
        await refusal(edge()),
        "InvalidParameterValue: Value (us-east-1-wl1-bos-wlz-1) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f.",
      );
      const group = { groupName: "us-east-1-wl1", optInStatus: "opted-in" };
      await make(aws, "ec2/AvailabilityZoneGroup", group);
      assert.equal((await edge()).outputs["availabilityZoneId"], "use1-wl1-bos-wlz1");
      assert.equal(
        await refusal(
          make(aws, "ec2/AvailabilityZoneGroup", { ...group, optInStatus: "not-opted-in" }),
        ),
        "InvalidParameterValue: Opting out of the zone group 'us-east-1-wl1' is done by AWS Support only.",
      );
    });
  });

  describe("a Wavelength Zone", () => {
    const zone = "us-east-1-wl1-bos-wlz-1";
    async function openZone(): Promise<string> {
      await make(aws, "ec2/AvailabilityZoneGroup", {
        groupName: "us-east-1-wl1",
        optInStatus: "opted-in",
      });
      return (await makeSubnets(aws, [zone])).subnetIds[0]!;
    }
    const template = (instanceType: string, volumeType: string) =>
      make(aws, "ec2/LaunchTemplate", {
        imageId: "ami-0123456789abcdef0",
        instanceType,
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeType } }],
      });
    const group = async (subnetId: string, instanceType: string, volumeType: string) =>
      make(aws, "autoscaling/Group", {
        name: "edge",
        minSize: 1,
        maxSize: 2,
        vpcZoneIdentifiers: [subnetId],
        launchTemplate: { id: (await template(instanceType, volumeType)).id, version: "$Latest" },
      });

    it("has gp2 volumes only, also for Auto Scaling groups", async () => {
      const subnetId = await openZone();
      const volume = (type: string) =>
        make(aws, "ebs/Volume", { availabilityZone: zone, size: 20, type });
      assert.equal(
        await refusal(volume("gp3")),
        "InvalidParameterValue: The volume type 'gp3' is not supported in the Availability Zone 'us-east-1-wl1-bos-wlz-1'.",
      );
      await volume("gp2");
      assert.equal(
        await refusal(group(subnetId, "t3.medium", "gp3")),
        "waiting for Auto Scaling Group (edge) capacity satisfied: scaling activity: Failed: Launching a new EC2 instance. Status Reason: The volume type 'gp3' is not supported in the Availability Zone 'us-east-1-wl1-bos-wlz-1'. Launching EC2 instance failed.",
      );
      await group(subnetId, "t3.medium", "gp2");
    });

    it("has few instance types", async () => {
      const subnetId = await openZone();
      assert.equal(
        await refusal(
          make(aws, "ec2/Instance", {
            ami: "ami-0123456789abcdef0",
            instanceType: "c5.large",
            subnetId,
          }),
        ),
        "Unsupported: Your requested instance type (c5.large) is not supported in your requested Availability Zone (us-east-1-wl1-bos-wlz-1).",
      );
    });
  });

  describe("a NAT gateway", () => {
    it("takes an address that nothing else has, and holds it and its subnet", async () => {
      const { vpcId, subnetIds } = await makeSubnets(aws);
      const [subnetId = ""] = subnetIds;
      await make(aws, "ec2/InternetGateway", { vpcId });
      const address = await make(aws, "ec2/Eip", {});
      const nat = await make(aws, "ec2/NatGateway", { subnetId, allocationId: address.id });
      assert.equal(nat.outputs["publicIp"], address.outputs["publicIp"]);
      assert.equal(nat.outputs["privateIp"], "10.0.0.4");
      assert.equal(
        await refusal(make(aws, "ec2/NatGateway", { subnetId, allocationId: address.id })),
        `Resource.AlreadyAssociated: Elastic IP address [${address.id}] is already associated`,
      );
      const found = aws.invoke("aws:ec2/getSubnet:getSubnet", { id: subnetId });
      assert.equal(found["availableIpAddressCount"], 250);
    });

    it("keeps an internet gateway in its VPC", async () => {
      const { vpcId, subnetIds } = await makeSubnets(aws);
      const gateway = await make(aws, "ec2/InternetGateway", { vpcId });
      const { id: allocationId } = await make(aws, "ec2/Eip", {});
      await make(aws, "ec2/NatGateway", { subnetId: subnetIds[0]!, allocationId });
      assert.equal(
        await refusal(aws.delete(gateway)),
        `DependencyViolation: Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
      );
    });
  });

  describe("a route", () => {
    it("is refused inside of the VPC's own addresses", async () => {
      const { vpcId } = await makeSubnets(aws);
      const gateway = await make(aws, "ec2/InternetGateway", { vpcId });
      const routes = [{ cidrBlock: "10.0.1.0/24", gatewayId: gateway.id }];
      assert.equal(
        await refusal(make(aws, "ec2/RouteTable", { vpcId, routes })),
        "InvalidParameterValue: The destination CIDR block 10.0.1.0/24 is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.",
      );
    });

    it("is refused to the gateway of another VPC", async () => {
      const { vpcId } = await makeSubnets(aws);
      const other = await make(aws, "ec2/Vpc", { cidrBlock: "10.1.0.0/16" });
      const gateway = await make(aws, "ec2/InternetGateway", { vpcId: other.id });
      const table = await make(aws, "ec2/RouteTable", { vpcId });
      assert.equal(
        await refusal(
          make(aws, "ec2/Route", {
            routeTableId: table.id,
            destinationCidrBlock: "0.0.0.0/0",
            gatewayId: gateway.id,
          }),
        ),
        `InvalidParameterValue: route table ${table.id} and network gateway ${gateway.id} belong to different networks`,
      );
    });

    it("is there once, in the table's list or as a resource of its own", async () => {
      const { vpcId } = await makeSubnets(aws);
      const { id: gatewayId } = await make(aws, "ec2/InternetGateway", { vpcId });
      const { id: routeTableId } = await make(aws, "ec2/RouteTable", {
        vpcId,
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId }],
      });
      assert.equal(
        await refusal(
          make(aws, "ec2/Route", { routeTableId, destinationCidrBlock: "0.0.0.0/0", gatewayId }),
        ),
        "RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.",
      );
    });
  });

  it("gives a subnet one route table at a time", async () => {
    const { vpcId, subnetIds } = await makeSubnets(aws);
    const [subnetId = ""] = subnetIds;
    const { id: routeTableId } = await make(aws, "ec2/RouteTable", { vpcId });
    const first = await make(aws, "ec2/RouteTableAssociation", { routeTableId, subnetId });
    const { id: second } = await make(aws, "ec2/RouteTable", { vpcId });
    assert.equal(
      await refusal(make(aws, "ec2/RouteTableAssociation", { routeTableId: second, subnetId })),
      `Resource.AlreadyAssociated: the specified association for route table ${second} conflicts with an existing association`,
    );
    const moved = await aws.update(first, { routeTableId: second });
    assert.equal(moved.id, first.id);
  });

  describe("a rule of a security group", () => {
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" };
    const old: Properties = {
      type: "ingress",
      protocol: "6",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: ["0.0.0.0/0"],
    };

    it("is there once, whatever kind of resource it is and however it names its protocol", async () => {
      const { vpcId } = await makeSubnets(aws);
      const ingress = [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }];
      const { id } = await make(aws, "ec2/SecurityGroup", { vpcId, ingress });
      const duplicate =
        'InvalidPermission.Duplicate: the specified rule "peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW" already exists';
      const oneRule = make(aws, "vpc/SecurityGroupIngressRule", { securityGroupId: id, ...https });
      assert.equal(await refusal(oneRule), duplicate);
      const oldRule = make(aws, "ec2/SecurityGroupRule", { securityGroupId: id, ...old });
      assert.equal(await refusal(oldRule), duplicate);
      await make(aws, "ec2/SecurityGroupRule", { securityGroupId: id, ...old, type: "egress" });
    });

    it("needs a peer, and ports in their order", async () => {
      const { vpcId } = await makeSubnets(aws);
      const { id: securityGroupId } = await make(aws, "ec2/SecurityGroup", { vpcId });
      assert.equal(
        await refusal(
          make(aws, "ec2/SecurityGroupRule", { securityGroupId, ...old, cidrBlocks: [] }),
        ),
        "One of ['cidr_blocks', 'ipv6_cidr_blocks', 'self', 'source_security_group_id', 'prefix_list_ids'] must be set to create an AWS Security Group Rule",
      );
      assert.equal(
        await refusal(
          make(aws, "vpc/SecurityGroupIngressRule", { securityGroupId, ...https, toPort: 80 }),
        ),
        "InvalidParameterValue: Invalid TCP port range: from (443) is greater than to (80)",
      );
    });

    it("may name a prefix list of AWS, and none that there is not", async () => {
      const { vpcId } = await makeSubnets(aws);
      const { id: securityGroupId } = await make(aws, "ec2/SecurityGroup", { vpcId });
      const { id: prefixListId = "" } = aws.invoke(
        "aws:ec2/getManagedPrefixList:getManagedPrefixList",
        {
          name: "com.amazonaws.us-east-1.vpc-lattice",
        },
      );
      const rule = (id: string) =>
        make(aws, "vpc/SecurityGroupIngressRule", {
          securityGroupId,
          ipProtocol: "-1",
          prefixListId: id,
        });
      await rule(text(prefixListId));
      assert.equal(
        await refusal(rule("pl-00000000")),
        "InvalidPrefixListID.NotFound: The prefix list ID 'pl-00000000' does not exist",
      );
    });
  });

  describe("an interface endpoint", () => {
    const endpoint = (inputs: Properties) =>
      make(aws, "ec2/VpcEndpoint", {
        vpcEndpointType: "Interface",
        serviceName: "com.amazonaws.us-east-1.sts",
        ...inputs,
      });

    it("is in one subnet a zone, and holds a network interface in each", async () => {
      const { vpcId, subnetIds } = await makeSubnets(aws);
      const twin = await make(aws, "ec2/Subnet", {
        vpcId,
        cidrBlock: "10.0.9.0/24",
        availabilityZone: "us-east-1a",
      });
      assert.match(
        await refusal(endpoint({ vpcId, subnetIds: [subnetIds[0]!, twin.id] })),
        /^DuplicateSubnetsInSameZone: /,
      );
      const made = await endpoint({ vpcId, subnetIds });
      assert.equal((made.outputs["networkInterfaceIds"] as string[]).length, 2);
      const changed = await aws.update(made, { subnetIds: [subnetIds[1]!] });
      const left = aws.world.all("aws:ec2/networkInterface:NetworkInterface");
      assert.deepEqual(
        left.map(({ id }) => id),
        changed.outputs["networkInterfaceIds"],
      );
    });

    it("wants DNS names in the VPC for a private name, which one endpoint has", async () => {
      const { vpcId, subnetIds } = await makeSubnets(aws);
      const plain = await make(aws, "ec2/Vpc", { cidrBlock: "10.1.0.0/16" });
      assert.equal(
        await refusal(endpoint({ vpcId: plain.id, privateDnsEnabled: true })),
        `InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${plain.id}`,
      );
      await endpoint({ vpcId, subnetIds, privateDnsEnabled: true });
      assert.equal(
        await refusal(endpoint({ vpcId, subnetIds, privateDnsEnabled: true })),
        `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for sts.us-east-1.amazonaws.com in the VPC ${vpcId}`,
      );
    });

    it("is of a service that there is, in a form that it has", async () => {
      const { vpcId } = await makeSubnets(aws);
      assert.equal(
        await refusal(endpoint({ vpcId, serviceName: "com.amazonaws.us-east-1.stss" })),
        "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.stss' does not exist",
      );
      assert.equal(
        await refusal(endpoint({ vpcId, vpcEndpointType: "Gateway" })),
        "InvalidParameter: Endpoint type (Gateway) does not match available service types ([Interface]).",
      );
    });
  });

  describe("an instance", () => {
    it("has an image of its own Region and architecture", async () => {
      const { subnetIds } = await makeSubnets(aws);
      const image = (region: string, architecture: string) =>
        text(
          aws.as({ region }).invoke("aws:ssm/getParameter:getParameter", {
            name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`,
          })["value"],
        );
      const instance = (ami: string) =>
        make(aws, "ec2/Instance", { ami, instanceType: "t3.micro", subnetId: subnetIds[0]! });
      const foreign = image("eu-west-1", "x86_64");
      assert.equal(
        await refusal(instance(foreign)),
        `InvalidAMIID.NotFound: The image id '[${foreign}]' does not exist`,
      );
      assert.match(
        await refusal(instance(image("us-east-1", "arm64"))),
        /^InvalidParameterValue: The architecture 'x86_64' of the specified instance type does not match/,
      );
      const { outputs } = await instance(image("us-east-1", "x86_64"));
      assert.equal(outputs["privateDns"], "ip-10-0-0-4.ec2.internal");
    });
  });

  it("counts the versions of a launch template, which a preview cannot know", async () => {
    const made = await make(aws, "ec2/LaunchTemplate", { instanceType: "m5.large" });
    const changed = await aws.update(made, { instanceType: "m5.xlarge" });
    assert.deepEqual([made.outputs["latestVersion"], changed.outputs["latestVersion"]], [1, 2]);
    assert.equal(changed.outputs["defaultVersion"], 1);
    const tagged = await aws.update(changed, {
      instanceType: "m5.xlarge",
      tags: { team: "games" },
    });
    assert.equal(tagged.outputs["latestVersion"], 2);
    const grown = await aws.update(tagged, { instanceType: "m5.2xlarge" });
    assert.equal(grown.outputs["latestVersion"], 3);
  });

  it("tags what another stack made, so that look-ups find it", async () => {
    const { subnetIds } = await makeSubnets(aws);
    const tag = { key: "kubernetes.io/role/elb", value: "1" };
    await make(aws, "ec2/Tag", { resourceId: subnetIds[1]!, ...tag });
    assert.deepEqual(
      aws.invoke("aws:ec2/getSubnets:getSubnets", { tags: { [tag.key]: "1" } })["ids"],
      [subnetIds[1]],
    );
    assert.equal(
      await refusal(make(aws, "ec2/Tag", { resourceId: "subnet-1", ...tag })),
      "InvalidID: The ID 'subnet-1' is not valid",
    );
  });

  it("peers VPCs of two Regions, once the other side accepts", async () => {
    const { vpcId } = await makeSubnets(aws);
    const there = aws.as({ region: "eu-west-1" });
    const peer = await make(there, "ec2/Vpc", { cidrBlock: "10.1.0.0/16" });
    const connection = await make(aws, "ec2/VpcPeeringConnection", {
      vpcId,
      peerVpcId: peer.id,
      peerRegion: "eu-west-1",
    });
    assert.equal(connection.outputs["acceptStatus"], "pending-acceptance");
    const options = () =>
      make(aws, "ec2/PeeringConnectionOptions", {
        vpcPeeringConnectionId: connection.id,
        requester: { allowRemoteVpcDnsResolution: true },
      });
    assert.match(await refusal(options()), /^OperationNotPermitted: /);
    const accepter = await make(there, "ec2/VpcPeeringConnectionAccepter", {
      vpcPeeringConnectionId: connection.id,
      autoAccept: true,
    });
    assert.equal(accepter.outputs["acceptStatus"], "active");
    await options();
  });
});
