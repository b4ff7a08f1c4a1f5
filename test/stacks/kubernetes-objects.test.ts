import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Entry } from "../../simulator";
import { startApiServer, type ApiServer } from "../../tools/services/api-server";
import { send } from "../../tools/services/https";
import {
  kubernetesClient,
  type KubernetesClient,
  type KubernetesObject,
} from "../../tools/services/kubernetes-client";
import { requireService } from "../setup";
import { definitions } from "./definitions";
import { patience } from "./lifecycle";
import { LocalStack } from "./local-stack";

describe("The Kubernetes objects", function () {
  this.timeout(patience);
  let server: ApiServer;
  let client: KubernetesClient;

  before(async function () {
    await requireService("engine", this);
    await requireService("api-server", this);
    this.timeout(patience);
    server = await startApiServer();
    client = kubernetesClient(server);
  });
  after(() => server?.stop());

  /** Returns the reason why the server rejects an object, or undefined. */
  const refusal = async (object: KubernetesObject, dryRun: boolean) => {
    const { status, body } = await client.apply(object, { dryRun });
    return status === 200 || status === 201 ? undefined : (body as { message: string }).message;
  };

  const define = async (definition: KubernetesObject) => {
    assert.equal(await refusal(definition, false), undefined);
    const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${definition.metadata?.name}`;
    for (;;) {
      const { body } = await send(server, { path });
      const { status } = body as { status?: { conditions?: { type: string; status: string }[] } };
      const established = status?.conditions?.find(({ type }) => type === "Established");
      if (established?.status === "True") return;
      await sleep(50);
    }
  };

  for (const environment of ["dev", "prod"] as const) {
    it(`of the ${environment} stack are all accepted by a real API server, with every field`, async () => {
      const stack = await LocalStack.deployed(environment);
      const world = stack.world();
      await stack.remove();
      const objects = objectsOf(world);
      assert(objects.length > 9, `${objects.length} objects`);
      for (const definition of definitions(objects)) await define(definition);
      for (const name of namespacesOf(objects)) {
        const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
        assert.equal(await refusal(namespace, false), undefined);
      }
      const refused: string[] = [];
      for (const object of objects) {
        const why = await refusal(object, true);
        if (why !== undefined) refused.push(`${object.kind} ${object.metadata?.name}: ${why}`);
      }
      assert.deepEqual(refused, []);
    });
  }

  it("are not skipped if they are of a kind without a known definition", () => {
    const unknown = {
      apiVersion: "games.example.com/v1",
      kind: "Match",
      metadata: { name: "one" },
    };
    assert.throws(() => definitions([unknown]), {
      message:
        "No definition of games.example.com/v1 Match is known, so its fields cannot be checked. " +
        "Add where it is published to tools/extract/kubernetes-crds.ts.",
    });
  });
});

/** Returns the objects that a stack declared, as sent to the cluster. */
function objectsOf(world: readonly Entry[]): KubernetesObject[] {
  return (
    world
      .filter(({ provider, urn }) => provider === "kubernetes" && urn !== undefined)
      // A chart is not an object of the API, and definitions are used as published.
      .filter(({ type }) => !/^kubernetes:helm\.sh\/|:CustomResourceDefinition$/.test(type))
      .map(({ inputs }) => inputs as unknown as KubernetesObject)
  );
}

/** Returns the namespaces of the objects, including those that Helm creates. */
function namespacesOf(objects: readonly KubernetesObject[]): string[] {
  const names = objects.flatMap(({ metadata }) => metadata?.namespace ?? []);
  return [...new Set(names)];
}
