import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forwarderFile, forwarderKinds } from "../../model/endpoint-dns/forwarders";
import { runIn, type Ran } from "./command-line";

const endpointDns = {
  domains: ["0a1b.gr7.us-east-1.eks.amazonaws.com", "games.internal"],
  inboundAddresses: ["10.10.0.10", "10.10.32.10"],
};
const forwarding = { domains: endpointDns.domains, addresses: endpointDns.inboundAddresses };

describe("The command dns forwarders", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "forwarders-"));
    write("outputs.json", JSON.stringify({ vpcId: "vpc-1", endpointDns }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const forwarders = (...args: string[]): Promise<Ran> =>
    runIn(folder, "dns", "forwarders", ...args);

  it("writes a file for every kind of server, from the outputs of a stack", async () => {
    const { code, out, err } = await forwarders("--outputs", "outputs.json", "--out", "files");
    assert.deepEqual([code, err], [0, ""]);
    const paths = forwarderKinds.map((kind) => forwarderFile(kind, forwarding).path);
    assert.deepEqual(
      out.split("\n"),
      paths.map((path) => join("files", path)),
    );
    for (const kind of forwarderKinds) {
      const { path, text } = forwarderFile(kind, forwarding);
      assert.equal(readFileSync(join(folder, "files", path), "utf8"), text);
    }
    assert.deepEqual(readdirSync(join(folder, "files")).sort(), [...forwarderKinds].sort());
  });

  it("overwrites the files of an earlier run", async () => {
    const more = ["--kind", "dnsmasq", "--out", "files"];
    await forwarders("--outputs", "outputs.json", ...more);
    await forwarders("--outputs", "outputs.json", "--address", "10.10.0.99", ...more);
    const text = readFileSync(join(folder, "files/dnsmasq/eks-endpoints.conf"), "utf8");
    assert.deepEqual(text.match(/^server=.*$/gm), [
      "server=/0a1b.gr7.us-east-1.eks.amazonaws.com/10.10.0.99",
      "server=/games.internal/10.10.0.99",
    ]);
  });

  it("prints the files if no folder is given", async () => {
    const { out } = await forwarders(
      ...["--domain", "games.internal", "--address", "10.10.0.10", "--port", "5353"],
      ...["--kind", "dnsmasq", "coredns"],
    );
    assert.equal(
      out,
      `--- dnsmasq: dnsmasq/eks-endpoints.conf
# Names that Route 53 Resolver answers. Put this file into /etc/dnsmasq.d.

server=/games.internal/10.10.0.10#5353
rebind-domain-ok=/games.internal/

--- coredns: coredns/eks-endpoints.conf
# Names that Route 53 Resolver answers. Import this file in the Corefile:
# import /etc/coredns/eks-endpoints.conf

games.internal {
    errors
    cache 30
    forward . 10.10.0.10:5353
}`,
    );
  });

  const refused: [string, string[], string][] = [
    [
      "without names",
      ["--address", "10.10.0.10"],
      '--domain: undefined is missing, and so are the outputs of a stack. Give it, or --outputs with the file of "pulumi stack output --json".',
    ],
    [
      "without addresses",
      ["--domain", "games.internal"],
      '--address: undefined is missing, and so are the outputs of a stack. Give it, or --outputs with the file of "pulumi stack output --json".',
    ],
    [
      "with a file that does not exist",
      ["--outputs", "output.json"],
      '--outputs: "FOLDER/output.json" cannot be read (ENOENT). Write it with "pulumi stack output --json > outputs.json".',
    ],
    [
      "with a file that is not JSON",
      ["--outputs", "broken.json"],
      '--outputs: "FOLDER/broken.json" is no JSON. Write it with "pulumi stack output --json > outputs.json".',
    ],
    [
      "with a file that holds something other than outputs",
      ["--outputs", "null.json"],
      '--outputs: "FOLDER/null.json" is not the outputs of a stack. Write it with "pulumi stack output --json > outputs.json".',
    ],
    [
      "with a stack that resolves nothing",
      ["--outputs", "bare.json"],
      '--outputs: "bare.json" has no output endpointDns. Set endpointDns in the stack\'s configuration and deploy it.',
    ],
    [
      "with an invalid address",
      ["--outputs", "outputs.json", "--address", "10.10.0.0/24"],
      'addresses[0]: "10.10.0.0/24" is not an IP address. Give one address of the inbound endpoint, for example 10.0.0.10.',
    ],
    [
      "for Windows DNS with a port",
      ["--outputs", "outputs.json", "--port", "5353"],
      "port: 5353 cannot be given to a conditional forwarder of Windows DNS. Leave it out: an inbound endpoint answers on port 53.",
    ],
    [
      "for a server that it does not know",
      ["--outputs", "outputs.json", "--kind", "powerdns"],
      "error: option '--kind <server...>' argument 'powerdns' is invalid. Allowed choices are bind, dnsmasq, unbound, coredns, windows.",
    ],
  ];
  for (const [what, args, message] of refused) {
    it(`is refused ${what}, and writes nothing`, async () => {
      write("broken.json", "{");
      write("null.json", "null");
      write("bare.json", JSON.stringify({ vpcId: "vpc-1" }));
      const { code, out, err } = await forwarders(...args, "--out", "files");
      assert.deepEqual([code, out], [1, ""]);
      assert.equal(err, message.replace("FOLDER", folder));
      assert(!readdirSync(folder).includes("files"));
    });
  }
});
