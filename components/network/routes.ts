import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { named, type Scope } from "../scope";
import type { FilledNetworkArgs } from "./args";
import type { NetworkSubnet } from "./subnets";
import type { VpcParts } from "./vpc";

/** The route tables and NAT gateways of a network. */
export interface Routes {
  /** All route tables: `public`, and private ones by the name of their zone. */
  routeTableIds: Record<string, pulumi.Output<string>>;
  /** Public addresses of the NAT gateways, for allow-lists of others. */
  natAddresses: pulumi.Output<string>[];
}

const anywhere = { destinationCidrBlock: "0.0.0.0/0" };
const anywhere6 = { destinationIpv6CidrBlock: "::/0" };

/**
 * Creates one route table for all public subnets, and one per zone for its private and pod subnets,
 * with their NAT gateways.
 */
export function createRoutes(
  scope: Scope,
  subnets: readonly NetworkSubnet[],
  vpc: VpcParts,
  args: FilledNetworkArgs,
): Routes {
  const opts = { parent: scope.parent };
  const publicTable = createPublicTable(scope, vpc);
  const tables = new Map<string, aws.ec2.RouteTable>();
  const natGateways = createNatGateways(scope, subnets, vpc, args.nat);
  for (const { tier, zone, id } of subnets) {
    const table =
      tier === "public"
        ? publicTable
        : (tables.get(zone) ?? createPrivateTable(scope, zone, vpc, natGateways));
    if (tier !== "public") tables.set(zone, table);
    new aws.ec2.RouteTableAssociation(
      `${scope.name}-${tier}-${zone}`,
      { subnetId: id, routeTableId: table.id },
      opts,
    );
  }
  return {
    routeTableIds: Object.fromEntries(
      [["public", publicTable] as const, ...tables].map(([key, { id }]) => [key, id]),
    ),
    natAddresses: [...natGateways.values()].map((gateway) => gateway.publicIp),
  };
}

function createPublicTable(
  scope: Scope,
  { vpc, internetGateway, egressOnlyGateway }: VpcParts,
): aws.ec2.RouteTable {
  const name = `${scope.name}-public`;
  const opts = { parent: scope.parent };
  const table = new aws.ec2.RouteTable(name, { vpcId: vpc.id, tags: named(scope, name) }, opts);
  const route = { routeTableId: table.id, gatewayId: internetGateway.id };
  new aws.ec2.Route(`${name}-internet`, { ...route, ...anywhere }, opts);
  if (egressOnlyGateway) {
    new aws.ec2.Route(`${name}-internet-v6`, { ...route, ...anywhere6 }, opts);
  }
  return table;
}

function createPrivateTable(
  scope: Scope,
  zone: string,
  { vpc, egressOnlyGateway }: VpcParts,
  natGateways: ReadonlyMap<string, aws.ec2.NatGateway>,
): aws.ec2.RouteTable {
  const name = `${scope.name}-private-${zone}`;
  const opts = { parent: scope.parent };
  const table = new aws.ec2.RouteTable(name, { vpcId: vpc.id, tags: named(scope, name) }, opts);
  const nat = natGateways.get(zone) ?? [...natGateways.values()][0];
  if (nat) {
    new aws.ec2.Route(
      `${name}-nat`,
      { routeTableId: table.id, natGatewayId: nat.id, ...anywhere },
      opts,
    );
  }
  if (egressOnlyGateway) {
    new aws.ec2.Route(
      `${name}-internet-v6`,
      { routeTableId: table.id, egressOnlyGatewayId: egressOnlyGateway.id, ...anywhere6 },
      opts,
    );
  }
  return table;
}

/** Creates the NAT gateways and returns them by zone. */
function createNatGateways(
  scope: Scope,
  subnets: readonly NetworkSubnet[],
  { internetGateway }: VpcParts,
  nat: "none" | "single" | "perAz",
): Map<string, aws.ec2.NatGateway> {
  const publics = subnets.filter(({ tier }) => tier === "public");
  const homes = nat === "none" ? [] : nat === "single" ? publics.slice(0, 1) : publics;
  // Both need the VPC's internet gateway at creation and deletion.
  const opts = { parent: scope.parent, dependsOn: [internetGateway] };
  return new Map(
    homes.map(({ zone, id }) => {
      const name = `${scope.name}-nat-${zone}`;
      const address = new aws.ec2.Eip(name, { domain: "vpc", tags: named(scope, name) }, opts);
      const gateway = new aws.ec2.NatGateway(
        name,
        { subnetId: id, allocationId: address.id, tags: named(scope, name) },
        opts,
      );
      return [zone, gateway];
    }),
  );
}
