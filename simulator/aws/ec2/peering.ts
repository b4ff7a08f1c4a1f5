import type { ec2 } from "@pulumi/aws";
import { overlaps } from "../../../model/network/cidr";
import { CloudError, ProviderError } from "../../errors";
import { all, amend, requireTarget, resolve } from "../references";
import { resourceType, type AwsCall, type Place } from "../resource";
import { vpcBlocks } from "./subnet";
import { peeringConnection, vpc } from "./reference-targets";

type PeeringCall = AwsCall<ec2.VpcPeeringConnectionArgs>;

export const peeringConnectionType = resourceType<ec2.VpcPeeringConnectionArgs>({
  token: peeringConnection.type,
  service: "EC2",
  noun: "EC2 VPC Peering Connection",
  operations: {
    create: "CreateVpcPeeringConnection",
    update: "AcceptVpcPeeringConnection",
    delete: "DeleteVpcPeeringConnection",
  },
  id: ({ hex }) => `pcx-${hex(17)}`,
  // A deleted VPC takes its peering connections with it.
  references: [{ path: "vpcId", to: vpc, blocks: false }],
  validate: (call) => {
    if (call.inputs.autoAccept) requireSameRegion(call);
    requirePeer(call);
  },
  outputs: (call) => ({
    peerOwnerId: call.inputs.peerOwnerId ?? call.session.account,
    peerRegion: call.inputs.peerRegion ?? call.session.region,
    acceptStatus: isAccepted(call) ? "active" : "pending-acceptance",
    accepter: { allowRemoteVpcDnsResolution: false, ...call.inputs.accepter },
    requester: { allowRemoteVpcDnsResolution: false, ...call.inputs.requester },
  }),
});

export const peeringAccepterType = resourceType<ec2.VpcPeeringConnectionAccepterArgs>({
  token: "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
  service: "EC2",
  noun: "EC2 VPC Peering Connection",
  operations: { create: "AcceptVpcPeeringConnection", delete: "DeleteVpcPeeringConnection" },
  id: ({ inputs }) => inputs.vpcPeeringConnectionId,
  outputs: (call) => {
    const { inputs, outputs } = connectionOf(call);
    return {
      acceptStatus: call.inputs.autoAccept ? "active" : "pending-acceptance",
      // The accepter sees the two ends the other way round.
      vpcId: inputs.peerVpcId,
      peerVpcId: inputs.vpcId,
      peerOwnerId: call.session.account,
      peerRegion: outputs["region"],
    };
  },
  afterCreate: (call) => {
    if (call.inputs.autoAccept) amend(call, connectionOf(call), { acceptStatus: "active" });
  },
});

export const peeringOptionsType = resourceType<ec2.PeeringConnectionOptionsArgs>({
  token: "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions",
  service: "EC2",
  noun: "EC2 VPC Peering Connection Options",
  operations: {
    create: "ModifyVpcPeeringConnectionOptions",
    delete: "ModifyVpcPeeringConnectionOptions",
  },
  id: ({ inputs }) => inputs.vpcPeeringConnectionId,
  validate: (call) => {
    const id = call.inputs.vpcPeeringConnectionId;
    if (connectionOf(call).outputs["acceptStatus"] === "active") return;
    throw new CloudError(
      "OperationNotPermitted",
      `Peering pcx ${id} is not active. Peering options can be added only to active peerings.`,
    );
  },
  outputs: ({ inputs }) => ({
    accepter: { allowRemoteVpcDnsResolution: false, ...inputs.accepter },
    requester: { allowRemoteVpcDnsResolution: false, ...inputs.requester },
  }),
});

/** The connection, wherever its requester is. */
function connectionOf(call: { inputs: { vpcPeeringConnectionId: string } } & Place) {
  const id = call.inputs.vpcPeeringConnectionId;
  const here = resolve(call, peeringConnection, id);
  if (here) return here;
  const elsewhere = call.world.all(peeringConnection.type).find((entry) => entry.id === id);
  if (!elsewhere) throw peeringConnection.notFound(id);
  const region = elsewhere.scope.split("/")[1]!;
  return requireTarget({ ...call, session: { ...call.session, region } }, peeringConnection, id);
}

function isAccepted(call: PeeringCall): boolean {
  return call.inputs.autoAccept === true || call.previous?.outputs["acceptStatus"] === "active";
}

function requireSameRegion({ inputs, session }: PeeringCall): void {
  const { peerOwnerId = session.account, peerRegion } = inputs;
  if (peerOwnerId !== session.account) {
    throw new CloudError(
      "OperationNotPermitted",
      `User ${session.account} cannot accept a peering connection of ${peerOwnerId}`,
    );
  }
  if (peerRegion === undefined) return;
  throw new ProviderError(
    "`peer_region` cannot be set whilst `auto_accept` is `true` when creating an EC2 VPC Peering Connection",
  );
}

/** AWS creates the connection all the same, and lets it fail. */
function requirePeer(call: PeeringCall): void {
  const { vpcId, peerVpcId, peerRegion = call.session.region, peerOwnerId } = call.inputs;
  // A VPC of another account is not the local cloud's to know.
  if (peerOwnerId !== undefined && peerOwnerId !== call.session.account) return;
  const there = { ...call, session: { ...call.session, region: peerRegion } };
  const peer = resolve(there, vpc, peerVpcId);
  const isApart =
    peer &&
    !vpcBlocks(call, vpcId).some((block) =>
      vpcBlocks(there, peerVpcId).some((other) => overlaps(block, other)),
    );
  if (!isApart) {
    throw new ProviderError(
      `waiting for EC2 VPC Peering Connection (${call.id}) create: unexpected state 'failed', wanted target 'active, pending-acceptance'. last error: Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range`,
    );
  }
  const twice = all(call, peeringConnection).some(
    ({ id, inputs }) => id !== call.id && inputs.vpcId === vpcId && inputs.peerVpcId === peerVpcId,
  );
  if (!twice) return;
  throw new CloudError(
    "VpcPeeringConnectionAlreadyExists",
    `A VPC peering connection between ${vpcId} and ${peerVpcId} already exists`,
  );
}
