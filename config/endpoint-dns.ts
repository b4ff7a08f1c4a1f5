import {
  checkEndpointDns,
  endpointDnsPaths,
  type EndpointDnsPaths,
  type EndpointDnsPlan,
} from "../model/endpoint-dns/plan";
import { InputError } from "../model/errors";
import {
  checkGivenNetwork,
  chooseNetwork,
  givenNetwork,
  type GivenNetwork,
} from "../model/network/given-network";
import { networkPaths, planNetwork, type PlannedSubnet } from "../model/network/plan";
import { endpointDnsSettings } from "../model/endpoint-dns/settings";
import {
  flag,
  list,
  listOf,
  object,
  optional,
  text,
  withDefault,
  type Static,
} from "../model/schema-parts";
import { firstPerZone } from "../model/network/zones";

const peer = object("a VPC that asks: a block and zones for a new one, or an existing one", {
  name: text("name of the VPC: up to 22 lower-case letters, digits and hyphens"),
  cidr: optional(text("IPv4 block of a new VPC")),
  zones: optional(list("names of 2 to 6 Availability Zones of a new VPC")),
  existing: optional(givenNetwork),
});

/** Schema of an {@link EndpointDnsConfig}. */
export const endpointDnsSchema = object(
  "how other networks resolve the cluster's endpoint and private domains",
  {
    clusterEndpoint: withDefault(
      flag("true where the cluster's endpoint is among the names"),
      true,
    ),
    peers: withDefault(
      listOf("VPCs that ask; the outbound endpoint is in the first one", peer),
      [],
    ),
    ...endpointDnsSettings.properties,
    transitGatewayId: optional(
      text("id of a transit gateway to attach the VPCs to; a new one when left out"),
    ),
  },
);

/** Name resolution of a stack from outside its VPC. */
export type EndpointDnsConfig = Static<typeof endpointDnsSchema>;

/** A VPC that queries the stack's names: a new one, or an existing one. */
export type PeerConfig = Static<typeof peer>;

/** The parts of a stack that determine how its names are resolved. */
interface StackParts {
  network: {
    cidr?: string;
    podCidr?: string;
    existing?: GivenNetwork;
  };
  cluster: { name: string; endpoint: "public" | "private" | "both" };
  endpointDns?: EndpointDnsConfig;
}

/**
 * Plans and checks the DNS of a stack's endpoint; returns undefined if it is not configured.
 *
 * @param subnets Subnets of the stack's network.
 * @throws InputError
 */
export function planEndpointDns(
  config: StackParts,
  subnets: readonly PlannedSubnet[],
): EndpointDnsPlan | undefined {
  const { network, cluster, endpointDns } = config;
  if (!endpointDns) return undefined;
  const { clusterEndpoint, peers, inboundAddresses, ...settings } = endpointDns;
  const plan: EndpointDnsPlan = {
    ...settings,
    clusters: clusterEndpoint ? [{ name: cluster.name, access: cluster.endpoint }] : [],
    vpc: {
      cidrs:
        network.existing?.cidrs ??
        [network.cidr, network.podCidr].filter((one) => one !== undefined),
      subnets: resolverSubnets(subnets),
    },
    peers: peers.map((peer, index) => planPeer(peer, `endpointDns.peers[${index}]`)),
    ...(inboundAddresses && { inboundAddresses }),
  };
  checkEndpointDns(plan, pathsOf(config, endpointDns));
  checkConnection(config, endpointDns);
  return plan;
}

/**
 * Returns the number of addresses that it uses in a private subnet of every zone: the endpoint's,
 * and an attachment's.
 */
export function endpointAddresses({ connection, peers }: EndpointDnsConfig): number {
  return connection === "transitGateway" && peers.length > 0 ? 2 : 1;
}

/** Returns the subnets of the Resolver endpoints' addresses: a private one of each zone. */
export function resolverSubnets<Subnet extends { tier: string; zone: string }>(
  subnets: readonly Subnet[],
): Subnet[] {
  return firstPerZone(subnets.filter(({ tier }) => tier === "private"));
}

function planPeer(peer: PeerConfig, argument: string): EndpointDnsPlan["peers"][number] {
  const { name } = peer;
  const network = chooseNetwork(peer, argument);
  if (network.existing) {
    const subnets = checkGivenNetwork(network.existing, `${argument}.existing`);
    return { name, cidrs: network.existing.cidrs, subnets: resolverSubnets(subnets) };
  }
  const subnets = planNetwork(network, networkPaths(argument));
  return { name, cidrs: [network.cidr], subnets: resolverSubnets(subnets) };
}

/** Returns the paths of the plan's parts in the configuration of a stack. */
function pathsOf({ network }: StackParts, { peers }: EndpointDnsConfig): EndpointDnsPaths {
  return {
    ...endpointDnsPaths("endpointDns"),
    clusters: "endpointDns.clusterEndpoint",
    access: () => "cluster.endpoint",
    vpcSubnets: network.existing ? "network.existing.subnets" : "network.zones",
    peer: (index) => {
      const at = `endpointDns.peers[${index}]`;
      const isNew = peers[index]?.existing === undefined;
      return {
        name: `${at}.name`,
        cidr: (position) => (isNew ? `${at}.cidr` : `${at}.existing.cidrs[${position}]`),
        subnets: isNew ? `${at}.zones` : `${at}.existing.subnets`,
      };
    },
  };
}

/** Requires route tables of existing networks for a new connection, which adds routes to them. */
function checkConnection(
  { network }: StackParts,
  { peers, connection, transitGatewayId }: EndpointDnsConfig,
): void {
  if (transitGatewayId !== undefined && connection !== "transitGateway") {
    throw new InputError({
      argument: "endpointDns.transitGatewayId",
      value: transitGatewayId,
      rule: `is for the connection transitGateway, and this one is ${connection}`,
      fix: "Leave it out, or choose that connection.",
    });
  }
  if (connection === "existing") return;
  const given = [
    { at: "network", existing: network.existing },
    ...peers.map(({ existing }, index) => ({ at: `endpointDns.peers[${index}]`, existing })),
  ];
  for (const { at, existing } of given) {
    if (!existing || Object.keys(existing.routeTableIds ?? {}).length > 0) continue;
    throw new InputError({
      argument: `${at}.existing.routeTableIds`,
      value: existing.routeTableIds,
      rule: `is needed for the routes of the connection ${connection}`,
      fix: 'Give the route tables of its subnets, or choose the connection "existing".',
    });
  }
}
