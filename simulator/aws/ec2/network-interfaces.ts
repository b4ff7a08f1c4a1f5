import type { ec2 } from "@pulumi/aws";
import { containsAddress, parseCidr } from "../../../model/network/cidr";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { addCreatedByAws, type Origin } from "../created-by-aws";
import { requireTarget, type Reference } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { freeAddress, privateDnsName } from "./addresses";
import { networkInterface, securityGroup, subnet, vpc } from "./reference-targets";
import { text } from "../../values";

type InterfaceCall = AwsCall<ec2.NetworkInterfaceArgs>;

/** What holds a network interface in a subnet with security groups. */
export const subnetReference: Reference = { path: "subnetId", to: subnet };

export const networkInterfaceType = resourceType<ec2.NetworkInterfaceArgs>({
  token: networkInterface.type,
  service: "EC2",
  noun: "EC2 Network Interface",
  operations: {
    create: "CreateNetworkInterface",
    update: "ModifyNetworkInterfaceAttribute",
    delete: "DeleteNetworkInterface",
  },
  id: ({ hex }) => `eni-${hex(17)}`,
  defaults: { sourceDestCheck: true },
  references: [subnetReference, { path: "securityGroups[]", to: securityGroup }],
  validate: requireAddressesInSubnet,
  outputs: (call) => {
    const addresses = addressesOf(call);
    return {
      arn: arn(call.session, "ec2", `network-interface/${call.id}`),
      ownerId: call.session.account,
      interfaceType: call.inputs.interfaceType ?? "interface",
      macAddress: `02:${(call.hex(10, "mac").match(/../g) ?? []).join(":")}`,
      privateIp: addresses[0]!,
      privateIps: addresses,
      privateIpLists: addresses,
      privateIpsCount: addresses.length - 1,
      privateDnsName: privateDnsName(call.session.region, addresses[0]!),
      securityGroups: call.inputs.securityGroups ?? [defaultGroup(call)],
    };
  },
  retries: ["InvalidParameterValue"],
});

function addressesOf(call: InterfaceCall): string[] {
  const { privateIp, privateIps, privateIpsCount = 0, subnetId } = call.inputs;
  const given = privateIps ?? (privateIp === undefined ? undefined : [privateIp]);
  if (given) return given;
  const before = call.previous?.outputs["privateIps"];
  const addresses = Array.isArray(before) ? before.map(String) : [];
  while (addresses.length < privateIpsCount + 1) {
    addresses.push(freeAddress(call, subnetId, addresses));
  }
  return addresses.slice(0, privateIpsCount + 1);
}

function defaultGroup(call: InterfaceCall): string {
  const { vpcId } = requireTarget(call, subnet, call.inputs.subnetId).inputs;
  return text(requireTarget(call, vpc, vpcId).outputs["defaultSecurityGroupId"]);
}

function requireAddressesInSubnet(call: InterfaceCall): void {
  const { cidrBlock } = requireTarget(call, subnet, call.inputs.subnetId).inputs;
  if (cidrBlock === undefined) return;
  for (const address of call.inputs.privateIps ?? []) {
    if (containsAddress(parseCidr(cidrBlock), address)) continue;
    throw new CloudError(
      "InvalidParameterValue",
      `Address ${address} does not fall within the subnet's address range`,
    );
  }
}

/** A network interface that AWS makes for another resource. */
export interface MadeInterface {
  id: string;
  subnetId: string;
  address: string;
  description: string;
  /** `nat_gateway`, `vpc_endpoint`, `interface` */
  interfaceType: string;
  securityGroups?: string[];
}

/** Makes the network interface through which the resource of a call is in a subnet. */
export function makeInterface(call: Origin, made: MadeInterface): void {
  const { id, subnetId, address, description, interfaceType, securityGroups = [] } = made;
  addCreatedByAws(call, {
    type: networkInterface.type,
    id,
    inputs: { subnetId, description, securityGroups },
    outputs: {
      arn: arn(call.session, "ec2", `network-interface/${id}`),
      interfaceType,
      ownerId: call.session.account,
      privateIp: address,
      privateIps: [address],
    },
  });
}
