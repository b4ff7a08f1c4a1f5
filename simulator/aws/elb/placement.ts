import type { lb } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { zoneOfSubnet } from "../ec2/launch-rules";
import { carrierGateway, internetGateway, securityGroup, subnet } from "../ec2/reference-targets";
import { all, requireTarget } from "../references";
import type { AwsCall, Place } from "../resource";
import type { ZoneFacts } from "../zones";
import { invalid } from "./reference-targets";

type BalancerCall = AwsCall<lb.LoadBalancerArgs>;

const misplaced = (text: string) => new CloudError("InvalidConfigurationRequest", text);

/** The subnets of a load balancer, given one way or the other. */
export function subnetsOf({
  subnets,
  subnetMappings = [],
}: Pick<BalancerCall["inputs"], "subnets" | "subnetMappings">): string[] {
  return subnets ?? subnetMappings.map(({ subnetId }) => subnetId);
}

/** The VPC of a load balancer's subnets. */
export function vpcOf(place: Place, subnetIds: readonly string[]): string {
  return requireTarget(place, subnet, subnetIds[0] ?? "").inputs.vpcId;
}

/** @throws CloudError where a load balancer cannot be */
export function requirePlaces(call: BalancerCall): void {
  const ids = subnetsOf(call.inputs);
  if (ids.length === 0) {
    throw invalid("You must specify either subnets or subnet mappings");
  }
  const vpcId = vpcOf(call, ids);
  if (ids.some((id) => requireTarget(call, subnet, id).inputs.vpcId !== vpcId)) {
    throw misplaced("The specified subnets must belong to the same VPC");
  }
  requireZones(
    ids.map((id) => zoneOfSubnet(call, id)),
    call.inputs.loadBalancerType ?? "application",
  );
  requireWayOut(call, vpcId, ids);
  for (const id of call.inputs.securityGroups ?? []) {
    if (requireTarget(call, securityGroup, id).inputs.vpcId === vpcId) continue;
    throw new CloudError(
      "InvalidSecurityGroup",
      `Security group '${id}' does not belong to VPC '${vpcId}'`,
    );
  }
}

/**
 * An Application Load Balancer spans two Availability Zones or more, or is in one Wavelength or
 * Local Zone. Source: Application Load Balancers guide, "Subnets for your load balancer".
 */
function requireZones(zones: readonly ZoneFacts[], type: string): void {
  if (new Set(zones.map(({ id }) => id)).size < zones.length) {
    throw misplaced(
      "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
    );
  }
  const isEdge = zones.some(({ kind }) => kind !== "availability");
  if (isEdge && zones.some(({ kind }) => kind !== zones[0]?.kind)) {
    throw misplaced("A load balancer cannot be attached to subnets in zones of different types");
  }
  if (zones.filter(({ kind }) => kind === "wavelength").length > 1) {
    throw misplaced("A load balancer cannot be attached to subnets in several Wavelength Zones");
  }
  if (isEdge || zones.length > 1 || type !== "application") return;
  throw invalid("At least two subnets in two different Availability Zones must be specified");
}

/** What faces the internet needs a gateway to it; in a Wavelength Zone, to the carrier's network. */
function requireWayOut(call: BalancerCall, vpcId: string, subnetIds: readonly string[]): void {
  if (call.inputs.internal) return;
  const isCarriers = subnetIds.some((id) => zoneOfSubnet(call, id).kind === "wavelength");
  const gateways = isCarriers ? all(call, carrierGateway) : all(call, internetGateway);
  if (gateways.some(({ inputs }) => inputs.vpcId === vpcId)) return;
  throw new CloudError(
    "InvalidSubnet",
    `VPC ${vpcId} has no ${isCarriers ? "carrier" : "internet"} gateway`,
  );
}
