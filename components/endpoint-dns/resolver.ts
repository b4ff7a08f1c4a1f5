import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { endpointHost, parseDomainName } from "../../model/endpoint-dns/domain-names";
import { dnsPort } from "../../model/endpoint-dns/forwarders/forwarding";
import { named, type Scope } from "../scope";
import type { EndpointDnsArgs, ResolverVpc } from "./args";

/** Route 53 Resolver takes names of up to 64 letters, digits, hyphens and underscores. */
const resolverName = (name: string) => name.replaceAll(/[^A-Za-z0-9_-]/g, "-").slice(0, 64);

/**
 * Creates a Resolver endpoint with one address in each subnet.
 *
 * @param addresses Fixed addresses; AWS chooses them if they are left out.
 */
export function createResolverEndpoint(
  scope: Scope,
  direction: "INBOUND" | "OUTBOUND",
  { subnets }: ResolverVpc,
  group: aws.ec2.SecurityGroup,
  addresses?: readonly string[],
): aws.route53.ResolverEndpoint {
  const name = `${scope.name}-${direction.toLowerCase()}`;
  return new aws.route53.ResolverEndpoint(
    name,
    {
      name: resolverName(name),
      direction,
      ipAddresses: subnets.map(({ id }, index) => ({
        subnetId: id,
        ...(addresses && { ip: addresses[index] }),
      })),
      securityGroupIds: [group.id],
      resolverEndpointType: "IPV4",
      protocols: ["Do53"],
      tags: named(scope, name),
    },
    { parent: scope.parent },
  );
}

/** Returns the addresses of an endpoint in ascending order; AWS returns them in any order. */
export function addressesOf(endpoint: aws.route53.ResolverEndpoint): pulumi.Output<string[]> {
  return endpoint.ipAddresses.apply((addresses) =>
    addresses.map(({ ip }) => ip).sort((a, b) => a.localeCompare(b, "en", { numeric: true })),
  );
}

/** A forwarded name, with a key that is known before deployment. */
export interface ForwardedName {
  key: string;
  domain: pulumi.Output<string>;
}

/** Returns the names to forward: the host of each cluster's endpoint, then the domains. */
export function forwardedNames({ clusters = [], domains = [] }: EndpointDnsArgs): ForwardedName[] {
  return [
    ...clusters.map(({ name, endpoint }) => ({
      key: name,
      domain: pulumi.output(endpoint).apply(endpointHost),
    })),
    ...domains.map((text) => {
      const domain = parseDomainName(text, "domain");
      return { key: domain, domain: pulumi.output(domain) };
    }),
  ];
}

/** Creates the rule that forwards a name through the outbound endpoint, for every peer's VPC. */
export function createRule(
  scope: Scope,
  { key, domain }: ForwardedName,
  outbound: aws.route53.ResolverEndpoint,
  addresses: pulumi.Output<string[]>,
  { peers = [] }: EndpointDnsArgs,
): aws.route53.ResolverRule {
  const name = `${scope.name}-${key}`;
  const opts = { parent: scope.parent };
  const rule = new aws.route53.ResolverRule(
    name,
    {
      name: resolverName(name),
      domainName: domain,
      ruleType: "FORWARD",
      resolverEndpointId: outbound.id,
      targetIps: addresses.apply((ips) => ips.map((ip) => ({ ip, port: dnsPort }))),
      tags: named(scope, name),
    },
    opts,
  );
  for (const peer of peers) {
    new aws.route53.ResolverRuleAssociation(
      `${name}-${peer.name}`,
      { name: resolverName(`${name}-${peer.name}`), resolverRuleId: rule.id, vpcId: peer.vpcId },
      opts,
    );
  }
  return rule;
}
