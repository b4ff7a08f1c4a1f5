import type { Stack, StackResource } from "../../frame/resource";
import { perStack } from "../../frame/stack";
import { ifKnown, partlyKnown } from "../../frame/unknown";
import type { Subnet } from "./subnets";

/** The target of a subnet's default route. */
export type Egress = "internet" | "nat" | "other";

interface DefaultRoute {
  cidrBlock?: string | undefined;
  destinationCidrBlock?: string | undefined;
  gatewayId?: string | undefined;
  natGatewayId?: string | undefined;
}

type RouteTable = StackResource<"aws:ec2/routeTable:RouteTable">;

/**
 * The target of the default route (IPv4) of a subnet: "none" if its route table has no such route,
 * and undefined if the stack has no route table for the subnet, which then uses the main table of
 * the VPC or a table of another stack.
 */
export function egressOf(stack: Stack, subnet: Subnet): Egress | "none" | undefined {
  const table = tablesBySubnet(stack).get(subnet.urn);
  return table && (egressByTable(stack).get(table.urn) ?? "none");
}

/** Whether a subnet is public, by its default route or because it assigns public addresses. */
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
      const target = egressBy(route);
      if (target) egress.set(table.urn, target);
    }
  }
  for (const route of stack.ofType("aws:ec2/route:Route")) {
    const [table] = stack.target(
      route,
      "routeTableId",
      "aws:ec2/routeTable:RouteTable",
      () => route.props.routeTableId,
    ).found;
    const target = egressBy(route.props);
    if (table && target) egress.set(table.urn, target);
  }
  return egress;
});

function egressBy(route: DefaultRoute): Egress | undefined {
  const destination = ifKnown(() => route.destinationCidrBlock ?? route.cidrBlock);
  if (destination !== "0.0.0.0/0") return undefined;
  // A gateway that is not created yet has an unknown id.
  const gateway = ifKnown(() => route.gatewayId);
  const nat = ifKnown(() => route.natGatewayId);
  if (nat) return "nat";
  if (gateway) return String(gateway).startsWith("vgw-") ? "other" : "internet";
  return "other";
}
