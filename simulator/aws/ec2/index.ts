import type { ResourceType } from "../resource";
import { cidrAssociationType } from "./cidr-association";
import { elasticIpType } from "./elastic-ips";
import { egressOnlyInternetGatewayType, internetGatewayType } from "./internet-gateways";
import { natGatewayType } from "./nat-gateways";
import { networkInterfaceType } from "./network-interfaces";
import {
  defaultRouteTableType,
  mainRouteTableAssociationType,
  routeTableAssociationType,
  routeTableType,
} from "./route-tables";
import { routeType } from "./routes";
import { subnetType } from "./subnet";
import { vpcType } from "./vpc";

/** Resource types of EC2. */
export const ec2Types: readonly ResourceType[] = [
  vpcType,
  cidrAssociationType,
  subnetType,
  internetGatewayType,
  egressOnlyInternetGatewayType,
  elasticIpType,
  natGatewayType,
  networkInterfaceType,
  routeTableType,
  defaultRouteTableType,
  routeTableAssociationType,
  mainRouteTableAssociationType,
  routeType,
];
