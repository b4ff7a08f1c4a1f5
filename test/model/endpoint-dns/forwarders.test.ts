import assert from "node:assert/strict";
import fc from "fast-check";
import {
  forwarderFile,
  forwarderKinds,
  type ForwarderKind,
} from "../../../model/endpoint-dns/forwarders";
import { refuses } from "../refusal";

const cluster = "0A1B2C.gr7.us-east-1.eks.amazonaws.com";
const forwarding = {
  domains: [cluster, "games.internal"],
  addresses: ["10.10.0.10", "10.10.32.10"],
};

const textOf = (kind: ForwarderKind, more: object = {}) =>
  forwarderFile(kind, { ...forwarding, ...more }).text;

describe("The file of a forwarder", () => {
  it("for BIND has a forward zone per name", () => {
    assert.equal(
      textOf("bind"),
      `// Names that Route 53 Resolver answers. Include this file in named.conf:
// include "/etc/bind/eks-endpoints.conf";
// Private answers are not signed. With DNSSEC validation, the options also need:
// validate-except { "0a1b2c.gr7.us-east-1.eks.amazonaws.com"; "games.internal"; };

zone "0a1b2c.gr7.us-east-1.eks.amazonaws.com" {
    type forward;
    forward only;
    forwarders { 10.10.0.10; 10.10.32.10; };
};

zone "games.internal" {
    type forward;
    forward only;
    forwarders { 10.10.0.10; 10.10.32.10; };
};
`,
    );
  });

  it("for dnsmasq has a server per name and address, and accepts private answers", () => {
    assert.equal(
      textOf("dnsmasq"),
      `# Names that Route 53 Resolver answers. Put this file into /etc/dnsmasq.d.

server=/0a1b2c.gr7.us-east-1.eks.amazonaws.com/10.10.0.10
server=/0a1b2c.gr7.us-east-1.eks.amazonaws.com/10.10.32.10
rebind-domain-ok=/0a1b2c.gr7.us-east-1.eks.amazonaws.com/

server=/games.internal/10.10.0.10
server=/games.internal/10.10.32.10
rebind-domain-ok=/games.internal/
`,
    );
  });

  it("for Unbound has a forward zone per name, and accepts private and unsigned answers", () => {
    assert.equal(
      textOf("unbound"),
      `# Names that Route 53 Resolver answers. Put this file into /etc/unbound/unbound.conf.d.

server:
    private-domain: "0a1b2c.gr7.us-east-1.eks.amazonaws.com"
    domain-insecure: "0a1b2c.gr7.us-east-1.eks.amazonaws.com"
    private-domain: "games.internal"
    domain-insecure: "games.internal"

forward-zone:
    name: "0a1b2c.gr7.us-east-1.eks.amazonaws.com"
    forward-addr: 10.10.0.10
    forward-addr: 10.10.32.10

forward-zone:
    name: "games.internal"
    forward-addr: 10.10.0.10
    forward-addr: 10.10.32.10
`,
    );
  });

  it("for CoreDNS has a server block per name", () => {
    assert.equal(
      textOf("coredns"),
      `# Names that Route 53 Resolver answers. Import this file in the Corefile:
# import /etc/coredns/eks-endpoints.conf

0a1b2c.gr7.us-east-1.eks.amazonaws.com {
    errors
    cache 30
    forward . 10.10.0.10 10.10.32.10
}

games.internal {
    errors
    cache 30
    forward . 10.10.0.10 10.10.32.10
}
`,
    );
  });

  it("for Windows DNS is a script that creates or updates conditional forwarders", () => {
    assert.equal(
      textOf("windows").replaceAll("\r\n", "\n"),
      `# Names that Route 53 Resolver answers. Run as an administrator on the DNS server.
#Requires -Modules DnsServer
$ErrorActionPreference = "Stop"

$addresses = @("10.10.0.10", "10.10.32.10")
$domains = @("0a1b2c.gr7.us-east-1.eks.amazonaws.com", "games.internal")

foreach ($domain in $domains) {
    if (Get-DnsServerZone -Name $domain -ErrorAction SilentlyContinue) {
        Set-DnsServerConditionalForwarderZone -Name $domain -MasterServers $addresses
    } else {
        Add-DnsServerConditionalForwarderZone -Name $domain -MasterServers $addresses
    }
}
`,
    );
  });

  it("has a different name for each server", () => {
    const paths = forwarderKinds.map((kind) => forwarderFile(kind, forwarding).path);
    assert.deepEqual(paths, [
      "bind/eks-endpoints.conf",
      "dnsmasq/eks-endpoints.conf",
      "unbound/eks-endpoints.conf",
      "coredns/eks-endpoints.conf",
      "windows/eks-endpoints.ps1",
    ]);
  });

  it("writes another port in the syntax of each server", () => {
    const lines = { bind: "10.10.0.10 port 5353;", dnsmasq: "/10.10.0.10#5353" };
    const more = { unbound: "forward-addr: 10.10.0.10@5353", coredns: " 10.10.0.10:5353" };
    for (const [kind, line] of Object.entries({ ...lines, ...more })) {
      assert(textOf(kind as ForwarderKind, { port: 5353 }).includes(line), kind);
    }
    const ipv6 = { addresses: ["2001:db8::10"], port: 5353 };
    assert(textOf("coredns", ipv6).includes("forward . [2001:db8::10]:5353"));
  });

  it("contains every address for every name", () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
    const domains = fc.uniqueArray(
      fc.tuple(label, label).map((labels) => labels.join(".")),
      { minLength: 1, maxLength: 5 },
    );
    const addresses = fc.uniqueArray(fc.ipV4(), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(domains, addresses, (names, ips) => {
        for (const kind of forwarderKinds) {
          const { text } = forwarderFile(kind, { domains: names, addresses: ips });
          for (const name of [...names, ...ips]) assert(text.includes(name), `${kind}: ${name}`);
        }
        const { text } = forwarderFile("dnsmasq", { domains: names, addresses: ips });
        assert.equal(text.match(/^server=/gm)?.length, names.length * ips.length);
      }),
    );
  });
});

describe("The file of a forwarder is refused", () => {
  it("without a name", () => {
    refuses(
      () => textOf("bind", { domains: [] }),
      "domains: [] is empty. Name at least the host of a cluster's endpoint.",
    );
  });

  it("without an address", () => {
    refuses(
      () => textOf("bind", { addresses: [] }),
      "addresses: [] is empty. Give the addresses of the inbound endpoint.",
    );
  });

  it("if a name would end the statement", () => {
    refuses(
      () => textOf("bind", { domains: ['x"; }; include "/etc/passwd'] }),
      'domains[0]: "x\\"; }; include \\"/etc/passwd" is not a DNS name. Give labels of letters, digits and hyphens with dots between, for example games.internal.',
    );
  });

  it("if an address is a block", () => {
    refuses(
      () => textOf("unbound", { addresses: ["10.10.0.10", "10.10.32.0/19"] }),
      'addresses[1]: "10.10.32.0/19" is not an IP address. Give one address of the inbound endpoint, for example 10.0.0.10.',
    );
  });

  it("if a name is listed twice, in any case", () => {
    refuses(
      () => textOf("dnsmasq", { domains: ["games.internal", "Games.Internal."] }),
      'domains[1]: "games.internal" is listed twice. List it once.',
    );
  });

  it("if its port is not valid", () => {
    refuses(
      () => textOf("dnsmasq", { port: 70000 }),
      "port: 70000 is not a port. Leave it out: an inbound endpoint answers on port 53.",
    );
  });

  it("for Windows DNS with a port", () => {
    refuses(
      () => textOf("windows", { port: 5353 }),
      "port: 5353 cannot be given to a conditional forwarder of Windows DNS. Leave it out: an inbound endpoint answers on port 53.",
    );
  });

  it("for CoreDNS with more addresses than it forwards to", () => {
    const addresses = Array.from({ length: 16 }, (_, index) => `10.0.0.${index + 10}`);
    refuses(
      () => textOf("coredns", { addresses }),
      "addresses: 16 are more than the 15 that CoreDNS forwards to. Give fewer; two in different zones are enough.",
    );
  });
});
