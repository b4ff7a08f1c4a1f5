import { choice, flag, list, object, optional, withDefault } from "../schema-parts";

/** Schema of the settings of endpoint DNS, as a stack and the component have them. */
export const endpointDnsSettings = object("DNS of cluster endpoints for other networks", {
  domains: withDefault(
    list("further domains that only the workers' VPC resolves: those of private hosted zones", {
      examples: [["games.internal"]],
    }),
    [],
  ),
  onPremisesCidrs: withDefault(
    list(
      "IPv4 blocks of networks on premises that ask, and from which the clusters are reached; they are connected elsewhere (VPN, Direct Connect)",
    ),
    [],
  ),
  inboundAddresses: optional(
    list(
      "addresses of the inbound endpoint, one per subnet in the order of the zones; AWS chooses when left out, and forwarders change with each replacement",
      { examples: [["10.10.0.10", "10.10.32.10"]] },
    ),
  ),
  publicDns: withDefault(
    flag(
      "true where those who ask resolve public names and accept private answers: a private-only endpoint needs no forwarding then, and a warning says so",
    ),
    true,
  ),
  connection: withDefault(
    choice(
      "how peers reach the VPC: a connection that exists, a VPC peering connection each, or a transit gateway; routes on both sides come with the latter two",
      ["existing", "peering", "transitGateway"],
    ),
    "existing",
  ),
});
