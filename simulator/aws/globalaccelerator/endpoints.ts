import type { globalaccelerator } from "@pulumi/aws";
import { parseCidr4 } from "../../../model/network/cidr";
import { portsOfSubnet } from "../../../model/custom-routing/ports";
import { CloudError } from "../../errors";
import { text, type Properties } from "../../values";
import type { Entry } from "../../world";
import facts from "../data/globalaccelerator.json";
import { freeAddress } from "../ec2/addresses";
import { makeInterface } from "../ec2/network-interfaces";
import { internetGateway, networkInterface, subnet } from "../ec2/reference-targets";
import { scopeOf, stableHex } from "../identity";
import { all, requireTarget, resolve } from "../references";
import type { EntryOf, Place } from "../resource";
import { allocate } from "./allocation";
import { portRangesOf } from "./listeners";
import { endpointGroup, invalidArgument, limitExceeded, listener } from "./reference-targets";

type Group = EntryOf<globalaccelerator.CustomRoutingEndpointGroupArgs>;

/** A subnet in an endpoint group: nothing that the provider has a resource for. */
export const endpointType = "aws:globalaccelerator:CustomRoutingEndpoint";

/** An endpoint as the world keeps it. */
export interface Endpoint {
  entry: Entry;
  group: Group;
  subnetId: string;
  /** IPv4 block of the subnet. */
  cidr: string;
  /** First ports of its blocks of listener ports. */
  blocks: number[];
}

/** The endpoint of a subnet in a group, or undefined. */
export function endpointOf(place: Place, group: Group, subnetId: string): Endpoint | undefined {
  return endpointsOf(place, group).find((endpoint) => endpoint.subnetId === subnetId);
}

/** All endpoints of a group. */
export function endpointsOf(place: Place, group: Group): Endpoint[] {
  return place.world
    .all(endpointType, scopeOf(place.session, { global: true }))
    .filter(({ inputs }) => inputs["endpointGroupArn"] === group.id)
    .map((entry) => ({
      entry,
      group,
      subnetId: text(entry.inputs["endpointId"]),
      cidr: text(entry.inputs["cidr"]),
      blocks: entry.outputs["blocks"] as number[],
    }));
}

/** Adds subnets to a group: all of them, or none with an error. */
export function addEndpoints(place: Place, group: Group, subnetIds: readonly string[]): void {
  const there = endpointsOf(place, group);
  subnetIds.forEach((subnetId, index) => {
    if (there.some((endpoint) => endpoint.subnetId === subnetId)) {
      throw new CloudError(
        "EndpointAlreadyExistsException",
        `The endpoint ${subnetId} is in the endpoint group already.`,
      );
    }
    if (subnetIds.indexOf(subnetId) !== index) {
      throw invalidArgument(`The endpoint ${subnetId} is specified twice.`);
    }
  });
  if (there.length + subnetIds.length > facts.quotas.subnetsPerGroup) {
    throw limitExceeded(
      `An endpoint group has at most ${facts.quotas.subnetsPerGroup} VPC subnets.`,
    );
  }
  const local = inRegionOf(place, group);
  const added = subnetIds.map((subnetId) => ({ subnetId, cidr: requireSubnet(local, subnetId) }));
  const before = [...place.world.all(endpointType)];
  try {
    for (const one of added) addEndpoint(place, group, one);
  } catch (error) {
    for (const entry of place.world.all(endpointType)) {
      if (!before.includes(entry)) place.world.remove(entry);
    }
    throw error;
  }
  for (const { subnetId } of added) makeGateway(local, group, subnetId);
  tell(place, group);
}

/** Takes subnets out of a group, with their mappings and network interfaces. */
export function removeEndpoints(place: Place, group: Group, subnetIds: readonly string[]): void {
  const endpoints = subnetIds.map((subnetId) => {
    const endpoint = endpointOf(place, group, subnetId);
    if (endpoint) return endpoint;
    throw new CloudError(
      "EndpointNotFoundException",
      "The endpoint that you specified doesn't exist.",
    );
  });
  const local = inRegionOf(place, group);
  for (const { entry } of endpoints) {
    place.world.remove(entry);
    for (const made of all(local, networkInterface)) {
      if (made.madeWith?.id === entry.id) place.world.remove(made);
    }
  }
  tell(place, group);
}

/** Global Accelerator is called in one Region, and its subnets are in others. */
function inRegionOf(place: Place, group: Group): Place {
  const region = text(group.outputs["endpointGroupRegion"]);
  return { ...place, session: { ...place.session, region } };
}

/** @returns the subnet's IPv4 block */
function requireSubnet(place: Place, subnetId: string): string {
  const found = resolve(place, subnet, subnetId);
  if (!found) {
    throw invalidArgument(
      `The subnet ${subnetId} doesn't exist in the endpoint group's Region, ${place.session.region}.`,
    );
  }
  const { cidrBlock, vpcId } = found.inputs;
  if (cidrBlock === undefined) {
    throw invalidArgument(`The subnet ${subnetId} has no IPv4 addresses.`);
  }
  const { shortestPrefix, longestPrefix } = facts.subnet;
  const { prefix } = parseCidr4(cidrBlock);
  if (prefix < shortestPrefix || prefix > longestPrefix) {
    throw invalidArgument(
      `The subnet ${subnetId} is a /${prefix}. Its size must be between /${longestPrefix} and /${shortestPrefix}.`,
    );
  }
  if (!all(place, internetGateway).some(({ inputs }) => inputs.vpcId === vpcId)) {
    throw invalidArgument(`The VPC ${vpcId} of the subnet ${subnetId} has no internet gateway.`);
  }
  return cidrBlock;
}

function addEndpoint(
  place: Place,
  group: Group,
  { subnetId, cidr }: { subnetId: string; cidr: string },
): void {
  const { listenerArn, destinationConfigurations } = group.inputs;
  const { inputs } = requireTarget(place, listener, listenerArn);
  const taken = all(place, endpointGroup)
    .filter((other) => other.inputs.listenerArn === listenerArn)
    .flatMap((other) => endpointsOf(place, other))
    .flatMap(({ blocks }) => blocks);
  const id = `${group.id}/${subnetId}`;
  const blocks = allocate({
    ranges: portRangesOf(inputs),
    taken: new Set(taken),
    ports: portsOfSubnet(parseCidr4(cidr).prefix, destinationConfigurations as Destinations),
    seed: id,
  });
  if (!blocks) {
    throw limitExceeded(
      "There are not enough remaining listener ports available to map to the subnet's ports.",
    );
  }
  place.world.put({
    provider: "aws",
    scope: scopeOf(place.session, { global: true }),
    type: endpointType,
    id,
    inputs: { endpointGroupArn: group.id, endpointId: subnetId, cidr },
    // Nothing is let through until somebody says so.
    outputs: { blocks, base: "DENY", exceptions: {} } satisfies Properties,
    madeWith: { type: endpointGroup.type, id: group.id },
  });
}

type Destinations = Parameters<typeof portsOfSubnet>[1];

/** The network interface through which Global Accelerator reaches a subnet. */
function makeGateway(local: Place, group: Group, subnetId: string): void {
  const id = `${group.id}/${subnetId}`;
  makeInterface(
    { ...local, type: endpointType, id, created: new Date().toISOString() },
    {
      id: `eni-${stableHex(`${id}#interface`, 17)}`,
      subnetId,
      address: freeAddress(local, subnetId),
      interfaceType: "global_accelerator_managed",
      description: "AWS Global Accelerator managed ENI",
    },
  );
}

/**
 * Writes a group's endpoints where the provider reads them. It knows them as inputs, too: a refresh
 * finds what others have added, and the next update would replace the group to be rid of it.
 */
function tell(place: Place, group: Group): void {
  const current = requireTarget(place, endpointGroup, group.id) as unknown as Entry;
  const endpointConfigurations = endpointsOf(place, group).map(({ subnetId }) => ({
    endpointId: subnetId,
  }));
  const { inputs, outputs } = current;
  place.world.put({
    ...current,
    inputs: { ...inputs, endpointConfigurations },
    outputs: { ...outputs, endpointConfigurations },
  });
}
