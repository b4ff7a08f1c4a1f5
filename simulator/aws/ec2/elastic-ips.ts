import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { all, resolve } from "../references";
import { resourceType, type AwsCall, type Place } from "../resource";
import { publicAddress, publicDnsName } from "./addresses";
import { elasticIp, instance, natGateway, networkInterface } from "./targets";

type EipCall = AwsCall<ec2.EipArgs>;

export const elasticIpType = resourceType<ec2.EipArgs>({
  token: elasticIp.type,
  service: "EC2",
  noun: "EC2 EIP",
  operations: { create: "AllocateAddress", update: "AssociateAddress", delete: "ReleaseAddress" },
  id: ({ hex }) => `eipalloc-${hex(17)}`,
  references: [
    { path: "instance", to: instance, blocks: false },
    { path: "networkInterface", to: networkInterface, blocks: false },
  ],
  outputs: (call) => {
    const { session, id, inputs, hex } = call;
    const address = inputs.address ?? publicAddress(hex);
    return {
      arn: arn(session, "ec2", `elastic-ip/${id}`),
      allocationId: id,
      domain: "vpc",
      publicIp: address,
      publicDns: publicDnsName(session.region, address),
      publicIpv4Pool: inputs.publicIpv4Pool ?? "amazon",
      networkBorderGroup: inputs.networkBorderGroup ?? session.region,
      ...association(call),
    };
  },
});

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
