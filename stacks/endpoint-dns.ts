import { EndpointDns } from "../components/endpoint-dns";
import { Network } from "../components/network";
import { resolverSubnets, type PeerConfig } from "../config/endpoint-dns";
import type { StackConfig } from "../config/stack";
import type { Foundation } from "./foundation";
import type { StackInputs, StackOutputs } from "./stack";

/** Resolves the cluster's endpoint and further domains in other networks, if configured. */
export function endpointDns(
  { config }: StackInputs,
  { network, cluster }: Pick<Foundation, "network" | "cluster">,
): StackOutputs {
  if (!config.endpointDns) return {};
  const { clusterEndpoint, peers, ...settings } = config.endpointDns;
  const { name, endpoint: access, privateAccessCidrs } = config.cluster;
  const { endpoint, securityGroupId } = cluster;
  const { domains, inboundAddresses, outboundEndpointId, ruleIds, forwarders } = new EndpointDns(
    "endpoint-dns",
    {
      ...settings,
      vpc: resolverVpc(network),
      clusters: clusterEndpoint ? [{ name, access, endpoint, securityGroupId }] : [],
      peers: peers.map((peer) => ({ ...resolverVpc(peerNetwork(config, peer)), name: peer.name })),
      admittedCidrs: access === "public" ? [] : privateAccessCidrs,
    },
  );
  return {
    endpointDns: {
      domains,
      inboundAddresses,
      outboundEndpointId,
      ruleIds: { ...ruleIds },
      forwarders,
    },
  };
}

/** Returns the VPC of a peer: the existing one, or a small new one without internet access. */
function peerNetwork({ network, cluster }: StackConfig, peer: PeerConfig): Network {
  const { name, ...home } = peer;
  return new Network(`peer-${name}`, {
    ...home,
    nat: "none",
    gatewayEndpoints: [],
    flowLogs: network.flowLogs,
    flowLogRetentionDays: cluster.logRetentionDays,
  });
}

function resolverVpc({ vpcId, cidrs, subnets, routeTableIds }: Network) {
  return { vpcId, cidrs, subnets: resolverSubnets(subnets), routeTableIds };
}
