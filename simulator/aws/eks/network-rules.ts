import type { eks } from "@pulumi/aws";
import { contains, isCidr, overlaps, parseCidr } from "../../../model/network/cidr";
import { InputError } from "../../../model/errors";
import { checkServiceCidr } from "../../../model/network/vpc-cidrs";
import { CloudError } from "../../errors";
import data from "../data/eks.json";
import { vpcBlocks } from "../ec2/subnet";
import { securityGroup, subnet } from "../ec2/reference-targets";
import { zoneOfSubnet } from "../ec2/launch-rules";
import { requireTarget } from "../references";
import type { AwsCall, Place } from "../resource";
import { zonesOf, type ZoneFacts } from "../zones";
import { invalidParameter } from "./reference-targets";

type ClusterCall = AwsCall<eks.ClusterArgs>;

// Source: Amazon EKS API Reference, VpcConfigRequest.publicAccessCidrs.
const reservedRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** The VPC of subnets. */
export function vpcOfSubnets(place: Place, subnetIds: readonly string[]): string {
  const [first = ""] = subnetIds;
  return requireTarget(place, subnet, first).inputs.vpcId;
}

/** Whether EKS puts control planes and managed nodes into such a zone. */
export function isEdge({ kind }: ZoneFacts): boolean {
  return kind !== "availability";
}

/** Checks where a cluster's network interfaces are to be, and who may reach its endpoint. */
export function requireNetwork(call: ClusterCall): void {
  requireSubnets(call);
  requireEndpoint(call);
  requireServiceRange(call);
}

function requireSubnets(call: ClusterCall): void {
  const { subnetIds, securityGroupIds = [] } = call.inputs.vpcConfig;
  const vpcId = vpcOfSubnets(call, subnetIds);
  if (subnetIds.some((id) => requireTarget(call, subnet, id).inputs.vpcId !== vpcId)) {
    throw invalidParameter("Subnets specified must belong to the same VPC");
  }
  const zones = subnetIds.map((id) => zoneOfSubnet(call, id));
  for (const zone of zones) requireControlPlaneZone(call, zone);
  if (new Set(zones.map(({ id }) => id)).size < 2) {
    throw invalidParameter("Subnets specified must be in at least two different AZs");
  }
  for (const id of securityGroupIds) {
    if (requireTarget(call, securityGroup, id).inputs.vpcId === vpcId) continue;
    throw invalidParameter(
      `Security group(s) ${id} are not in the same VPC as the subnets. Please specify all security groups from the same VPC.`,
    );
  }
}

function requireControlPlaneZone(call: ClusterCall, zone: ZoneFacts): void {
  if (hasControlPlanes(zone)) return;
  const others = zonesOf(zone.region).filter(hasControlPlanes);
  throw new CloudError(
    "UnsupportedAvailabilityZoneException",
    `Cannot create cluster '${call.id}' because ${zone.name}, the targeted availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: ${others.map(({ name }) => name).join(", ")}`,
  );
}

function hasControlPlanes(zone: ZoneFacts): boolean {
  return !isEdge(zone) && !data.zonesWithoutControlPlane.includes(zone.id);
}

function requireEndpoint({ inputs: { vpcConfig } }: ClusterCall): void {
  const { endpointPublicAccess = true, endpointPrivateAccess = false } = vpcConfig;
  if (!endpointPublicAccess && !endpointPrivateAccess) {
    throw invalidParameter("Private and public endpoint access cannot be false");
  }
  const refused = (vpcConfig.publicAccessCidrs ?? []).filter(
    (text) =>
      !isCidr(text) || reservedRanges.some((range) => contains(parseCidr(range), parseCidr(text))),
  );
  if (refused.length === 0) return;
  throw invalidParameter(
    `The following CIDRs are not allowed in publicAccessCidrs: [${refused.join(", ")}]`,
  );
}

function requireServiceRange(call: ClusterCall): void {
  const { serviceIpv4Cidr } = call.inputs.kubernetesNetworkConfig ?? {};
  if (serviceIpv4Cidr === undefined) return;
  const vpcId = vpcOfSubnets(call, call.inputs.vpcConfig.subnetIds);
  try {
    const range = checkServiceCidr(serviceIpv4Cidr, "serviceIpv4Cidr");
    if (!vpcBlocks(call, vpcId).some((block) => overlaps(block, range))) return;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw invalidParameter(`The specified service CIDR ${serviceIpv4Cidr} ${error.rule}`);
  }
  throw invalidParameter(
    `The specified service CIDR ${serviceIpv4Cidr} overlaps with the CIDR of the VPC ${vpcId}`,
  );
}

/**
 * The Service range that EKS chooses where the program names none: the one that is not near the VPC's.
 * Source: Amazon EKS API Reference, KubernetesNetworkConfigRequest.serviceIpv4Cidr.
 */
export function defaultServiceRange(place: Place, vpcId: string): string {
  const isTaken = vpcBlocks(place, vpcId).some((block) => overlaps(block, parseCidr("10.0.0.0/8")));
  return isTaken ? "172.20.0.0/16" : "10.100.0.0/16";
}
