import type { Stack, StackResource } from "../../frame/resource";
import { perStack } from "../../frame/stack";
import { ifKnown, partlyKnown } from "../../frame/unknown";
import type { Subnet } from "./subnets";

/** Where a subnet's default route leads. */
export type Egress = "internet" | "nat" | "other";

interface DefaultRoute {
  cidrBlock?: string | undefined;
  destinationCidrBlock?: string | undefined;
  gatewayId?: string | undefined;
  natGatewayId?: string | undefined;
}

type RouteTable = StackResource<"aws:ec2/routeTable:RouteTable">;

/**
 * Where the default route (IPv4) of a subnet leads; "none" for a table of the stack without one,
 * and undefined where the stack has no table for the subnet: it has the VPC's main one, or another
 * stack's.
 */
export function egressOf(stack: Stack, subnet: Subnet): Egress | "none" | undefined {
  const table = tablesBySubnet(stack).get(subnet.urn);
  return table && (egressByTable(stack).get(table.urn) ?? "none");
}

/** Whether instances in a subnet can have public addresses, by its route or its own setting. */
export function isPublic(stack: Stack, subnet: Subnet): boolean {
  return egressOf(stack, subnet) === "internet" || subnet.props.mapPublicIpOnLaunch === true;
}

const tablesBySubnet = perStack((stack: Stack) => {
  const tables = new Map<string, RouteTable>();
  for (const association of stack.ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")) {
    const { props } = association;
    const [subnet] = stack.target(
      association,
      "subnetId",
      "aws:ec2/subnet:Subnet",
      () => props.subnetId,
    ).found;
    const [table] = stack.target(
      association,
      "routeTableId",
      "aws:ec2/routeTable:RouteTable",
      () => props.routeTableId,
    ).found;
    if (subnet && table) tables.set(subnet.urn, table);
  }
  return tables;
});

const egressByTable = perStack((stack: Stack) => {
  const egress = new Map<string, Egress>();
  for (const table of stack.ofType("aws:ec2/routeTable:RouteTable")) {
    for (const route of partlyKnown(() => table.props.routes).known) {
      const way = egressBy(route);
      if (way) egress.set(table.urn, way);
    }
  }
  for (const route of stack.ofType("aws:ec2/route:Route")) {
    const [table] = stack.target(
      route,
      "routeTableId",
      "aws:ec2/routeTable:RouteTable",
      () => route.props.routeTableId,
    ).found;
    const way = egressBy(route.props);
    if (table && way) egress.set(table.urn, way);
  }
  return egress;
});

function egressBy(route: DefaultRoute): Egress | undefined {
  const destination = ifKnown(() => route.destinationCidrBlock ?? route.cidrBlock);
  if (destination !== "0.0.0.0/0") return undefined;
  // A gateway that is still to be made is one all the same: only its id is not known.
  const gateway = ifKnown(() => route.gatewayId);
  const nat = ifKnown(() => route.natGatewayId);
  if (nat) return "nat";
  if (gateway) return String(gateway).startsWith("vgw-") ? "other" : "internet";
  return "other";
}
