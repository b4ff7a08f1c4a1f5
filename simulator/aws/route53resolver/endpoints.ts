import type { route53 } from "@pulumi/aws";
import { containsAddress, parseCidr } from "../../../model/network/cidr";
import quotas from "../../../model/data/resolver.json";
import { CloudError } from "../../errors";
import { isObject, text, UNKNOWN, type Properties, type Value } from "../../values";
import { isMadeWith } from "../../world";
import { freeAddress } from "../ec2/addresses";
import { makeInterface } from "../ec2/network-interfaces";
import { networkInterface } from "../ec2/reference-targets";
import { arn, scopeOf, stableHex } from "../identity";
import { all, requireTarget } from "../references";
import { resourceType, type AwsCall } from "../resource";
import {
  endpointGroup,
  endpointSubnet,
  invalidParameter,
  invalidRequest,
  resolverEndpoint,
} from "./reference-targets";

type EndpointCall = AwsCall<route53.ResolverEndpointArgs>;

/** Security groups that an endpoint can have. Source: Route 53 Resolver, `CreateResolverEndpoint`. */
const maxGroups = 10;

export const resolverEndpointType = resourceType<route53.ResolverEndpointArgs>({
  token: resolverEndpoint.type,
  service: "Route53Resolver",
  noun: "Route53 Resolver Endpoint",
  operations: {
    create: "CreateResolverEndpoint",
    read: "GetResolverEndpoint",
    update: "UpdateResolverEndpoint",
    delete: "DeleteResolverEndpoint",
  },
  id: ({ inputs, hex }) => `rslvr-${inputs.direction === "OUTBOUND" ? "out" : "in"}-${hex(17)}`,
  references: [
    // Its network interfaces keep subnets and security groups from being deleted.
    { path: "ipAddresses[].subnetId", to: endpointSubnet, blocks: false },
    { path: "securityGroupIds[]", to: endpointGroup, blocks: false },
  ],
  validate: (call) => {
    requireRoom(call);
    requirePlaces(call);
  },
  planned: ({ ipAddresses }, before) => ({
    ipAddresses: Array.isArray(ipAddresses)
      ? ipAddresses.map((address, index) => plannedAddress(address, index, before))
      : UNKNOWN,
  }),
  outputs: (call) => ({
    arn: arn(call.session, "route53resolver", `resolver-endpoint/${call.id}`),
    hostVpcId: vpcIdsOf(call)[0],
    ipAddresses: addressesOf(call),
    protocols: call.inputs.protocols ?? ["Do53"],
    resolverEndpointType: call.inputs.resolverEndpointType ?? "IPV4",
  }),
  afterCreate: makeInterfaces,
  afterUpdate: makeInterfaces,
});

function requireRoom(call: EndpointCall): void {
  const others = all(call, resolverEndpoint).filter(({ id }) => id !== call.id);
  if (others.length >= quotas.endpointsPerRegion) {
    throw new CloudError(
      "LimitExceededException",
      `Account '${call.session.account}' has exceeded 'max-endpoints'`,
    );
  }
  if (call.inputs.ipAddresses.length > quotas.addressesPerEndpoint) {
    throw new CloudError(
      "LimitExceededException",
      `Account '${call.session.account}' has exceeded 'max-ip-addresses-per-endpoint'`,
    );
  }
}

function requirePlaces(call: EndpointCall): void {
  const { ipAddresses, securityGroupIds } = call.inputs;
  if (ipAddresses.length < 2) {
    throw invalidRequest("Resolver endpoint needs to have at least 2 IP addresses");
  }
  if (securityGroupIds.length > maxGroups) {
    throw invalidParameter(`Maximum of ${maxGroups} security groups are allowed`);
  }
  const vpcs = new Set(vpcIdsOf(call));
  if (vpcs.size > 1) throw invalidRequest("All subnets must be in the same VPC");
  for (const id of securityGroupIds) {
    if (vpcs.has(requireTarget(call, endpointGroup, id).inputs.vpcId ?? "")) continue;
    throw invalidRequest(`The security group '${id}' is not in the VPC of the subnets`);
  }
  ipAddresses.forEach(({ subnetId, ip }, index) => {
    if (ip !== undefined) requireFree(call, subnetId, ip, index);
  });
}

function vpcIdsOf(call: EndpointCall): string[] {
  return call.inputs.ipAddresses.map(
    ({ subnetId }) => requireTarget(call, endpointSubnet, subnetId).inputs.vpcId,
  );
}

/** AWS keeps the first four addresses of a subnet and the last. */
function requireFree(call: EndpointCall, subnetId: string, ip: string, index: number): void {
  const block = parseCidr(requireTarget(call, endpointSubnet, subnetId).inputs.cidrBlock ?? "");
  const inBlock = containsAddress(block, ip);
  const { first } = parseCidr(inBlock ? `${ip}/32` : block.text);
  if (!inBlock || first < block.first + 4n || first === block.last) {
    throw invalidRequest(
      `IP address '${ip}' is either not in subnet '${subnetId}' CIDR range or is reserved`,
    );
  }
  const twice = call.inputs.ipAddresses.slice(0, index).some((other) => other.ip === ip);
  const other = all(call, networkInterface).find(
    (entry) =>
      entry.inputs.subnetId === subnetId &&
      entry.outputs["privateIp"] === ip &&
      !isMadeWith(entry as never, call),
  );
  if (!twice && !other) return;
  throw new CloudError(
    "ResourceExistsException",
    `The IP address '${ip}' in subnet '${subnetId}' is already in use`,
  );
}

/** What the endpoint has in a subnet already: addresses stay where their subnets do. */
function keptAddress(
  before: Properties | undefined,
  subnetId: string,
  index: number,
): Properties | undefined {
  const known = before?.["ipAddresses"];
  const ofSubnet = (Array.isArray(known) ? known : []).filter(isObject);
  return ofSubnet[index]?.["subnetId"] === subnetId
    ? ofSubnet[index]
    : ofSubnet.find((address) => address["subnetId"] === subnetId);
}

function plannedAddress(address: Value, index: number, before?: Properties): Value {
  if (!isObject(address)) return UNKNOWN;
  const { subnetId } = address;
  const kept = typeof subnetId === "string" ? keptAddress(before, subnetId, index) : undefined;
  return { ip: kept?.["ip"] ?? UNKNOWN, ...address, ipId: kept?.["ipId"] ?? UNKNOWN };
}

function addressesOf(call: EndpointCall): { subnetId: string; ip: string; ipId: string }[] {
  const taken: string[] = [];
  return call.inputs.ipAddresses.map(({ subnetId, ip }, index) => {
    const kept = keptAddress(call.previous?.outputs, subnetId, index)?.["ip"];
    const free = typeof kept === "string" && !taken.includes(kept) ? kept : undefined;
    const address = ip ?? free ?? freeAddress(call, subnetId, taken);
    taken.push(address);
    return { subnetId, ip: address, ipId: `rni-${stableHex(call.seed + address, 17)}` };
  });
}

/** A network interface for each address, and for no other. */
function makeInterfaces(call: EndpointCall, outputs: Properties): void {
  const addresses = outputs["ipAddresses"] as { subnetId: string; ip: string; ipId: string }[];
  const made = call.world
    .all(networkInterface.type, scopeOf(call.session))
    .filter((entry) => isMadeWith(entry, call));
  for (const entry of made) {
    if (!addresses.some(({ ip }) => ip === text(entry.outputs["privateIp"]))) {
      call.world.remove(entry);
    }
  }
  for (const { subnetId, ip, ipId } of addresses) {
    makeInterface(call, {
      id: `eni-${stableHex(call.seed + ip + "eni", 17)}`,
      subnetId,
      address: ip,
      interfaceType: "interface",
      description: `Route 53 Resolver: ${call.id}:${ipId}`,
      securityGroups: call.inputs.securityGroupIds,
    });
  }
}
