import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { all, resolve } from "../references";
import { resourceType, type AwsCall, type Place } from "../resource";
import { openZones, type ZoneFacts } from "../zones";
import { publicAddress, publicDnsName } from "./addresses";
import { elasticIp, instance, natGateway, networkInterface } from "./reference-targets";

type EipCall = AwsCall<ec2.EipArgs>;

export const elasticIpType = resourceType<ec2.EipArgs>({
  token: elasticIp.type,
  service: "EC2",
  noun: "EC2 EIP",
  operations: { create: "AllocateAddress", update: "AssociateAddress", delete: "ReleaseAddress" },
  id: ({ hex }) => `eipalloc-${hex(17)}`,
  validate: requireBorderGroup,
  references: [
    { path: "instance", to: instance, blocks: false },
    { path: "networkInterface", to: networkInterface, blocks: false },
  ],
  outputs: (call) => {
    const { session, id, inputs, hex } = call;
    const address = inputs.address ?? publicAddress(hex);
    // An address of a Wavelength Zone is the carrier's, not the internet's.
    const isCarriers = borderOf(call)?.kind === "wavelength";
    return {
      arn: arn(session, "ec2", `elastic-ip/${id}`),
      allocationId: id,
      domain: "vpc",
      carrierIp: isCarriers ? address : "",
      publicIp: isCarriers ? "" : address,
      publicDns: isCarriers ? "" : publicDnsName(session.region, address),
      publicIpv4Pool: inputs.publicIpv4Pool ?? "amazon",
      networkBorderGroup: inputs.networkBorderGroup ?? session.region,
      ...association(call),
    };
  },
});

/** A zone that the account may use, from whose border the address is advertised. */
function borderOf(call: EipCall): ZoneFacts | undefined {
  const { networkBorderGroup = call.session.region } = call.inputs;
  return openZones(call).find(({ borderGroup }) => borderGroup === networkBorderGroup);
}

function requireBorderGroup(call: EipCall): void {
  if (borderOf(call)) return;
  throw new CloudError(
    "InvalidParameterValue",
    `The network border group '${call.inputs.networkBorderGroup}' is not valid.`,
  );
}

function association(call: EipCall) {
  const { inputs, hex } = call;
  const holder =
    resolve(call, networkInterface, inputs.networkInterface ?? "") ??
    resolve(call, instance, inputs.instance ?? "");
  if (!holder) return {};
  return {
    associationId: `eipassoc-${hex(17, "association")}`,
    networkInterface: holder.outputs["primaryNetworkInterfaceId"] ?? holder.id,
    privateIp: holder.outputs["privateIp"] ?? "",
    privateDns: holder.outputs["privateDns"] ?? holder.outputs["privateDnsName"] ?? "",
  };
}

/** @throws CloudError when another NAT gateway has the address */
export function requireFreeElasticIp(
  place: Place,
  allocationId: string,
  natGatewayId: string,
): void {
  const other = all(place, natGateway).find(
    ({ id, inputs }) =>
      id !== natGatewayId &&
      [inputs.allocationId, ...(inputs.secondaryAllocationIds ?? [])].includes(allocationId),
  );
  if (!other) return;
  throw new CloudError(
    "Resource.AlreadyAssociated",
    `Elastic IP address [${allocationId}] is already associated`,
  );
}
