import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import type { Target } from "../resource";

function target<Args>(type: string, noun: string, code: string): Target<Args> {
  return {
    type,
    notFound: (id) => new CloudError(code, `The ${noun} ID '${id}' does not exist`),
    inUse: ({ id }) =>
      new CloudError(
        "DependencyViolation",
        `The ${noun} '${id}' has dependencies and cannot be deleted.`,
      ),
  };
}

// Codes: Amazon EC2 API Reference, "Error codes".
export const vpc = target<ec2.VpcArgs>("aws:ec2/vpc:Vpc", "vpc", "InvalidVpcID.NotFound");
export const subnet = target<ec2.SubnetArgs>(
  "aws:ec2/subnet:Subnet",
  "subnet",
  "InvalidSubnetID.NotFound",
);
export const securityGroup = target<ec2.SecurityGroupArgs>(
  "aws:ec2/securityGroup:SecurityGroup",
  "security group",
  "InvalidGroup.NotFound",
);
