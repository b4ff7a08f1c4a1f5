import assert from "node:assert/strict";
import fc from "fast-check";
import { overlaps, parseCidr4 } from "../../../model/network/cidr";
import {
  checkEndpointDns,
  needlessForwarding,
  type EndpointDnsPlan,
} from "../../../model/endpoint-dns/plan";
import { InputError } from "../../../model/errors";
import { refuses } from "../refusal";

const workers = {
  cidrs: ["10.10.0.0/16"],
  subnets: [
    { zone: "us-east-1a", cidr: "10.10.0.0/19" },
    { zone: "us-east-1b", cidr: "10.10.32.0/19" },
  ],
};
const tools = {
  name: "tools",
  cidrs: ["10.40.0.0/20"],
  subnets: [
    { zone: "us-east-1a", cidr: "10.40.0.0/23" },
    { zone: "us-east-1b", cidr: "10.40.2.0/23" },
  ],
};

const plan = (more: Partial<EndpointDnsPlan> = {}): EndpointDnsPlan => ({
  clusters: [{ name: "games", access: "both" }],
  domains: [],
  vpc: workers,
  peers: [tools],
  onPremisesCidrs: [],
  publicDns: true,
  connection: "peering",
  ...more,
});

const check = (more: Partial<EndpointDnsPlan>) => () => checkEndpointDns(plan(more));

describe("The DNS of cluster endpoints", () => {
  it("accepts peers, on-premises networks, custom domains and addresses", () => {
    check({
      domains: ["games.internal"],
      onPremisesCidrs: ["10.250.0.0/16"],
      inboundAddresses: ["10.10.0.10", "10.10.32.10"],
    })();
    check({ peers: [], onPremisesCidrs: ["10.250.0.0/16"], connection: "existing" })();
  });

  it("is not needed for private endpoints alone, and causes a warning", () => {
    const clusters = [{ name: "games", access: "private" as const }];
    assert.equal(
      needlessForwarding(plan({ clusters })),
      "The endpoint of games is private only, and public DNS gives its private addresses to everyone: peers that resolve public names need no Resolver endpoints for it. Leave endpointDns out (peering and port 443 are enough), or set publicDns to false where public DNS cannot be used.",
    );
  });

  it("is needed for public and private access, for custom domains, and without public DNS", () => {
    const clusters = [{ name: "games", access: "private" as const }];
    assert.equal(needlessForwarding(plan()), undefined);
    assert.equal(needlessForwarding(plan({ clusters, domains: ["games.internal"] })), undefined);
    assert.equal(needlessForwarding(plan({ clusters, publicDns: false })), undefined);
  });

  it("is accepted exactly when no two networks overlap", () => {
    const block = fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 12, max: 24 }))
      .map(([second, prefix]) => {
        const first = (10 << 24) + (second << 16);
        const start = Math.floor(first / 2 ** (32 - prefix)) * 2 ** (32 - prefix);
        return `${start >>> 24}.${(start >>> 16) & 255}.${(start >>> 8) & 255}.0/${prefix}`;
      });
    fc.assert(
      fc.property(block, block, (peer, premises) => {
        const blocks = [...workers.cidrs, peer, premises].map((cidr) => parseCidr4(cidr));
        const apart = blocks.every((one, index) =>
          blocks.slice(index + 1).every((other) => !overlaps(one, other)),
        );
        const call = check({ peers: [{ ...tools, cidrs: [peer] }], onPremisesCidrs: [premises] });
        if (apart) call();
        else assert.throws(call, InputError);
      }),
    );
  });
});

describe("The DNS of cluster endpoints is refused", () => {
  it("for a public endpoint, which has no private address", () => {
    refuses(
      check({ clusters: [{ name: "games", access: "public" }] }),
      'clusters[0].access: "public" leaves games without private addresses: its VPC, too, resolves the name to public ones. Choose endpoint "private" or "both" for the cluster, or leave endpointDns out.',
    );
  });

  it("without a name to resolve", () => {
    refuses(
      check({ clusters: [] }),
      "clusters: [] names nothing to resolve, and neither does domains. Give a cluster or a domain.",
    );
  });

  it("without a peer or an on-premises network", () => {
    refuses(
      check({ peers: [] }),
      "peers: [] is empty, and so is onPremisesCidrs: nobody asks for the names. Give a peer, or blocks on premises.",
    );
  });

  it("if it has a connection but no peer", () => {
    refuses(
      check({ peers: [], onPremisesCidrs: ["10.250.0.0/16"], connection: "transitGateway" }),
      'connection: "transitGateway" connects peers, and there are none. Choose "existing": networks on premises are connected elsewhere.',
    );
  });

  it("if two peers have the same name", () => {
    refuses(
      check({ peers: [tools, { ...tools, cidrs: ["10.50.0.0/20"] }] }),
      'peers[1].name: "tools" is the name of another peer. Name every peer differently, with up to 22 lower-case letters, digits and hyphens.',
    );
  });

  it("if a peer has the name of the workers' VPC", () => {
    refuses(
      check({ peers: [{ ...tools, name: "workers" }] }),
      'peers[0].name: "workers" stands for the workers\' VPC. Name every peer differently, with up to 22 lower-case letters, digits and hyphens.',
    );
  });

  it("if a peer's name cannot be part of resource names", () => {
    refuses(
      check({ peers: [{ ...tools, name: "Tools!" }] }),
      'peers[0].name: "Tools!" cannot be part of resource names. Name every peer differently, with up to 22 lower-case letters, digits and hyphens.',
    );
  });

  it("if all subnets are in one zone", () => {
    const subnets = workers.subnets.map((subnet) => ({ ...subnet, zone: "us-east-1a" }));
    refuses(
      check({ vpc: { ...workers, subnets } }),
      'vpc.subnets: ["us-east-1a","us-east-1a"] does not lie in two zones at least, where a Resolver endpoint has its addresses. Give one subnet in each of two or more zones.',
    );
  });

  it("if the outbound endpoint has one subnet", () => {
    refuses(
      check({ peers: [{ ...tools, subnets: tools.subnets.slice(0, 1) }] }),
      'peers[0].subnets: ["us-east-1a"] does not lie in two zones at least, where a Resolver endpoint has its addresses. Give one subnet in each of two or more zones.',
    );
  });

  it("if there are more subnets than an endpoint has addresses", () => {
    const subnets = Array.from({ length: 7 }, (_, index) => ({
      zone: `us-east-1${"abcdefg"[index]}`,
      cidr: `10.10.${index}.0/24`,
    }));
    refuses(
      check({ vpc: { ...workers, subnets } }),
      "vpc.subnets: 7 are more than the 6 addresses that AWS gives a Resolver endpoint. Give one subnet per zone.",
    );
  });

  it("if a peer overlaps the workers' VPC", () => {
    refuses(
      check({ peers: [{ ...tools, cidrs: ["10.10.128.0/20"] }] }),
      'peers[0].cidrs[0]: "10.10.128.0/20" overlaps 10.10.0.0/16 of the workers\' VPC, so neither can be routed to the other. Choose a block outside of 10.10.0.0/16.',
    );
  });

  it("if an on-premises network overlaps a peer", () => {
    refuses(
      check({ onPremisesCidrs: ["10.40.8.0/24"] }),
      'onPremisesCidrs[0]: "10.40.8.0/24" overlaps 10.40.0.0/20 of the peer tools, so neither can be routed to the other. Choose a block outside of 10.40.0.0/20.',
    );
  });

  it("for a domain of AWS services", () => {
    refuses(
      check({ domains: ["us-east-1.eks.amazonaws.com"] }),
      'domains[0]: "us-east-1.eks.amazonaws.com" forwards names of AWS services, in amazonaws.com, which peers resolve by themselves. Name domains of your own; the clusters\' endpoints are forwarded one by one.',
    );
  });

  it("if a domain is listed twice", () => {
    refuses(
      check({ domains: ["games.internal", "GAMES.internal"] }),
      'domains[1]: "GAMES.internal" is listed twice. List it once.',
    );
  });

  it("if only some subnets have an address", () => {
    refuses(
      check({ inboundAddresses: ["10.10.0.10"] }),
      'inboundAddresses: ["10.10.0.10"] does not give one address for each of the 2 subnets. Give one address per subnet, in the order of the zones, or none.',
    );
  });

  it("if an address is in another subnet", () => {
    refuses(
      check({ inboundAddresses: ["10.10.0.10", "10.10.0.11"] }),
      'inboundAddresses[1]: "10.10.0.11" is not an address of 10.10.32.0/19, the subnet in us-east-1b. Give one after the first four of the subnet, but not its last.',
    );
  });

  for (const address of ["10.10.0.0", "10.10.0.2", "10.10.0.3", "10.10.31.255"]) {
    it(`for the address ${address}, which AWS reserves`, () => {
      refuses(
        check({ inboundAddresses: [address, "10.10.32.10"] }),
        `inboundAddresses[0]: "${address}" is an address that AWS keeps of 10.10.0.0/19. Give one after the first four of the subnet, but not its last.`,
      );
    });
  }
});
