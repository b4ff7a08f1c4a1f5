import type { ec2 } from "@pulumi/aws";
import { contains, overlaps, parseCidr, type Cidr } from "../../../model/network/cidr";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { all, requireTarget } from "../references";
import { resourceType, type AwsCall, type Place } from "../resource";
import { findZone, openZones, type ZoneFacts } from "../zones";
import { subnet, vpc } from "./reference-targets";
import { cidrAssociationType } from "./cidr-association";

type SubnetCall = AwsCall<ec2.SubnetArgs>;

export const subnetType = resourceType<ec2.SubnetArgs>({
  token: subnet.type,
  service: "EC2",
  noun: "EC2 Subnet",
  operations: { create: "CreateSubnet", update: "ModifySubnetAttribute", delete: "DeleteSubnet" },
  id: ({ hex }) => `subnet-${hex(17)}`,
  defaults: {
    assignIpv6AddressOnCreation: false,
    enableDns64: false,
    mapPublicIpOnLaunch: false,
  },
  references: [{ path: "vpcId", to: vpc }],
  validate: (call) => {
    zoneOf(call);
    requireFreeBlock(call);
  },
  outputs: (call) => ({
    arn: arn(call.session, "ec2", `subnet/${call.id}`),
    ownerId: call.session.account,
    availabilityZone: zoneOf(call).name,
    availabilityZoneId: zoneOf(call).id,
    privateDnsHostnameTypeOnLaunch: "ip-name",
    ipv6CidrBlockAssociationId: call.inputs.ipv6CidrBlock
      ? `subnet-cidr-assoc-${call.hex(17, "ipv6")}`
      : "",
  }),
  retries: ["DependencyViolation"],
});

/** The zone that the program names, or one that AWS chooses. */
function zoneOf(call: SubnetCall): ZoneFacts {
  const { availabilityZone, availabilityZoneId } = call.inputs;
  const open = openZones(call);
  const named = availabilityZone ?? availabilityZoneId;
  if (named === undefined) {
    const [first = open[0]] = open.filter(({ kind }) => kind === "availability");
    return first!;
  }
  const zone = findZone(call.session.region, named);
  if (zone && open.includes(zone)) return zone;
  throw new CloudError(
    "InvalidParameterValue",
    `Value (${named}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${open.map(({ name }) => name).join(", ")}.`,
  );
}

function requireFreeBlock(call: SubnetCall): void {
  const { cidrBlock, ipv6CidrBlock, vpcId } = call.inputs;
  for (const text of [cidrBlock, ipv6CidrBlock]) {
    if (text === undefined) continue;
    const block = parseCidr(text);
    if (isWrongSize(block) || !vpcBlocks(call, vpcId).some((outer) => contains(outer, block))) {
      throw new CloudError("InvalidSubnet.Range", `The CIDR '${text}' is invalid.`);
    }
    if (isTaken(call, block)) {
      throw new CloudError(
        "InvalidSubnet.Conflict",
        `The CIDR '${text}' conflicts with another subnet`,
      );
    }
  }
}

function isWrongSize({ family, prefix }: Cidr): boolean {
  return family === 4 ? prefix < 16 || prefix > 28 : prefix < 44 || prefix > 64;
}

function isTaken(call: SubnetCall, block: Cidr): boolean {
  return all(call, subnet)
    .filter(({ id, inputs }) => id !== call.id && inputs.vpcId === call.inputs.vpcId)
    .flatMap(({ inputs }) => [inputs.cidrBlock, inputs.ipv6CidrBlock])
    .some((other) => other !== undefined && overlaps(parseCidr(other), block));
}

/** All blocks of a VPC: its first ones and those associated later. */
export function vpcBlocks(place: Place, vpcId: string): Cidr[] {
  const { outputs } = requireTarget(place, vpc, vpcId);
  const later = place.world
    .all(cidrAssociationType.token)
    .filter(({ inputs }) => inputs["vpcId"] === vpcId)
    .map(({ outputs: { cidrBlock } }) => cidrBlock);
  return [outputs["cidrBlock"], outputs["ipv6CidrBlock"], ...later]
    .filter((text): text is string => typeof text === "string" && text !== "")
    .map((text) => parseCidr(text));
}
