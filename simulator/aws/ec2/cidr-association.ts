import type { ec2 } from "@pulumi/aws";
import { contains, overlaps, parseCidr, type Cidr } from "../../../model/network/cidr";
import { InputError } from "../../../model/errors";
import { checkAssociation } from "../../../model/network/vpc-cidrs";
import { CloudError } from "../../errors";
import { all, requireTarget } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { subnet, vpc } from "./reference-targets";
import { text } from "../../values";

type AssociationCall = AwsCall<ec2.VpcIpv4CidrBlockAssociationArgs>;

/** Further IPv4 blocks of a VPC. */
export const cidrAssociationType = resourceType<ec2.VpcIpv4CidrBlockAssociationArgs>({
  token: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  service: "EC2",
  noun: "EC2 VPC IPv4 CIDR Block Association",
  operations: { create: "AssociateVpcCidrBlock", delete: "DisassociateVpcCidrBlock" },
  id: ({ hex }) => `vpc-cidr-assoc-${hex(17)}`,
  references: [{ path: "vpcId", to: vpc, blocks: false }],
  validate: requireAllowedBlock,
  beforeDelete: requireNoSubnets,
  retries: ["DependencyViolation"],
});

function requireAllowedBlock({ inputs: { cidrBlock, vpcId }, ...place }: AssociationCall): void {
  if (cidrBlock === undefined) return;
  const block = parseCidr(cidrBlock);
  if (block.prefix < 16 || block.prefix > 28) {
    throw new CloudError("InvalidVpc.Range", `The CIDR '${cidrBlock}' is invalid.`);
  }
  const { cidrBlock: first } = requireTarget(place, vpc, vpcId).inputs;
  const others = place.world
    .all(cidrAssociationType.token)
    .filter(({ id, inputs }) => id !== place.id && inputs["vpcId"] === vpcId)
    .map(({ inputs }) => parseCidr(text(inputs["cidrBlock"])));
  const isTaken = others.some((other) => overlaps(other, block));
  const refusal = isTaken ? "it overlaps another block of the VPC" : restriction(first, block);
  if (refusal !== undefined) {
    throw new CloudError(
      "InvalidVpc.Range",
      `The CIDR '${cidrBlock}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR: ${refusal}.`,
    );
  }
}

/** Why AWS lets no VPC with the first block have the second, or undefined. */
function restriction(first: string | undefined, second: Cidr): string | undefined {
  if (first === undefined) return undefined;
  try {
    checkAssociation(parseCidr(first), second, "cidrBlock");
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return `it ${error.rule}`;
    throw error;
  }
}

function requireNoSubnets({ inputs: { cidrBlock, vpcId }, ...place }: AssociationCall): void {
  const block = parseCidr(cidrBlock ?? "0.0.0.0/32");
  const user = all(place, subnet).find(
    ({ inputs }) =>
      inputs.vpcId === vpcId &&
      inputs.cidrBlock !== undefined &&
      contains(block, parseCidr(inputs.cidrBlock)),
  );
  if (!user) return;
  throw new CloudError(
    "DependencyViolation",
    `The vpc ${vpcId} CIDR block with association ID ${place.id} has subnets and cannot be disassociated.`,
  );
}
