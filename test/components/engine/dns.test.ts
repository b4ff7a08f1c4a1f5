import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { CloudMapNamespace, type CloudMapInstance } from "../../../components/cloud-map";
import { EndpointDns, type EndpointDnsArgs } from "../../../components/endpoint-dns";
import { Network } from "../../../components/network";
import { resolverSubnets } from "../../../config/endpoint-dns";
import { requireService } from "../../setup";
import { TestStack, type Run } from "../../simulator/engine/test-stack";

/** Returns the changes of a run, without unchanged resources and components. */
const done = ({ steps }: Run): string[] =>
  steps
    .filter(({ op, type }) => op !== "same" && type.startsWith("aws:"))
    .map(({ op, name }) => `${op} ${name}`)
    .sort();

const zones = ["us-east-1a", "us-east-1b"];

function vpc(name: string, cidr: string) {
  const network = new Network(name, { cidr, zones, nat: "none", gatewayEndpoints: [] });
  const { vpcId, cidrs, subnets, routeTableIds } = network;
  return { vpcId, cidrs, subnets: resolverSubnets(subnets), routeTableIds };
}

describe("On the engine,", function () {
  this.timeout(180_000);
  let stack: TestStack;

  before(async function () {
    await requireService("engine", this);
  });
  beforeEach(async () => {
    stack = await TestStack.create();
    await stack.startCloud();
  });
  afterEach(() => stack?.remove());

  async function deploy(program: () => Promise<Record<string, unknown>>): Promise<Run> {
    const run = await stack.up(program);
    assert.deepEqual(run.errors, []);
    return run;
  }

  async function destroyAll(): Promise<void> {
    const { errors } = await stack.destroy();
    assert.deepEqual(errors, []);
    const cloud = await stack.startCloud();
    assert.deepEqual(cloud.world.everything(), []);
  }

  describe("private endpoint DNS", () => {
    const program =
      (more: Partial<EndpointDnsArgs> = {}) =>
      () => {
        const workers = vpc("workers", "10.0.0.0/16");
        const group = new aws.ec2.SecurityGroup("cluster", { vpcId: workers.vpcId });
        const names = new EndpointDns("dns", {
          vpc: workers,
          clusters: [
            {
              name: "games",
              access: "both",
              endpoint: "https://0A1B2C.gr7.us-east-1.eks.amazonaws.com",
              securityGroupId: group.id,
            },
          ],
          peers: [{ ...vpc("tools", "10.40.0.0/24"), name: "tools" }],
          domains: ["games.internal"],
          connection: "peering",
          ...more,
        });
        const { inboundAddresses, forwarders } = names;
        return Promise.resolve({ inboundAddresses, dnsmasq: forwarders.dnsmasq });
      };

    it("deploys, has no further changes, and leaves nothing behind", async () => {
      const { outputs } = await deploy(program());
      const [a = "", b = ""] = outputs["inboundAddresses"] as string[];
      assert.match(a, /^10\.0\.\d+\.\d+$/);
      assert(String(outputs["dnsmasq"]).includes(`server=/games.internal/${b}\n`));
      assert.deepEqual(done(await stack.preview(program())), []);
      await destroyAll();
    });

    it("changes one domain's rule and its associations when that domain changes", async () => {
      await deploy(program());
      const changed = await deploy(program({ domains: ["shops.internal"] }));
      assert.deepEqual(done(changed), [
        "create dns-shops.internal",
        "create dns-shops.internal-tools",
        "delete dns-games.internal",
        "delete dns-games.internal-tools",
      ]);
    });

    it("adds one domain's rule, and touches no other", async () => {
      await deploy(program());
      const more = program({ domains: ["games.internal", "shops.internal"] });
      assert.deepEqual(done(await deploy(more)), [
        "create dns-shops.internal",
        "create dns-shops.internal-tools",
      ]);
    });

    it("admits a network on premises with rules alone", async () => {
      await deploy(program());
      const more = program({ onPremisesCidrs: ["10.250.0.0/16"] });
      assert.deepEqual(done(await deploy(more)), [
        "create dns-games-10.250.0.0/16",
        "create dns-inbound-tcp-10.250.0.0/16",
        "create dns-inbound-udp-10.250.0.0/16",
      ]);
    });

    it("uses a transit gateway, and leaves nothing of it behind", async () => {
      const transit = program({ connection: "transitGateway" });
      const { steps } = await deploy(transit);
      const attachments = steps.filter(({ type }) => type.endsWith(":VpcAttachment"));
      assert.deepEqual(attachments.map(({ name }) => name).sort(), ["dns-tools", "dns-workers"]);
      assert.deepEqual(done(await stack.preview(transit)), []);
      await destroyAll();
    });

    it("fails before anything is created", async () => {
      const run = await stack.up(program({ domains: ["amazonaws.com"] }));
      assert.match(run.errors.join("\n"), /domains\[0\]: "amazonaws\.com" forwards/);
      const made = (await stack.exported()).filter(({ type }) => /resolver/i.test(type));
      assert.deepEqual(made, []);
    });
  });

  describe("Cloud Map", () => {
    const stable: CloudMapInstance = {
      id: "stable",
      attributes: { AWS_INSTANCE_IPV4: "10.0.0.20", version: "1.0", active: "yes" },
    };
    const canary: CloudMapInstance = {
      id: "canary",
      attributes: { AWS_INSTANCE_IPV4: "10.0.0.21", version: "1.1", active: "no" },
    };
    const program =
      (...instances: CloudMapInstance[]) =>
      () => {
        const { vpcId } = vpc("workers", "10.0.0.0/16");
        const { serviceIds } = new CloudMapNamespace("services", {
          namespaceName: "games.internal",
          vpcId,
          services: [{ name: "frontend", dns: { records: [{ type: "A", ttl: 60 }] }, instances }],
        });
        return Promise.resolve({ frontend: serviceIds["frontend"] });
      };

    it("deploys, has no further changes, and leaves nothing behind", async () => {
      const { outputs } = await deploy(program(stable, canary));
      assert.match(String(outputs["frontend"]), /^srv-[0-9a-f]{16}$/);
      assert.deepEqual(done(await stack.preview(program(stable, canary))), []);
      await destroyAll();
    });

    it("changes one instance in place when one of its attributes changes", async () => {
      await deploy(program(stable, canary));
      const active = { ...canary, attributes: { ...canary.attributes, active: "yes" } };
      const run = await deploy(program(stable, active));
      assert.deepEqual(done(run), ["update services-frontend-canary"]);
      const [change] = run.steps.filter(({ op }) => op === "update");
      assert.deepEqual(change?.diff, { "attributes.active": "update" });
    });

    it("removes one instance, and touches no other", async () => {
      await deploy(program(stable, canary));
      assert.deepEqual(done(await deploy(program(stable))), ["delete services-frontend-canary"]);
    });
  });
});
