import * as pulumi from "@pulumi/pulumi";
import { needlessForwarding } from "../../model/endpoint-dns/plan";
import {
  forwarderFile,
  forwarderKinds,
  type ForwarderKind,
} from "../../model/endpoint-dns/forwarders";
import { scopeOf, type Scope } from "../scope";
import type { EndpointDnsArgs } from "./args";
import { checkArgs, planOf } from "./checks";
import { connectPeers } from "./connection";
import {
  addressesOf,
  createResolverEndpoint,
  createRule,
  forwardedNames,
  type ForwardedName,
} from "./resolver";
import { admitToClusters, createInboundGroup, createOutboundGroup } from "./security-groups";

/**
 * Resolves the endpoints of clusters and further domains outside their VPC: an inbound Resolver
 * endpoint in the workers' VPC, an outbound one in the first peer, a rule per name for all peers,
 * and configuration files for DNS servers on premises.
 *
 * @throws InputError before anything is registered.
 * @example
 * new EndpointDns("endpoint-dns", {
 *   vpc: { vpcId: network.vpcId, cidrs: network.cidrs, subnets },
 *   clusters: [{ name: "games", access: "both", endpoint, securityGroupId }],
 *   onPremisesCidrs: ["10.250.0.0/16"],
 * });
 */
export class EndpointDns extends pulumi.ComponentResource {
  /**
   * Addresses of the inbound endpoint in ascending order, the targets of forwarders on premises.
   */
  readonly inboundAddresses: pulumi.Output<string[]>;
  /** The forwarded names: hosts of the clusters' endpoints, then domains. */
  readonly domains: pulumi.Output<string[]>;
  /** Id of the outbound endpoint; empty without peers. */
  readonly outboundEndpointId: pulumi.Output<string>;
  /** Ids of the rules by cluster name or domain, to share them with other accounts. */
  readonly ruleIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Configuration for DNS servers on premises, by kind. */
  readonly forwarders: pulumi.Output<Record<ForwarderKind, string>>;

  constructor(name: string, args: EndpointDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planOf(args);
    checkArgs(args, plan);
    super("eks-scenarios:endpoint-dns:EndpointDns", name, {}, opts);
    const scope = scopeOf(this, name, "endpoint-dns");
    const warning = needlessForwarding(plan);
    if (warning !== undefined) void pulumi.log.warn(warning, this);
    const names = forwardedNames(args);
    this.domains = pulumi.all(names.map(({ domain }) => domain));
    this.inboundAddresses = createInbound(scope, args);
    const outbound = createOutbound(scope, args, names, this.inboundAddresses);
    this.outboundEndpointId = outbound.endpointId;
    this.ruleIds = outbound.ruleIds;
    this.forwarders = pulumi
      .all([this.domains, this.inboundAddresses])
      .apply(([domains, addresses]) => forwarderTexts(domains, addresses));
    connectPeers(scope, args);
    admitToClusters(scope, args);
    this.registerOutputs({
      inboundAddresses: this.inboundAddresses,
      domains: this.domains,
      outboundEndpointId: this.outboundEndpointId,
      ruleIds: { ...this.ruleIds },
    });
  }
}

function createInbound(scope: Scope, args: EndpointDnsArgs): pulumi.Output<string[]> {
  const { vpc, peers = [], onPremisesCidrs = [], inboundAddresses } = args;
  const askers = [...(peers[0]?.subnets ?? []).map(({ cidr }) => cidr), ...onPremisesCidrs];
  const group = createInboundGroup(scope, vpc.vpcId, askers);
  return addressesOf(createResolverEndpoint(scope, "INBOUND", vpc, group, inboundAddresses));
}

function createOutbound(
  scope: Scope,
  args: EndpointDnsArgs,
  names: readonly ForwardedName[],
  addresses: pulumi.Output<string[]>,
): { endpointId: pulumi.Output<string>; ruleIds: Record<string, pulumi.Output<string>> } {
  const home = args.peers?.[0];
  if (!home) return { endpointId: pulumi.output(""), ruleIds: {} };
  const group = createOutboundGroup(scope, home.vpcId, args.vpc);
  const endpoint = createResolverEndpoint(scope, "OUTBOUND", home, group);
  const rules = names.map((name) => {
    const { id } = createRule(scope, name, endpoint, addresses, args);
    return [name.key, id] as const;
  });
  return { endpointId: endpoint.id, ruleIds: Object.fromEntries(rules) };
}

function forwarderTexts(domains: string[], addresses: string[]): Record<ForwarderKind, string> {
  const texts = forwarderKinds.map((kind) => [
    kind,
    forwarderFile(kind, { domains, addresses }).text,
  ]);
  return Object.fromEntries(texts) as Record<ForwarderKind, string>;
}
