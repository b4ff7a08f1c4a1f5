import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { isMadeWith } from "../../world";
import { arn, scopeOf } from "../identity";
import { all, requireTarget } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { freeAddress } from "./addresses";
import { awsPrefixLists } from "./aws-prefix-lists";
import { endpointService, privateDnsNameOf, type EndpointType } from "./endpoint-services";
import { zoneOfSubnet } from "./launch-rules";
import { makeInterface } from "./network-interfaces";
import {
  networkInterface,
  routeTable,
  securityGroup,
  subnet,
  vpc,
  vpcEndpoint,
} from "./reference-targets";
import { text } from "../../values";

type EndpointCall = AwsCall<ec2.VpcEndpointArgs>;

export const vpcEndpointType = resourceType<ec2.VpcEndpointArgs>({
  token: vpcEndpoint.type,
  service: "EC2",
  noun: "EC2 VPC Endpoint",
  operations: {
    create: "CreateVpcEndpoint",
    update: "ModifyVpcEndpoint",
    delete: "DeleteVpcEndpoints",
  },
  id: ({ hex }) => `vpce-${hex(17)}`,
  defaults: { vpcEndpointType: "Gateway" },
  references: [
    { path: "vpcId", to: vpc },
    { path: "routeTableIds[]", to: routeTable, blocks: false },
    { path: "subnetIds[]", to: subnet },
    { path: "securityGroupIds[]", to: securityGroup },
  ],
  validate: (call) => {
    requireService(call);
    if (typeOf(call) === "Gateway") requireNoOtherRoute(call);
    else requirePlaces(call);
    if (call.inputs.privateDnsEnabled) requirePrivateDns(call);
  },
  outputs: (call) => ({
    arn: arn(call.session, "ec2", `vpc-endpoint/${call.id}`),
    ownerId: call.session.account,
    state: "available",
    serviceRegion: call.inputs.serviceRegion ?? call.session.region,
    ipAddressType: call.inputs.ipAddressType ?? "ipv4",
    policy:
      call.inputs.policy ??
      '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}',
    privateDnsEnabled: call.inputs.privateDnsEnabled ?? false,
    ...(typeOf(call) === "Gateway" ? gatewayOutputs(call) : interfaceOutputs(call)),
  }),
  afterCreate: (call) => makeInterfaces(call),
  afterUpdate: (call) => makeInterfaces(call),
});

/** A subnet of an endpoint as a resource of its own. */
export const endpointSubnetType = resourceType<ec2.VpcEndpointSubnetAssociationArgs>({
  token: "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation",
  service: "EC2",
  noun: "EC2 VPC Endpoint Subnet Association",
  operations: { create: "ModifyVpcEndpoint", delete: "ModifyVpcEndpoint" },
  id: ({ inputs, hex }) => `a-${inputs.vpcEndpointId}${parseInt(hex(8), 16)}`,
  references: [
    { path: "vpcEndpointId", to: vpcEndpoint, blocks: false },
    { path: "subnetId", to: subnet },
  ],
});

/** A route table of a gateway endpoint as a resource of its own. */
export const endpointRouteTableType = resourceType<ec2.VpcEndpointRouteTableAssociationArgs>({
  token: "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  service: "EC2",
  noun: "EC2 VPC Endpoint Route Table Association",
  operations: { create: "ModifyVpcEndpoint", delete: "ModifyVpcEndpoint" },
  id: ({ inputs, hex }) => `a-${inputs.vpcEndpointId}${parseInt(hex(8), 16)}`,
  references: [
    { path: "vpcEndpointId", to: vpcEndpoint, blocks: false },
    { path: "routeTableId", to: routeTable, blocks: false },
  ],
});

function typeOf({ inputs }: EndpointCall): EndpointType {
  return inputs.vpcEndpointType === "Gateway" ? "Gateway" : "Interface";
}

function requireService(call: EndpointCall): void {
  const { serviceName, serviceRegion, vpcEndpointType } = call.inputs;
  const isAws = vpcEndpointType === "Gateway" || vpcEndpointType === "Interface";
  // Services of others, `com.amazonaws.vpce.…`, are not in the local cloud's list.
  if (serviceName === undefined || !isAws || serviceName.startsWith("com.amazonaws.vpce.")) return;
  const service = endpointService(serviceName, serviceRegion ?? call.session.region);
  if (!service) {
    throw new CloudError(
      "InvalidServiceName",
      `The Vpc Endpoint Service '${serviceName}' does not exist`,
    );
  }
  if (service.types.includes(typeOf(call))) return;
  throw new CloudError(
    "InvalidParameter",
    `Endpoint type (${typeOf(call)}) does not match available service types ([${service.types.join(", ")}]).`,
  );
}

function requireNoOtherRoute(call: EndpointCall): void {
  const { serviceName, routeTableIds = [] } = call.inputs;
  const others = all(call, vpcEndpoint).filter(
    ({ id, inputs }) => id !== call.id && inputs.serviceName === serviceName,
  );
  const taken = others.flatMap(({ inputs }) => inputs.routeTableIds ?? []);
  const twice = routeTableIds.find((id) => taken.includes(id));
  if (twice === undefined) return;
  throw new CloudError(
    "RouteAlreadyExists",
    `route table ${twice} already has a route with destination-prefix-list-id ${prefixListId(call)}`,
  );
}

function requirePlaces(call: EndpointCall): void {
  const { subnetIds = [], securityGroupIds = [], vpcId } = call.inputs;
  const zones = new Set<unknown>();
  for (const subnetId of subnetIds) {
    const { inputs, outputs } = requireTarget(call, subnet, subnetId);
    if (inputs.vpcId !== vpcId) {
      throw new CloudError(
        "InvalidSubnetID.NotFound",
        `The subnet ID '${subnetId}' does not exist in ${vpcId}`,
      );
    }
    if (zoneOfSubnet(call, subnetId).kind !== "availability") {
      throw new CloudError(
        "InvalidParameter",
        `The VPC endpoint service ${call.inputs.serviceName} does not support the availability zone of the subnet: ${subnetId}.`,
      );
    }
    if (zones.has(outputs["availabilityZone"])) {
      throw new CloudError(
        "DuplicateSubnetsInSameZone",
        `Found another VPC endpoint subnet in the availability zone of ${subnetId}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
      );
    }
    zones.add(outputs["availabilityZone"]);
  }
  for (const groupId of securityGroupIds) {
    if (requireTarget(call, securityGroup, groupId).inputs.vpcId === vpcId) continue;
    throw new CloudError(
      "InvalidGroup.NotFound",
      `The security group '${groupId}' does not exist in ${vpcId}`,
    );
  }
}

function requirePrivateDns(call: EndpointCall): void {
  const { vpcId, serviceName } = call.inputs;
  const { inputs } = requireTarget(call, vpc, vpcId);
  if (!inputs.enableDnsHostnames || inputs.enableDnsSupport === false) {
    throw new CloudError(
      "InvalidParameter",
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`,
    );
  }
  const other = all(call, vpcEndpoint).find(
    ({ id, inputs: { privateDnsEnabled, ...rest } }) =>
      id !== call.id &&
      privateDnsEnabled &&
      rest.vpcId === vpcId &&
      rest.serviceName === serviceName,
  );
  if (!other) return;
  throw new CloudError(
    "InvalidParameter",
    `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${dnsName(call)} in the VPC ${vpcId}`,
  );
}

function prefixListId({ inputs, session }: EndpointCall): string {
  const list = awsPrefixLists(session.region).find(({ name }) => name === inputs.serviceName);
  return list?.id ?? "";
}

function gatewayOutputs(call: EndpointCall) {
  const list = awsPrefixLists(call.session.region).find(({ id }) => id === prefixListId(call));
  return {
    prefixListId: prefixListId(call),
    cidrBlocks: list?.cidrs ?? [],
    routeTableIds: call.inputs.routeTableIds ?? [],
  };
}

function dnsName({ inputs, session }: EndpointCall): string {
  const service = endpointService(inputs.serviceName ?? "", session.region)?.service ?? "";
  return privateDnsNameOf(service, session.region);
}

function interfaceOutputs(call: EndpointCall) {
  const {
    subnetIds = [],
    securityGroupIds,
    privateDnsEnabled,
    vpcId,
    serviceName = "",
  } = call.inputs;
  const host = `${call.id}-${call.hex(8, "dns")}`;
  const service = endpointService(serviceName, call.session.region)?.service ?? "service";
  const domain = `${service}.${call.session.region}.vpce.amazonaws.com`;
  const zones = subnetIds.map((id) =>
    text(requireTarget(call, subnet, id).outputs["availabilityZone"]),
  );
  const hostedZoneId = `Z${call.hex(13, "zone").toUpperCase()}`;
  const names = [`${host}.${domain}`, ...zones.map((zone) => `${host}-${zone}.${domain}`)];
  if (privateDnsEnabled) names.push(dnsName(call));
  return {
    networkInterfaceIds: subnetIds.map((id) => interfaceId(call, id)),
    subnetIds,
    securityGroupIds: securityGroupIds ?? [
      text(requireTarget(call, vpc, vpcId).outputs["defaultSecurityGroupId"]),
    ],
    dnsEntries: names.map((name) => ({ dnsName: name, hostedZoneId })),
    dnsOptions: { dnsRecordIpType: "ipv4", ...call.inputs.dnsOptions },
  };
}

const interfaceId = ({ hex }: EndpointCall, subnetId: string) => `eni-${hex(17, subnetId)}`;

/** An interface in each subnet of the endpoint, and in no other. */
function makeInterfaces(call: EndpointCall): void {
  if (typeOf(call) === "Gateway") return;
  const { subnetIds = [], securityGroupIds = [] } = call.inputs;
  const made = call.world
    .all(networkInterface.type, scopeOf(call.session))
    .filter((entry) => isMadeWith(entry, call));
  for (const entry of made) {
    if (!subnetIds.includes(text(entry.inputs["subnetId"]))) call.world.remove(entry);
  }
  for (const subnetId of subnetIds) {
    const id = interfaceId(call, subnetId);
    const existing = made.find((entry) => entry.id === id)?.outputs["privateIp"];
    makeInterface(call, {
      id,
      subnetId,
      address: typeof existing === "string" ? existing : freeAddress(call, subnetId),
      interfaceType: "vpc_endpoint",
      description: `VPC Endpoint Interface ${call.id}`,
      securityGroups: securityGroupIds,
    });
  }
}
