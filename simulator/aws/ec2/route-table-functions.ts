import type { ec2 } from "@pulumi/aws";
import { all, resolve } from "../references";
import { awsFunction, type EntryOf, type Place } from "../resource";
import { exactlyOne, select, type Filterable } from "./filters";
import { routesOf } from "./routes";
import { tagsOf } from "./tags";
import { routeTable, routeTableAssociation, vpc } from "./reference-targets";
import { given } from "./vpc-functions";
import { text } from "../../values";

type Table = EntryOf<ec2.RouteTableArgs>;

export const getRouteTable = awsFunction<ec2.GetRouteTableArgs, ec2.GetRouteTableResult>(
  "aws:ec2/getRouteTable:getRouteTable",
  ["EC2", "DescribeRouteTables"],
  (place, { routeTableId, subnetId, gatewayId, vpcId, ...query }) => {
    const found = select(all(place, routeTable), (table) => view(place, table), {
      ...query,
      filters: [
        ...(query.filters ?? []),
        ...given("route-table-id", routeTableId),
        ...given("association.subnet-id", subnetId),
        ...given("association.gateway-id", gatewayId),
        ...given("vpc-id", vpcId),
      ],
    });
    return result(place, exactlyOne(found, "EC2 Route Table"), { subnetId, gatewayId });
  },
);

export const getRouteTables = awsFunction<ec2.GetRouteTablesArgs, ec2.GetRouteTablesResult>(
  "aws:ec2/getRouteTables:getRouteTables",
  ["EC2", "DescribeRouteTables"],
  (place, { vpcId, ...query }) => {
    const found = select(all(place, routeTable), (table) => view(place, table), {
      ...query,
      filters: [...(query.filters ?? []), ...given("vpc-id", vpcId)],
    });
    const { region } = place.session;
    return { id: region, ids: found.map(({ id }) => id), region, tags: query.tags ?? {} };
  },
);

function associationsOf(place: Place, tableId: string) {
  return all(place, routeTableAssociation).filter(({ inputs }) => inputs.routeTableId === tableId);
}

function isMain(place: Place, { id, inputs }: Table): boolean {
  return resolve(place, vpc, inputs.vpcId)?.outputs["mainRouteTableId"] === id;
}

function view(place: Place, table: Table): Filterable {
  const associations = associationsOf(place, table.id).map(({ id, inputs }) => ({ id, ...inputs }));
  return {
    attributes: {
      "route-table-id": table.id,
      "vpc-id": table.inputs.vpcId,
      "association.main": isMain(place, table),
      "association.subnet-id": associations.map(({ subnetId = "" }) => subnetId),
      "association.gateway-id": associations.map(({ gatewayId = "" }) => gatewayId),
      "association.route-table-association-id": associations.map(({ id }) => id),
      "association.route-table-id": associations.map(({ routeTableId }) => routeTableId),
      "route.destination-cidr-block": routesOf(place, table.id).map(
        ({ destination }) => destination,
      ),
      "route.gateway-id": routesOf(place, table.id).map(({ gatewayId = "" }) => gatewayId),
      "route.nat-gateway-id": routesOf(place, table.id).map(
        ({ natGatewayId = "" }) => natGatewayId,
      ),
      "owner-id": place.session.account,
    },
    tags: tagsOf(place, table),
  };
}

const noRoute = {
  carrierGatewayId: "",
  cidrBlock: "",
  coreNetworkArn: "",
  destinationPrefixListId: "",
  egressOnlyGatewayId: "",
  gatewayId: "",
  instanceId: "",
  ipv6CidrBlock: "",
  localGatewayId: "",
  natGatewayId: "",
  networkInterfaceId: "",
  odbNetworkArn: "",
  transitGatewayId: "",
  vpcEndpointId: "",
  vpcPeeringConnectionId: "",
};

function result(
  place: Place,
  table: Table,
  { subnetId = "", gatewayId = "" }: { subnetId?: string; gatewayId?: string },
) {
  const { id, inputs, outputs } = table;
  const main = isMain(place, table)
    ? [
        {
          gatewayId: "",
          main: true,
          routeTableAssociationId: `rtbassoc-${id.slice("rtb-".length)}`,
          routeTableId: id,
          subnetId: "",
        },
      ]
    : [];
  const explicit = associationsOf(place, id).map((association) => ({
    gatewayId: association.inputs.gatewayId ?? "",
    main: false,
    routeTableAssociationId: association.id,
    routeTableId: id,
    subnetId: association.inputs.subnetId ?? "",
  }));
  return {
    id,
    arn: text(outputs["arn"]),
    associations: [...main, ...explicit],
    gatewayId,
    ownerId: place.session.account,
    region: place.session.region,
    routeTableId: id,
    routes: routesOf(place, id).map(({ id: _, destination, ...route }) => ({
      ...noRoute,
      ...route,
      cidrBlock: destination.includes(".") ? destination : "",
      ipv6CidrBlock: destination.includes(":") ? destination : "",
    })),
    subnetId,
    tags: tagsOf(place, table),
    vpcId: inputs.vpcId,
  };
}
