import type { route53 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { securityGroup, subnet, vpc } from "../ec2/reference-targets";
import type { Target } from "../references";

// Codes and sentences: Route 53 Resolver API Reference, errors of each operation.

export const invalidParameter = (text: string): CloudError =>
  new CloudError("InvalidParameterException", text);

export const invalidRequest = (text: string): CloudError =>
  new CloudError("InvalidRequestException", text);

const missing = (text: string) => new CloudError("ResourceNotFoundException", text);

export const resolverEndpoint: Target<route53.ResolverEndpointArgs> = {
  type: "aws:route53/resolverEndpoint:ResolverEndpoint",
  notFound: (id) => missing(`Resolver endpoint with ID '${id}' does not exist.`),
  inUse: (_, user) =>
    invalidRequest(
      `Cannot delete resolver endpoint unless its related resolver rules are deleted. The following rules still exist for this resolver endpoint: ${user.id}`,
    ),
};

export const resolverRule: Target<route53.ResolverRuleArgs> = {
  type: "aws:route53/resolverRule:ResolverRule",
  notFound: (id) => missing(`Resolver rule with ID '${id}' does not exist.`),
  inUse: () =>
    new CloudError(
      "ResourceInUseException",
      "Please disassociate this resolver rule from VPC first before deleting",
    ),
};

export const ruleAssociation: Target<route53.ResolverRuleAssociationArgs> = {
  type: "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
  notFound: (id) => missing(`ResolverRuleAssociation '${id}' does not Exist`),
  inUse: ({ id }) => invalidRequest(id),
};

/** Things of EC2, with what Route 53 Resolver says where they are not there. */
export const endpointSubnet: typeof subnet = {
  ...subnet,
  notFound: (id) => invalidParameter(`The subnet ID '${id}' does not exist`),
};

export const endpointGroup: typeof securityGroup = {
  ...securityGroup,
  notFound: (id) => missing(`The security group '${id}' does not exist`),
};

export const associatedVpc: typeof vpc = {
  ...vpc,
  notFound: (id) => invalidParameter(`The vpc ID '${id}' does not exist`),
};
