import { checkEndpointDns, type EndpointDnsPlan } from "../../model/endpoint-dns/plan";
import { endpointDnsSettings } from "../../model/endpoint-dns/settings";
import { InputError } from "../../model/errors";
import { filled } from "../../model/schema-parts";
import type { EndpointDnsArgs } from "./args";

/** Returns the part of the arguments that is known before deployment. */
export function planOf(args: EndpointDnsArgs): EndpointDnsPlan {
  const { vpc, clusters = [], peers = [], ...settings } = filled(endpointDnsSettings, args);
  const { domains, onPremisesCidrs, inboundAddresses, publicDns, connection } = settings;
  return {
    clusters: clusters.map(({ name, access }) => ({ name, access })),
    ...{ domains, vpc, peers, onPremisesCidrs, publicDns, connection },
    ...(inboundAddresses && { inboundAddresses }),
  };
}

/** Checks the arguments that are known before deployment. @throws InputError */
export function checkArgs(args: EndpointDnsArgs, plan: EndpointDnsPlan): void {
  requireOtherVpcs(args);
  checkEndpointDns(plan);
  requireRouteTables(args, plan);
  if (args.transitGatewayId !== undefined && plan.connection !== "transitGateway") {
    throw new InputError({
      argument: "transitGatewayId",
      value: typeof args.transitGatewayId === "string" ? args.transitGatewayId : "an output",
      rule: `is for the connection transitGateway, and this one is ${plan.connection}`,
      fix: "Leave it out, or choose that connection.",
    });
  }
}

/**
 * Requires that no rule is in the VPC of its own targets, which would forward queries in a loop.
 * Source: Route 53 Developer Guide, "Avoid loop configurations with Resolver endpoints".
 */
function requireOtherVpcs({ vpc, peers = [] }: EndpointDnsArgs): void {
  peers.forEach(({ name, vpcId }, index) => {
    if (vpcId !== vpc.vpcId) return;
    throw new InputError({
      argument: `peers[${index}].vpcId`,
      value: typeof vpcId === "string" ? vpcId : name,
      rule: "is the workers' VPC: a rule in it would send queries from the inbound endpoint back to itself",
      fix: "List other VPCs only; the workers' VPC resolves the names by itself.",
    });
  });
}

function requireRouteTables(
  { vpc, peers = [] }: EndpointDnsArgs,
  { connection }: EndpointDnsPlan,
): void {
  if (connection === "existing") return;
  const places = [
    { at: "vpc", of: vpc },
    ...peers.map((of, index) => ({ at: `peers[${index}]`, of })),
  ];
  for (const { at, of } of places) {
    if (Object.keys(of.routeTableIds ?? {}).length > 0) continue;
    throw new InputError({
      argument: `${at}.routeTableIds`,
      value: of.routeTableIds,
      rule: `is needed for the routes of the connection ${connection}`,
      fix: 'Give the route tables of its subnets, or choose the connection "existing".',
    });
  }
}
