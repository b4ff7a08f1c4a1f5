import assert from "node:assert/strict";
import { Resolver } from "node:dns/promises";
import { readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { forwarderFile } from "../../model/endpoint-dns/forwarders";
import { dnsProgram } from "../../tools/services/dns-servers";
import {
  onFreePorts,
  serverFolder,
  startServer,
  type RunningServer,
} from "../../tools/services/server";
import { requireService } from "../setup";
import { startInboundEndpoint, type InboundEndpoint } from "./inbound-endpoint";

const api = "0a1b2c.gr7.us-east-1.eks.amazonaws.com";
const names = { [api]: "10.10.0.71", "frontend.games.internal": "10.10.0.20" };

interface Place {
  folder: string;
  port: number;
  /** The generated file. */
  file: string;
}

/**
 * How each server runs on loopback: with validation, or with protection against private answers, if it
 * supports that; the generated file, or the options in its comments, lets our answers pass.
 */
const servers = {
  bind: {
    program: "named",
    config: ({ folder, port, file }: Place) => `
options {
    directory "${folder}";
    pid-file none;
    session-keyfile "${folder}/session.key";
    listen-on port ${port} { 127.0.0.1; };
    listen-on-v6 { none; };
    recursion yes;
    dnssec-validation auto;
    ${/validate-except .*/.exec(readFileSync(file, "utf8"))?.[0]}
};
controls { };
include "${file}";
`,
    args: (config: string) => ["-f", "-4", "-c", config],
  },
  dnsmasq: {
    program: "dnsmasq",
    config: ({ port, file }: Place) => `
port=${port}
listen-address=127.0.0.1
bind-interfaces
no-resolv
no-hosts
stop-dns-rebind
conf-file=${file}
`,
    args: (config: string) => [
      "--keep-in-foreground",
      "--pid-file=",
      `--user=${userInfo().username}`,
      `--conf-file=${config}`,
    ],
  },
  unbound: {
    program: "unbound",
    config: ({ folder, port, file }: Place) => `
server:
    interface: 127.0.0.1
    port: ${port}
    chroot: ""
    username: ""
    pidfile: ""
    directory: "${folder}"
    use-syslog: no
    do-not-query-localhost: no
    private-address: 10.0.0.0/8
include: "${file}"
`,
    args: (config: string) => ["-d", "-c", config],
  },
} as const;

type Server = keyof typeof servers;

for (const kind of Object.keys(servers) as Server[]) {
  const { program, config, args } = servers[kind];

  describe(`A real ${program} with the generated file`, function () {
    this.timeout(60_000);
    let endpoint: InboundEndpoint;
    let server: RunningServer;
    const resolver = new Resolver({ timeout: 3000, tries: 2 });

    before(async function () {
      await requireService("dns-servers", this);
      endpoint = await startInboundEndpoint(names);
      const path = await dnsProgram(program);
      server = await onFreePorts(1, ([port]) => start(path, port!));
    });
    after(async () => {
      await server?.stop();
      await endpoint?.stop();
    });

    async function start(path: string, port: number): Promise<RunningServer> {
      const folder = await serverFolder(kind);
      const place = { folder, port, file: join(folder, "eks-endpoints.conf") };
      const { text } = forwarderFile(kind, {
        domains: [api.toUpperCase(), "games.internal"],
        // No server answers at the first address, as if a zone has failed.
        addresses: ["127.0.0.2", endpoint.address],
        port: endpoint.port,
      });
      writeFileSync(place.file, text);
      const main = join(folder, "main.conf");
      writeFileSync(main, config(place));
      resolver.setServers([`127.0.0.1:${port}`]);
      return startServer({
        title: program,
        program: path,
        args: args(main),
        env: { PATH: process.env["PATH"] },
        folder,
        ready: async () => (await resolver.resolve4("frontend.games.internal")).length > 0,
      });
    }

    it("resolves the cluster's endpoint to its private address", async () => {
      assert.deepEqual(await resolver.resolve4(api), ["10.10.0.71"]);
      assert(endpoint.asked.includes(api));
    });

    it("resolves names in a custom domain", async () => {
      assert.deepEqual(await resolver.resolve4("frontend.games.internal"), ["10.10.0.20"]);
    });

    it("reports that a name does not exist if the endpoint does", async () => {
      await assert.rejects(resolver.resolve4("nobody.games.internal"), { code: "ENOTFOUND" });
    });

    it("sends no other queries to the endpoint", async () => {
      await assert.rejects(resolver.resolve4("other.gr7.us-east-1.eks.amazonaws.com"));
      assert.deepEqual(
        endpoint.asked.filter((name) => name !== api && !name.endsWith("games.internal")),
        [],
      );
    });
  });
}
