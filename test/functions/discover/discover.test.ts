import assert from "node:assert/strict";
import {
  CreateHttpNamespaceCommand,
  CreateServiceCommand,
  GetOperationCommand,
  RegisterInstanceCommand,
  ServiceDiscoveryClient,
} from "@aws-sdk/client-servicediscovery";
import { discovery, type DiscoverResponse } from "../../../functions/discover/discover";
import { startMoto, type Moto } from "../../../tools/services/moto";
import { requireService } from "../../setup";

describe("The function that discovers instances", function () {
  this.timeout(60_000);
  let moto: Moto;
  let client: ServiceDiscoveryClient;

  before(async function () {
    await requireService("moto", this);
    moto = await startMoto();
    client = new ServiceDiscoveryClient({
      endpoint: moto.url,
      disableHostPrefix: true,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
    await register();
  });
  after(async () => {
    client?.destroy();
    await moto?.stop();
  });

  async function register(): Promise<void> {
    const made = await client.send(new CreateHttpNamespaceCommand({ Name: "tables" }));
    const { Operation } = await client.send(
      new GetOperationCommand({ OperationId: made.OperationId }),
    );
    const NamespaceId = Operation?.Targets?.NAMESPACE;
    const { Service } = await client.send(
      new CreateServiceCommand({ Name: "scores", NamespaceId }),
    );
    for (const version of ["1.0", "1.1"]) {
      await client.send(
        new RegisterInstanceCommand({
          ServiceId: Service?.Id,
          InstanceId: `v${version}`,
          Attributes: { version, active: "yes" },
        }),
      );
    }
  }

  const ask = (parameters: Record<string, string>, namespace = "tables") =>
    discovery(client, namespace)({ queryStringParameters: parameters });
  const bodyOf = ({ body }: DiscoverResponse) => JSON.parse(body) as unknown;

  it("answers with the instances that have all attributes", async () => {
    const query = "version=1.1,active=yes";
    const response = await ask({ service: "scores", query, health: "ALL" });
    assert.equal(response.statusCode, 200);
    assert.equal(response.headers["content-type"], "application/json");
    const { instances } = bodyOf(response) as { instances: { id: string; attributes: object }[] };
    assert.deepEqual(
      instances.map(({ id, attributes }) => ({ id, attributes })),
      [{ id: "v1.1", attributes: { version: "1.1", active: "yes" } }],
    );
  });

  it("answers with no instances if none has them", async () => {
    const response = await ask({ service: "scores", query: "version=9" });
    assert.deepEqual([response.statusCode, bodyOf(response)], [200, { instances: [] }]);
  });

  it("reports that a service or the namespace does not exist", async () => {
    for (const [service, namespace] of [
      ["score", "tables"],
      ["scores", "table"],
    ] as const) {
      const response = await ask({ service }, namespace);
      assert.equal(response.statusCode, 404);
      assert.deepEqual(bodyOf(response), {
        message: `The service ${service} does not exist in ${namespace}.`,
      });
    }
  });

  const refused: [string, Record<string, string>, string][] = [
    ["without a service", {}, 'service: "" is not a name in Cloud Map. Give for example frontend.'],
    [
      "with an attribute that has no value",
      { service: "scores", query: "version" },
      'query: "version" is not an attribute with a value. Write key=value, with commas between: version=1.0,active=yes.',
    ],
    [
      "with an unknown health",
      { service: "scores", health: "HEALTY" },
      'health: "HEALTY" is not a health that can be asked for. Did you mean "HEALTHY"?',
    ],
    [
      "for more instances than a call returns",
      { service: "scores", limit: "1001" },
      "limit: 1001 is not a number of instances that one call can give. Give 1 to 1000.",
    ],
  ];
  for (const [what, parameters, message] of refused) {
    it(`refuses a request ${what}`, async () => {
      const response = await ask(parameters);
      assert.deepEqual([response.statusCode, bodyOf(response)], [400, { message }]);
    });
  }

  it("reports that Cloud Map does not answer", async () => {
    const nobody = new ServiceDiscoveryClient({
      endpoint: "http://127.0.0.1:9",
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
    const answer = discovery(nobody, "tables");
    await assert.rejects(answer({ queryStringParameters: { service: "scores" } }));
  });
});
