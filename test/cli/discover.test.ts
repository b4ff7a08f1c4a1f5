import assert from "node:assert/strict";
import {
  CreatePrivateDnsNamespaceCommand,
  CreateServiceCommand,
  GetOperationCommand,
  RegisterInstanceCommand,
  ServiceDiscoveryClient,
} from "@aws-sdk/client-servicediscovery";
import { startMoto, type Moto } from "../../tools/services/moto";
import { requireService } from "../setup";
import { runIn, type Ran } from "./command-line";

const instances = {
  stable: { AWS_INSTANCE_IPV4: "10.10.0.20", stage: "live", version: "1.0", active: "yes" },
  spare: { AWS_INSTANCE_IPV4: "10.10.0.21", stage: "live", version: "1.0", active: "no" },
  canary: { AWS_INSTANCE_IPV4: "10.10.32.20", stage: "beta", version: "1.1", active: "yes" },
};

describe("The command discover", function () {
  this.timeout(60_000);
  let moto: Moto;
  const secrets = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  const environment = { ...process.env };

  before(async function () {
    await requireService("moto", this);
    moto = await startMoto();
    Object.assign(process.env, secrets);
    await register(moto.url);
  });
  after(async () => {
    for (const name of Object.keys(secrets)) {
      if (environment[name] === undefined) delete process.env[name];
      else process.env[name] = environment[name];
    }
    await moto?.stop();
  });

  const discover = (...args: string[]): Promise<Ran> =>
    runIn(
      process.cwd(),
      ...["discover", "--region", "us-east-1", "--endpoint-url", moto.url],
      ...["--namespace", "games.internal", "--service", "frontend", ...args],
    );

  it("finds the instances that have all attributes asked for", async () => {
    const { code, out, err } = await discover(
      "--query",
      "version=1.0,active=yes",
      "--health",
      "ALL",
    );
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /│ stable +│/);
    assert.match(out, /version=1\.0/);
    assert.doesNotMatch(out, /spare|canary/);
  });

  it("prints them as JSON, in the order of their ids", async () => {
    const { out } = await discover("--health", "ALL", "--json");
    const found = JSON.parse(out) as { id: string; attributes: Record<string, string> }[];
    assert.deepEqual(
      found.map(({ id, attributes }) => [id, attributes]),
      Object.entries(instances).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });

  it("prefers optional attributes, and ignores them if no instance has them", async () => {
    const ids = async (...args: string[]) =>
      (
        JSON.parse((await discover("--health", "ALL", "--json", ...args)).out) as { id: string }[]
      ).map(({ id }) => id);
    assert.deepEqual(await ids("--query", "stage=live", "--optional", "active=no"), ["spare"]);
    const all = await ids("--query", "stage=live", "--optional", "active=maybe");
    assert.deepEqual(all, ["spare", "stable"]);
  });

  it("reports that no instance has the attributes", async () => {
    const { code, out } = await discover("--query", "version=9");
    assert.equal(code, 0);
    assert.equal(out, "No instance of frontend in games.internal with version=9 is there.");
  });

  const refused: [string, string[], string][] = [
    [
      "for a namespace that does not exist",
      ["--namespace", "game.internal"],
      '--namespace: "game.internal" must be a namespace of this account and Region. List the existing ones with "aws servicediscovery list-namespaces".',
    ],
    [
      "for a service that does not exist",
      ["--service", "backend"],
      '--service: "backend" must be a service in games.internal. List the existing ones with "aws servicediscovery list-services".',
    ],
    [
      "with an attribute that has no value",
      ["--query", "version"],
      '--query: "version" is not an attribute with a value. Write key=value, with commas between: version=1.0,active=yes.',
    ],
    [
      "with an attribute given twice",
      ["--optional", "a=1,a=2"],
      '--optional: "a=2" asks a second time for a, and an instance has one value of it. Give every key once.',
    ],
    [
      "for more instances than a call returns",
      ["--limit", "2000"],
      "limit: 2000 is not a number of instances that one call can give. Give 1 to 1000.",
    ],
    [
      "for a limit that is not a number",
      ["--limit", "ten"],
      "error: option '--limit <number>' argument 'ten' is invalid. It is not a whole number.",
    ],
    [
      "for a health that Cloud Map does not know",
      ["--health", "healthy"],
      "error: option '--health <status>' argument 'healthy' is invalid. Allowed choices are HEALTHY, UNHEALTHY, ALL, HEALTHY_OR_ELSE_ALL.",
    ],
  ];
  for (const [what, args, message] of refused) {
    it(`is refused ${what}`, async () => {
      const { code, out, err } = await discover(...args);
      assert.deepEqual([code, out, err], [1, "", message]);
    });
  }

  it("reports an address that does not answer", async () => {
    const { code, err } = await discover("--endpoint-url", "http://127.0.0.1:9");
    assert.equal(code, 1);
    assert.equal(
      err,
      '--endpoint-url: "http://127.0.0.1:9" cannot be reached (ECONNREFUSED). Check the address and the network.',
    );
  });

  it("is refused without a service", async () => {
    const { code, err } = await runIn(process.cwd(), "discover", "--namespace", "games.internal");
    assert.equal(code, 1);
    assert.equal(err, "error: required option '--service <name>' not specified");
  });
});

async function register(endpoint: string): Promise<void> {
  const client = new ServiceDiscoveryClient({ endpoint, region: "us-east-1" });
  const made = await client.send(
    new CreatePrivateDnsNamespaceCommand({ Name: "games.internal", Vpc: "vpc-1" }),
  );
  const { Operation } = await client.send(
    new GetOperationCommand({ OperationId: made.OperationId }),
  );
  const { Service } = await client.send(
    new CreateServiceCommand({
      Name: "frontend",
      NamespaceId: Operation?.Targets?.NAMESPACE,
      DnsConfig: { DnsRecords: [{ Type: "A", TTL: 60 }] },
    }),
  );
  for (const [InstanceId, Attributes] of Object.entries(instances)) {
    await client.send(
      new RegisterInstanceCommand({ ServiceId: Service?.Id, InstanceId, Attributes }),
    );
  }
  client.destroy();
}
