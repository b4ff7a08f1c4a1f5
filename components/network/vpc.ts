import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { named, type Scope } from "../scope";
import type { FilledNetworkArgs } from "./args";

/** The VPC and the resources that belong to it as a whole. */
export interface VpcParts {
  vpc: aws.ec2.Vpc;
  internetGateway: aws.ec2.InternetGateway;
  /** Gateway for IPv6; only with IPv6. */
  egressOnlyGateway?: aws.ec2.EgressOnlyInternetGateway;
  /** The second block, only with a pod CIDR; pod subnets depend on it. */
  podBlock?: aws.ec2.VpcIpv4CidrBlockAssociation;
}

/** Creates the VPC, its internet gateways, and a default security group that admits nothing. */
export function createVpc(scope: Scope, args: FilledNetworkArgs): VpcParts {
  const opts: pulumi.CustomResourceOptions = { parent: scope.parent };
  const vpc = new aws.ec2.Vpc(
    `${scope.name}-vpc`,
    {
      ...(args.cidr !== undefined && { cidrBlock: args.cidr }),
      // EKS needs both: nodes register by host name, and private endpoints use private DNS.
      enableDnsHostnames: true,
      enableDnsSupport: true,
      assignGeneratedIpv6CidrBlock: args.ipv6,
      tags: named(scope, scope.name),
    },
    opts,
  );
  new aws.ec2.DefaultSecurityGroup(
    `${scope.name}-default`,
    { vpcId: vpc.id, ingress: [], egress: [], tags: named(scope, `${scope.name}-default`) },
    opts,
  );
  const internetGateway = new aws.ec2.InternetGateway(
    `${scope.name}-internet`,
    { vpcId: vpc.id, tags: named(scope, scope.name) },
    opts,
  );
  const parts: VpcParts = { vpc, internetGateway };
  if (args.ipv6) {
    parts.egressOnlyGateway = new aws.ec2.EgressOnlyInternetGateway(
      `${scope.name}-internet-v6`,
      { vpcId: vpc.id, tags: named(scope, scope.name) },
      opts,
    );
  }
  if (args.podCidr !== undefined) {
    parts.podBlock = new aws.ec2.VpcIpv4CidrBlockAssociation(
      `${scope.name}-pods`,
      { vpcId: vpc.id, cidrBlock: args.podCidr },
      opts,
    );
  }
  return parts;
}
