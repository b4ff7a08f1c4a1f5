import type { AwsFunction, ResourceType } from "../resource";
import { cidrAssociationType } from "./cidr-association";
import { dhcpOptionsAssociationType, dhcpOptionsType } from "./dhcp-options";
import { elasticIpType } from "./elastic-ips";
import { getManagedPrefixList, getVpcEndpointService } from "./endpoint-functions";
import { flowLogType } from "./flow-logs";
import { getAmi } from "./image-functions";
import { getInstanceType, getInstanceTypeOfferings } from "./instance-type-functions";
import { ec2InstanceType } from "./instances";
import {
  carrierGatewayType,
  egressOnlyInternetGatewayType,
  internetGatewayType,
} from "./internet-gateways";
import { keyPairType } from "./key-pairs";
import { launchTemplateType } from "./launch-templates";
import { natGatewayType } from "./nat-gateways";
import { networkAclRuleType, networkAclType } from "./network-acls";
import { networkInterfaceType } from "./network-interfaces";
import { peeringAccepterType, peeringConnectionType, peeringOptionsType } from "./peering";
import { placementGroupType } from "./placement-groups";
import { managedPrefixListType } from "./prefix-lists";
import { getRouteTable, getRouteTables } from "./route-table-functions";
import {
  defaultRouteTableType,
  mainRouteTableAssociationType,
  routeTableAssociationType,
  routeTableType,
} from "./route-tables";
import { routeType } from "./routes";
import { getSecurityGroup, getSecurityGroups } from "./security-group-functions";
import { egressRuleType, ingressRuleType, securityGroupRuleType } from "./security-group-rules";
import { defaultSecurityGroupType, securityGroupType } from "./security-groups";
import { subnetType } from "./subnet";
import { tagType } from "./tags";
import { transitGatewayType, vpcAttachmentType } from "./transit-gateways";
import { encryptionByDefaultType, volumeType } from "./volumes";
import { vpcType } from "./vpc";
import { availabilityZoneGroupType } from "./zone-groups";
import { endpointRouteTableType, endpointSubnetType, vpcEndpointType } from "./vpc-endpoints";
import { getSubnet, getSubnets, getVpc } from "./vpc-functions";

/** Resource types of EC2. */
export const ec2Types: readonly ResourceType[] = [
  vpcType,
  cidrAssociationType,
  subnetType,
  internetGatewayType,
  egressOnlyInternetGatewayType,
  carrierGatewayType,
  availabilityZoneGroupType,
  elasticIpType,
  natGatewayType,
  networkInterfaceType,
  routeTableType,
  defaultRouteTableType,
  routeTableAssociationType,
  mainRouteTableAssociationType,
  routeType,
  securityGroupType,
  defaultSecurityGroupType,
  securityGroupRuleType,
  ingressRuleType,
  egressRuleType,
  networkAclType,
  networkAclRuleType,
  vpcEndpointType,
  endpointSubnetType,
  endpointRouteTableType,
  flowLogType,
  dhcpOptionsType,
  dhcpOptionsAssociationType,
  peeringConnectionType,
  peeringAccepterType,
  peeringOptionsType,
  transitGatewayType,
  vpcAttachmentType,
  managedPrefixListType,
  tagType,
  launchTemplateType,
  ec2InstanceType,
  keyPairType,
  placementGroupType,
  volumeType,
  encryptionByDefaultType,
];

/** Functions of EC2. */
export const ec2Functions: readonly AwsFunction[] = [
  getAmi,
  getInstanceType,
  getInstanceTypeOfferings,
  getManagedPrefixList,
  getRouteTable,
  getRouteTables,
  getSecurityGroup,
  getSecurityGroups,
  getSubnet,
  getSubnets,
  getVpc,
  getVpcEndpointService,
];
