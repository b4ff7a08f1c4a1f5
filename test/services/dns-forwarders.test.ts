import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { forwarderFile, type Forwarding } from "../../model/endpoint-dns/forwarders";
import { dnsProgram, type DnsProgram } from "../../tools/services/dns-servers";
import { run } from "../../tools/common/children";
import { requireService } from "../setup";

const forwarding: Forwarding = {
  domains: ["0A1B2C.gr7.us-east-1.eks.amazonaws.com", "games.internal", "corp.example.com"],
  addresses: ["10.10.0.10", "10.10.32.10"],
};

/** A server that checks configuration: how it includes a file, and how it is called. */
const servers = {
  bind: {
    program: "named-checkconf",
    main: (file: string) =>
      `options { validate-except { "games.internal"; }; };\ninclude "${file}";\n`,
    args: (main: string) => [main],
    says: "",
    spoil: (text: string) => text.replace("forward only;", "forward sometimes;"),
    complaint: /unknown option|'sometimes' unexpected|parsing failed|expected/,
  },
  dnsmasq: {
    program: "dnsmasq",
    main: (file: string) => `conf-file=${file}\n`,
    args: (main: string) => ["--test", `--conf-file=${main}`],
    says: "dnsmasq: syntax check OK.",
    spoil: (text: string) => text.replace(/server=.*/, "server=/games.internal/10.10.0.300"),
    complaint: /at line 3/,
  },
  unbound: {
    program: "unbound-checkconf",
    main: (file: string) =>
      `server:\n  directory: ""\n  chroot: ""\n  username: ""\ninclude: "${file}"\n`,
    args: (main: string) => [main],
    says: "unbound-checkconf: no errors in ",
    spoil: (text: string) => text.replace("forward-addr: 10.10.0.10", "forward-addr: 10.10.0"),
    complaint: /cannot parse forward/,
  },
} as const;

type Server = keyof typeof servers;

describe("Forwarder files, checked by the servers that read them", function () {
  this.timeout(60_000);
  let folder: string;
  const programs = new Map<DnsProgram, string>();

  before(async function () {
    await requireService("dns-servers", this);
    for (const { program } of Object.values(servers)) {
      programs.set(program, await dnsProgram(program));
    }
    folder = mkdtempSync(join(tmpdir(), "forwarder-files-"));
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  async function check(kind: Server, text: string): Promise<{ ok: boolean; output: string }> {
    const { program, main, args } = servers[kind];
    const file = join(folder, `${kind}.included`);
    const mainFile = join(folder, `${kind}.conf`);
    writeFileSync(file, text);
    writeFileSync(mainFile, main(file));
    return run(programs.get(program)!, args(mainFile), {
      cwd: folder,
      env: process.env,
      timeout: 30,
    });
  }

  for (const kind of Object.keys(servers) as Server[]) {
    const { program, says, spoil, complaint } = servers[kind];

    it(`are accepted by ${program}`, async () => {
      const { ok, output } = await check(kind, forwarderFile(kind, forwarding).text);
      assert.deepEqual([ok, output.slice(0, says.length)], [true, says], output);
    });

    it(`are accepted by ${program} with another port and IPv6`, async () => {
      const addresses = ["2001:db8::10", "2001:db8:0:20::10"];
      const { text } = forwarderFile(kind, { ...forwarding, addresses, port: 5353 });
      const { ok, output } = await check(kind, text);
      assert(ok, output);
    });

    it(`are accepted by ${program} for random names and addresses`, async () => {
      const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9_-]{0,20}[a-z0-9_])?$/);
      const domain = fc
        .tuple(label, label, fc.stringMatching(/^[a-z]{2,10}$/))
        .map((labels) => labels.join("."));
      const domains = fc.uniqueArray(domain, { minLength: 1, maxLength: 5 });
      const addresses = fc.uniqueArray(fc.ipV4(), { minLength: 2, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(domains, addresses, async (names, ips) => {
          const { text } = forwarderFile(kind, { domains: names, addresses: ips });
          const { ok, output } = await check(kind, text);
          assert(ok, `${output}\n${text}`);
        }),
        { numRuns: 15 },
      );
    });

    it(`are refused by ${program} if they are invalid`, async () => {
      const { text } = forwarderFile(kind, forwarding);
      assert.notEqual(spoil(text), text);
      const { ok, output } = await check(kind, spoil(text));
      assert.equal(ok, false);
      assert.match(output, complaint);
    });
  }
});
