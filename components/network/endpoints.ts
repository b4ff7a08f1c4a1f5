import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountOf } from "../account";
import { named, type Scope } from "../scope";
import type { FilledNetworkArgs } from "./args";
import type { NetworkSubnet } from "./subnets";

/** The VPC, subnets and route tables that endpoints are attached to. */
export interface EndpointPlaces {
  vpcId: pulumi.Output<string>;
  /** IPv4 blocks that interface endpoints admit. */
  cidrs: readonly string[];
  subnets: readonly NetworkSubnet[];
  routeTableIds: readonly pulumi.Output<string>[];
}

/** Creates gateway endpoints, and interface endpoints with a security group that admits the VPC. */
export function createEndpoints(
  scope: Scope,
  places: EndpointPlaces,
  args: FilledNetworkArgs,
): void {
  const { region } = accountOf(scope.parent);
  const opts = { parent: scope.parent };
  const gatewayServices = args.gatewayEndpoints;
  for (const service of gatewayServices) {
    const name = `${scope.name}-${service}`;
    new aws.ec2.VpcEndpoint(
      name,
      {
        vpcId: places.vpcId,
        vpcEndpointType: "Gateway",
        serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
        routeTableIds: [...places.routeTableIds],
        tags: named(scope, name),
      },
      opts,
    );
  }
  const services = args.interfaceEndpoints;
  if (services.length === 0) return;
  const securityGroup = createSecurityGroup(scope, places);
  for (const service of services) {
    const isBoth = gatewayServices.includes(service);
    const name = `${scope.name}-${service}${isBoth ? "-interface" : ""}`;
    new aws.ec2.VpcEndpoint(
      name,
      {
        vpcId: places.vpcId,
        vpcEndpointType: "Interface",
        serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
        subnetIds: places.subnets.filter(({ tier }) => tier === "private").map(({ id }) => id),
        securityGroupIds: [securityGroup.id],
        privateDnsEnabled: true,
        // By default, only networks on premises resolve the endpoint's names. Nodes of the VPC
        // without a gateway endpoint, as in Wavelength Zones, would reach S3 through the internet.
        ...(service === "s3" && {
          dnsOptions: { privateDnsOnlyForInboundResolverEndpoint: false },
        }),
        tags: named(scope, name),
      },
      opts,
    );
  }
}

function createSecurityGroup(
  scope: Scope,
  { vpcId, cidrs }: EndpointPlaces,
): aws.ec2.SecurityGroup {
  const name = `${scope.name}-endpoints`;
  const opts = { parent: scope.parent };
  const group = new aws.ec2.SecurityGroup(
    name,
    { vpcId, description: "Interface endpoints, reached from the VPC", tags: named(scope, name) },
    opts,
  );
  for (const cidr of cidrs) {
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-${cidr}`,
      {
        securityGroupId: group.id,
        description: `HTTPS from ${cidr}`,
        cidrIpv4: cidr,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        tags: scope.tags,
      },
      opts,
    );
  }
  return group;
}
