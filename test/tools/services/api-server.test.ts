import assert from "node:assert/strict";
import { startApiServer, type ApiServer } from "../../../tools/services/api-server";
import { send } from "../../../tools/services/https";
import { kubernetesClient, type KubernetesClient } from "../../../tools/services/kubernetes-client";
import { requireService } from "../../setup";

describe("A Kubernetes API server", function () {
  this.timeout(60_000);
  let server: ApiServer;
  let client: KubernetesClient;

  before(async function () {
    await requireService("api-server", this);
    server = await startApiServer();
    client = kubernetesClient(server);
  });
  after(() => server?.stop());

  const configMap = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "settings", namespace: "team-a" },
    data: { mode: "fast" },
  };

  /** The message of a refusal. */
  function message({ body }: { body: unknown }): string {
    return (body as { message: string }).message;
  }

  it("has the version that go.mod pins", async () => {
    const { body } = await send(server, { path: "/version" });
    assert.equal((body as { gitVersion: string }).gitVersion, "v1.36.3");
  });

  it("refuses requests without the token", async () => {
    const { status } = await send({ ...server, token: "other" }, { path: "/api/v1/namespaces" });
    assert.equal(status, 401);
  });

  it("refuses an object in a namespace that does not exist, and accepts it once the namespace exists", async () => {
    const early = await client.apply(configMap);
    assert.equal(early.status, 404);
    assert.equal(message(early), 'namespaces "team-a" not found');
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "team-a" } };
    assert.equal((await client.apply(namespace)).status, 201);
    assert.equal((await client.apply(configMap)).status, 201);
    assert.equal((await client.apply(configMap)).status, 200);
  });

  it("refuses an unknown field in a dry run", async () => {
    const spoiled = { ...configMap, dta: {} };
    const answer = await client.apply(spoiled, { dryRun: true });
    assert.equal(answer.status, 500);
    assert.match(message(answer), /\.dta: field not declared in schema/);
  });

  it("stores nothing in a dry run", async () => {
    const other = { ...configMap, metadata: { name: "other", namespace: "default" } };
    assert.equal((await client.apply(other, { dryRun: true })).status, 201);
    const { status } = await send(server, { path: "/api/v1/namespaces/default/configmaps/other" });
    assert.equal(status, 404);
  });

  it("does not serve a kind before its definition exists", async () => {
    const gateway = { apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway" };
    await assert.rejects(client.apply(gateway), {
      message: "The API server does not know gateway.networking.k8s.io/v1 Gateway.",
    });
  });
});
