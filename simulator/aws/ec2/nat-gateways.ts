import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { all, requireTarget, resolve } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { freeAddress } from "./addresses";
import { requireFreeElasticIp } from "./elastic-ips";
import { makeInterface } from "./network-interfaces";
import { elasticIp, internetGateway, natGateway, subnet } from "./reference-targets";
import { text } from "../../values";

type NatCall = AwsCall<ec2.NatGatewayArgs>;

export const natGatewayType = resourceType<ec2.NatGatewayArgs>({
  token: natGateway.type,
  service: "EC2",
  noun: "EC2 NAT Gateway",
  operations: { create: "CreateNatGateway", update: "CreateTags", delete: "DeleteNatGateway" },
  id: ({ hex }) => `nat-${hex(17)}`,
  defaults: { connectivityType: "public" },
  references: [
    { path: "subnetId", to: subnet },
    { path: "allocationId", to: elasticIp },
    { path: "secondaryAllocationIds[]", to: elasticIp },
  ],
  validate: requireAddress,
  outputs: (call) => ({
    availabilityMode: "zonal",
    associationId: call.inputs.allocationId ? `eipassoc-${call.hex(17, "association")}` : "",
    networkInterfaceId: interfaceId(call),
    privateIp: privateIp(call),
    publicIp: text(
      resolve(call, elasticIp, call.inputs.allocationId ?? "")?.outputs["publicIp"] ?? "",
    ),
    vpcId: vpcOf(call),
  }),
  notReady: wayOutProblem,
  afterCreate: (call, { privateIp: address }) => {
    const { subnetId } = call.inputs;
    if (subnetId === undefined) return;
    makeInterface(call, {
      id: interfaceId(call),
      subnetId,
      address: text(address),
      interfaceType: "nat_gateway",
      description: `Interface for NAT Gateway ${call.id}`,
    });
  },
});

const interfaceId = ({ hex }: NatCall) => `eni-${hex(17, "interface")}`;

function vpcOf(call: NatCall): string {
  const { subnetId, vpcId } = call.inputs;
  return vpcId ?? (subnetId ? requireTarget(call, subnet, subnetId).inputs.vpcId : "");
}

function requireAddress(call: NatCall): void {
  const { allocationId, connectivityType, secondaryAllocationIds = [] } = call.inputs;
  if (connectivityType === "public" && allocationId === undefined) {
    throw new CloudError("MissingParameter", "The request must contain the parameter AllocationId");
  }
  if (connectivityType === "private" && allocationId !== undefined) {
    throw new CloudError(
      "InvalidParameter",
      "AllocationId cannot be specified for a private NAT gateway.",
    );
  }
  for (const used of [allocationId, ...secondaryAllocationIds]) {
    if (used !== undefined) requireFreeElasticIp(call, used, call.id);
  }
}

function wayOutProblem(call: NatCall): string | undefined {
  if (call.inputs.connectivityType === "private") return undefined;
  const vpcId = vpcOf(call);
  if (all(call, internetGateway).some(({ inputs }) => inputs.vpcId === vpcId)) return undefined;
  return `waiting for EC2 NAT Gateway (${call.id}) create: unexpected state 'failed', wanted target 'available'. last error: Gateway.NotAttached: Network ${vpcId} has no Internet gateway attached`;
}

function privateIp(call: NatCall): string {
  const before = call.previous?.outputs["privateIp"];
  if (typeof before === "string") return before;
  return (
    call.inputs.privateIp ?? (call.inputs.subnetId ? freeAddress(call, call.inputs.subnetId) : "")
  );
}
