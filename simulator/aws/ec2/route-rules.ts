import type { ec2 } from "@pulumi/aws";
import { contains, isCidr, parseCidr } from "../../../model/network/cidr";
import { CloudError } from "../../errors";
import { requireTarget, resolve, type Reference, type Target } from "../references";
import type { Place, Plain } from "../resource";
import { awsPrefixList } from "./aws-prefix-lists";
import { vpcBlocks } from "./subnet";
import { isAttached, transitGateway } from "./transit-gateways";
import {
  carrierGateway,
  egressOnlyInternetGateway,
  internetGateway,
  natGateway,
  networkInterface,
  peeringConnection,
  prefixList,
  subnet,
  vpcEndpoint,
} from "./reference-targets";

/** A route, of a table's list or a resource of its own. */
export interface RouteSpec {
  /** The resource it is, where it is one. */
  id?: string;
  destination: string;
  gatewayId?: string;
  natGatewayId?: string;
  networkInterfaceId?: string;
  transitGatewayId?: string;
}

type InlineRoute = Partial<
  Omit<Plain<ec2.RouteArgs>, "routeTableId"> & { cidrBlock: string; ipv6CidrBlock: string }
>;

/** What routes refer to, with `prefix` for where they are: `routes[].`. A deleted target leaves a black hole. */
export function routeReferences(prefix: string): Reference[] {
  const to = (path: string, target: Target, when?: Reference["when"]): Reference => ({
    path: `${prefix}${path}`,
    to: target,
    blocks: false,
    ...(when && { when }),
  });
  // Of a route EC2 only says that its gateway isn't there, whatever kind it is.
  const gateway = (target: Target): Target => ({
    ...target,
    notFound: (id) =>
      new CloudError("InvalidGatewayID.NotFound", `The gateway ID '${id}' does not exist`),
  });
  return [
    to("gatewayId", gateway(internetGateway), (id) => id.startsWith("igw-")),
    to("egressOnlyGatewayId", gateway(egressOnlyInternetGateway)),
    to("natGatewayId", gateway(natGateway)),
    to("carrierGatewayId", gateway(carrierGateway)),
    to("networkInterfaceId", networkInterface),
    to("transitGatewayId", transitGateway),
    to("vpcPeeringConnectionId", peeringConnection),
    to("vpcEndpointId", vpcEndpoint),
    {
      ...to("destinationPrefixListId", prefixList, (id) => !awsPrefixList(id)),
      blocks: true,
    },
  ];
}

/** A route with its destination, whatever kind it is. */
export function routeSpec(route: InlineRoute, id?: string): RouteSpec {
  const destination =
    route.cidrBlock ??
    route.ipv6CidrBlock ??
    route.destinationCidrBlock ??
    route.destinationIpv6CidrBlock ??
    route.destinationPrefixListId ??
    "";
  return { ...route, destination, ...(id !== undefined && { id }) };
}

/**
 * Checks routes that are to be in a table.
 *
 * @throws CloudError for a second route to one destination, and for targets outside of the VPC
 */
export function requireRoutes(
  place: Place,
  { id, vpcId }: { id: string; vpcId: string },
  routes: readonly InlineRoute[] = [],
): void {
  const known = routes.map((route) => routeSpec(route));
  known.forEach((route, index) => {
    requireSameNetwork(place, id, vpcId, route);
    const isTwice = known.slice(0, index).some((other) => other.destination === route.destination);
    if (isTwice) throw alreadyExists(route);
  });
}

export function alreadyExists({ destination }: RouteSpec): CloudError {
  return new CloudError(
    "RouteAlreadyExists",
    `The route identified by ${destination} already exists.`,
  );
}

/** @throws CloudError for a target of another VPC, and for a destination inside of the VPC */
export function requireSameNetwork(
  place: Place,
  tableId: string,
  vpcId: string,
  route: RouteSpec,
): void {
  const { gatewayId = "", natGatewayId = "", networkInterfaceId, destination } = route;
  const { transitGatewayId } = route;
  const igw = resolve(place, internetGateway, gatewayId);
  const nat = resolve(place, natGateway, natGatewayId);
  if (igw && igw.inputs.vpcId !== vpcId) throw otherNetwork(tableId, "network gateway", gatewayId);
  const natVpc = nat && requireTarget(place, subnet, nat.inputs.subnetId ?? "").inputs.vpcId;
  if (nat && natVpc !== vpcId) throw otherNetwork(tableId, "interface", natGatewayId);
  // To a VPC a transit gateway is there once the two are attached.
  if (transitGatewayId !== undefined && !isAttached(place, vpcId, transitGatewayId)) {
    throw transitGateway.notFound(transitGatewayId);
  }
  const isLocal =
    isCidr(destination) &&
    vpcBlocks(place, vpcId).some((block) => contains(block, parseCidr(destination)));
  if (isLocal && networkInterfaceId === undefined && gatewayId !== "local") {
    throw new CloudError(
      "InvalidParameterValue",
      `The destination CIDR block ${destination} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
    );
  }
}

function otherNetwork(tableId: string, kind: string, id: string): CloudError {
  return new CloudError(
    "InvalidParameterValue",
    `route table ${tableId} and ${kind} ${id} belong to different networks`,
  );
}
