import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { workers } from "../../model/endpoint-dns/plan";
import { firstPerZone } from "../../model/network/zones";
import { named, type Scope } from "../scope";
import type { EndpointDnsArgs, ResolverVpc } from "./args";

type Target = Pick<aws.ec2.RouteArgs, "vpcPeeringConnectionId" | "transitGatewayId">;

/**
 * Connects the peers with the workers' VPC, with routes on both sides, unless they are connected
 * already.
 */
export function connectPeers(scope: Scope, args: EndpointDnsArgs): void {
  if (args.connection === "peering") createPeerings(scope, args);
  if (args.connection === "transitGateway") createTransitGateway(scope, args);
}

function createPeerings(scope: Scope, { vpc, peers = [] }: EndpointDnsArgs): void {
  for (const peer of peers) {
    const name = `${scope.name}-${peer.name}`;
    const connection = new aws.ec2.VpcPeeringConnection(
      name,
      {
        vpcId: vpc.vpcId,
        peerVpcId: peer.vpcId,
        // Both VPCs are in this account and Region.
        autoAccept: true,
        tags: named(scope, name),
      },
      { parent: scope.parent },
    );
    const target = { vpcPeeringConnectionId: connection.id };
    createRoutes(scope, workers, vpc, peer, target);
    createRoutes(scope, peer.name, peer, vpc, target);
  }
}

function createTransitGateway(scope: Scope, args: EndpointDnsArgs): void {
  const { vpc, peers = [] } = args;
  const transitGatewayId = args.transitGatewayId ?? newTransitGateway(scope).id;
  const attachments = new Map(
    [{ ...vpc, name: workers }, ...peers].map(({ name, vpcId, subnets }) => {
      const attachment = new aws.ec2transitgateway.VpcAttachment(
        `${scope.name}-${name}`,
        {
          transitGatewayId,
          vpcId,
          // An attachment has one subnet per zone.
          subnetIds: firstPerZone(subnets).map(({ id }) => id),
          tags: named(scope, `${scope.name}-${name}`),
        },
        { parent: scope.parent },
      );
      return [name, attachment];
    }),
  );
  const attached = (name: string) => [attachments.get(name)].filter((one) => one !== undefined);
  for (const peer of peers) {
    // A route to a transit gateway needs the attachment of its VPC.
    createRoutes(scope, workers, vpc, peer, { transitGatewayId }, attached(workers));
    createRoutes(scope, peer.name, peer, vpc, { transitGatewayId }, attached(peer.name));
  }
}

function newTransitGateway(scope: Scope): aws.ec2transitgateway.TransitGateway {
  return new aws.ec2transitgateway.TransitGateway(
    scope.name,
    {
      description: "Connects the VPCs that use a cluster with the cluster's",
      // All VPCs are in this account, so no attachment from another account is accepted.
      autoAcceptSharedAttachments: "disable",
      defaultRouteTableAssociation: "enable",
      defaultRouteTablePropagation: "enable",
      tags: named(scope, scope.name),
    },
    { parent: scope.parent },
  );
}

/** Creates a route to each block of `to` in each route table of `from`. */
function createRoutes(
  scope: Scope,
  name: string,
  from: ResolverVpc,
  to: ResolverVpc,
  target: Target,
  dependsOn: readonly pulumi.Resource[] = [],
): void {
  for (const [table, routeTableId] of Object.entries(from.routeTableIds ?? {})) {
    for (const destinationCidrBlock of to.cidrs) {
      new aws.ec2.Route(
        `${scope.name}-${name}-${table}-${destinationCidrBlock}`,
        { routeTableId, destinationCidrBlock, ...target },
        { parent: scope.parent, dependsOn: [...dependsOn] },
      );
    }
  }
}
