import type { ec2 } from "@pulumi/aws";
import { all } from "../references";
import { awsFunction, type EntryOf, type Place } from "../resource";
import { freeAddressCount } from "./addresses";
import { cidrAssociationType } from "./cidr-association";
import { exactlyOne, select, type Filter, type Filterable } from "./filters";
import { tagsOf } from "./tags";
import { subnet, vpc } from "./reference-targets";

type Vpc = EntryOf<ec2.VpcArgs>;
type Subnet = EntryOf<ec2.SubnetArgs>;

const text = (value: unknown) => (typeof value === "string" ? value : "");

export const getVpc = awsFunction<ec2.GetVpcArgs, ec2.GetVpcResult>(
  "aws:ec2/getVpc:getVpc",
  ["EC2", "DescribeVpcs"],
  (place, { id, cidrBlock, dhcpOptionsId, default: isDefault, state, ...query }) => {
    // The local cloud's account has no default VPC, like one whose owner deleted it.
    const found = select(isDefault ? [] : all(place, vpc), (entry) => viewVpc(place, entry), {
      ...query,
      filters: [
        ...(query.filters ?? []),
        ...given("vpc-id", id),
        ...given("cidr-block-association.cidr-block", cidrBlock),
        ...given("dhcp-options-id", dhcpOptionsId),
        ...given("state", state),
      ],
    });
    return vpcResult(place, exactlyOne(found, "EC2 VPC"));
  },
);

export const getSubnet = awsFunction<ec2.GetSubnetArgs, ec2.GetSubnetResult>(
  "aws:ec2/getSubnet:getSubnet",
  ["EC2", "DescribeSubnets"],
  (place, { id, vpcId, cidrBlock, availabilityZone, availabilityZoneId, state, ...query }) => {
    const found = select(all(place, subnet), (entry) => viewSubnet(place, entry), {
      ...query,
      filters: [
        ...(query.filters ?? []),
        ...given("subnet-id", id),
        ...given("vpc-id", vpcId),
        ...given("cidr-block", cidrBlock),
        ...given("availability-zone", availabilityZone),
        ...given("availability-zone-id", availabilityZoneId),
        ...given("state", state),
      ],
    });
    return subnetResult(place, exactlyOne(found, "EC2 Subnet"));
  },
);

export const getSubnets = awsFunction<ec2.GetSubnetsArgs, ec2.GetSubnetsResult>(
  "aws:ec2/getSubnets:getSubnets",
  ["EC2", "DescribeSubnets"],
  (place, query) => {
    const found = select(all(place, subnet), (entry) => viewSubnet(place, entry), query);
    return {
      id: place.session.region,
      ids: found.map(({ id }) => id),
      region: place.session.region,
      tags: query.tags ?? {},
    };
  },
);

/** A filter for an argument that is given. */
export function given(name: string, value: string | undefined): Filter[] {
  return value === undefined || value === "" ? [] : [{ name, values: [value] }];
}

function viewVpc(place: Place, entry: Vpc): Filterable {
  const { id, inputs, outputs } = entry;
  return {
    attributes: {
      "vpc-id": id,
      cidr: inputs.cidrBlock,
      "cidr-block-association.cidr-block": blocksOf(place, entry),
      "dhcp-options-id": text(outputs["dhcpOptionsId"]),
      "owner-id": text(outputs["ownerId"]),
      state: "available",
      "is-default": false,
    },
    tags: tagsOf(place, entry),
  };
}

function blocksOf({ world }: Place, { id, inputs }: Vpc): string[] {
  const later = world
    .all(cidrAssociationType.token)
    .filter((entry) => entry.inputs["vpcId"] === id)
    .map((entry) => text(entry.inputs["cidrBlock"]));
  return [inputs.cidrBlock ?? "", ...later];
}

function vpcResult(place: Place, entry: Vpc) {
  const { id, inputs, outputs } = entry;
  const ipv6 = text(outputs["ipv6CidrBlock"]);
  const associations = blocksOf(place, entry).map((cidrBlock, index) => ({
    associationId: `vpc-cidr-assoc-${id.slice(4, -2)}${String(index).padStart(2, "0")}`,
    cidrBlock,
    state: "associated",
  }));
  return {
    id,
    arn: text(outputs["arn"]),
    cidrBlock: inputs.cidrBlock ?? "",
    cidrBlockAssociations: associations,
    default: false,
    dhcpOptionsId: text(outputs["dhcpOptionsId"]),
    enableDnsHostnames: inputs.enableDnsHostnames ?? false,
    enableDnsSupport: inputs.enableDnsSupport ?? true,
    enableNetworkAddressUsageMetrics: inputs.enableNetworkAddressUsageMetrics ?? false,
    filters: [],
    instanceTenancy: inputs.instanceTenancy ?? "default",
    ipv6AssociationId: text(outputs["ipv6AssociationId"]),
    ipv6CidrBlock: ipv6,
    ipv6CidrBlockAssociations:
      ipv6 === ""
        ? []
        : [
            {
              associationId: text(outputs["ipv6AssociationId"]),
              ipSource: "amazon",
              ipv6AddressAttribute: "public",
              ipv6CidrBlock: ipv6,
              ipv6Pool: "Amazon",
              networkBorderGroup: place.session.region,
              state: "associated",
            },
          ],
    mainRouteTableId: text(outputs["mainRouteTableId"]),
    ownerId: text(outputs["ownerId"]),
    region: place.session.region,
    state: "available",
    tags: tagsOf(place, entry),
  };
}

function viewSubnet(place: Place, entry: Subnet): Filterable {
  const { id, inputs, outputs } = entry;
  return {
    attributes: {
      "subnet-id": id,
      "subnet-arn": text(outputs["arn"]),
      "vpc-id": inputs.vpcId,
      "cidr-block": inputs.cidrBlock,
      cidrBlock: inputs.cidrBlock,
      "availability-zone": text(outputs["availabilityZone"]),
      availabilityZone: text(outputs["availabilityZone"]),
      "availability-zone-id": text(outputs["availabilityZoneId"]),
      "default-for-az": false,
      "map-public-ip-on-launch": inputs.mapPublicIpOnLaunch ?? false,
      "owner-id": text(outputs["ownerId"]),
      state: "available",
    },
    tags: tagsOf(place, entry),
  };
}

function subnetResult(place: Place, entry: Subnet) {
  const { id, inputs, outputs } = entry;
  return {
    id,
    arn: text(outputs["arn"]),
    assignIpv6AddressOnCreation: inputs.assignIpv6AddressOnCreation ?? false,
    availabilityZone: text(outputs["availabilityZone"]),
    availabilityZoneId: text(outputs["availabilityZoneId"]),
    availableIpAddressCount: freeAddressCount(place, id),
    cidrBlock: inputs.cidrBlock ?? "",
    customerOwnedIpv4Pool: "",
    defaultForAz: false,
    enableDns64: inputs.enableDns64 ?? false,
    enableLniAtDeviceIndex: inputs.enableLniAtDeviceIndex ?? 0,
    enableResourceNameDnsARecordOnLaunch: inputs.enableResourceNameDnsARecordOnLaunch ?? false,
    enableResourceNameDnsAaaaRecordOnLaunch:
      inputs.enableResourceNameDnsAaaaRecordOnLaunch ?? false,
    filters: [],
    ipv6CidrBlock: inputs.ipv6CidrBlock ?? "",
    ipv6CidrBlockAssociationId: text(outputs["ipv6CidrBlockAssociationId"]),
    ipv6Native: inputs.ipv6Native ?? false,
    mapCustomerOwnedIpOnLaunch: false,
    mapPublicIpOnLaunch: inputs.mapPublicIpOnLaunch ?? false,
    outpostArn: "",
    ownerId: text(outputs["ownerId"]),
    privateDnsHostnameTypeOnLaunch: text(outputs["privateDnsHostnameTypeOnLaunch"]),
    region: place.session.region,
    state: "available",
    tags: tagsOf(place, entry),
    vpcId: inputs.vpcId,
  };
}
