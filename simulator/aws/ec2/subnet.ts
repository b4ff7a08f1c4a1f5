import type { ec2 } from "@pulumi/aws";
import { contains, overlaps, parseCidr } from "../../../model/cidr";
import { CloudError } from "../../errors";
import { all, arn, requireTarget, resourceType, type AwsCall } from "../resource";
import { subnet, vpc } from "./targets";

export const subnetType = resourceType<ec2.SubnetArgs>({
  token: subnet.type,
  service: "EC2",
  noun: "EC2 Subnet",
  operations: { create: "CreateSubnet", update: "ModifySubnetAttribute", delete: "DeleteSubnet" },
  id: ({ hex }) => `subnet-${hex(17)}`,
  references: [{ path: "vpcId", to: vpc }],
  validate: requireFreeBlock,
  outputs: ({ session, id }) => ({
    arn: arn(session, "ec2", `subnet/${id}`),
    ownerId: session.account,
  }),
});

function requireFreeBlock({
  world,
  inputs: { cidrBlock, vpcId },
  id,
}: AwsCall<ec2.SubnetArgs>): void {
  if (cidrBlock === undefined) return;
  const block = parseCidr(cidrBlock);
  const { cidrBlock: ofVpc = "" } = requireTarget(world, vpc, vpcId).inputs;
  if (!contains(parseCidr(ofVpc), block)) {
    throw new CloudError("InvalidSubnet.Range", `The CIDR '${cidrBlock}' is invalid.`);
  }
  const taken = all(world, subnet).some(
    ({ id: other, inputs }) =>
      other !== id &&
      inputs.vpcId === vpcId &&
      inputs.cidrBlock !== undefined &&
      overlaps(parseCidr(inputs.cidrBlock), block),
  );
  if (taken) {
    throw new CloudError(
      "InvalidSubnet.Conflict",
      `The CIDR '${cidrBlock}' conflicts with another subnet`,
    );
  }
}
