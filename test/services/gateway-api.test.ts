import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import type { CrdFile } from "../../simulator/kubernetes/schema";
import { startApiServer, type ApiServer } from "../../tools/services/api-server";
import { send } from "../../tools/services/https";
import {
  kubernetesClient,
  type KubernetesClient,
  type KubernetesObject,
} from "../../tools/services/kubernetes-client";
import { requireService } from "../setup";
import { latticeObjects } from "./gateway-api-objects";

const GATEWAY = "gateway.networking.k8s.io/v1";
const OWN = "application-networking.k8s.aws/v1alpha1";

interface Definition extends KubernetesObject {
  spec: { group: string };
}

/** The definitions of the Gateway API that the clusters install. */
function published(): Definition[] {
  const file = join(__dirname, "../../model/data/gateway-api-definitions.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { objects: Definition[] }).objects.filter(
    ({ kind }) => kind === "CustomResourceDefinition",
  );
}

/** This project's facts about the controller's own definitions. */
function known(): Definition[] {
  const file = join(__dirname, "../../simulator/data/by-hand/kubernetes/lattice-controller.yaml");
  return (parse(readFileSync(file, "utf8")) as CrdFile).kinds.map((kind) => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${kind.plural}.${kind.group}` },
    spec: {
      group: kind.group,
      names: { kind: kind.kind, plural: kind.plural },
      scope: kind.namespaced ? "Namespaced" : "Cluster",
      versions: kind.versions.map(({ schema, ...version }) => ({
        ...version,
        schema: { openAPIV3Schema: schema },
      })),
    },
  }));
}

describe("A Kubernetes API server with the Gateway API", function () {
  this.timeout(120_000);
  let server: ApiServer;
  let client: KubernetesClient;
  let objects: KubernetesObject[];

  before(async function () {
    await requireService("api-server", this);
    server = await startApiServer();
    client = kubernetesClient(server);
    const definitions = [...published(), ...known()];
    for (const definition of definitions)
      assert.equal((await client.apply(definition)).status, 201);
    await untilServed(definitions);
    objects = await latticeObjects();
    for (const object of objects.filter(({ kind }) => kind === "Namespace")) {
      assert.equal((await client.apply(object)).status, 201);
    }
  });
  after(() => server?.stop());

  /** The server serves a definition's kinds some moments after it accepts it. */
  async function untilServed(definitions: readonly Definition[]): Promise<void> {
    for (const { metadata } of definitions) {
      const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata?.name}`;
      const isServed = async (): Promise<boolean> => {
        const { body } = await send(server, { path });
        const { status } = body as { status: { conditions?: { type: string; status: string }[] } };
        const found = status.conditions?.find(({ type }) => type === "Established");
        return found?.status === "True";
      };
      while (!(await isServed())) await sleep(50);
    }
  }

  const of = (kind: string): KubernetesObject => {
    const found = objects.find((each) => each.kind === kind);
    assert(found, kind);
    return structuredClone(found);
  };

  /** The server's message for an object that `change` makes invalid. */
  async function refusal(kind: string, change: (spec: never) => void): Promise<string> {
    const object = of(kind) as KubernetesObject & { spec: never };
    change(object.spec);
    const { status, body } = await client.apply(object, { dryRun: true });
    assert.notEqual(status, 200);
    assert.notEqual(status, 201);
    return (body as { message: string }).message;
  }

  it("accepts every object that the components write", async () => {
    const taken: string[] = [];
    for (const object of objects) {
      const { status, body } = await client.apply(object);
      assert([200, 201].includes(status), JSON.stringify([object, body]));
      if ([GATEWAY, OWN].includes(object.apiVersion)) taken.push(object.kind);
    }
    assert.deepEqual([...new Set(taken)].sort(), [
      "AccessLogPolicy",
      "GRPCRoute",
      "Gateway",
      "GatewayClass",
      "HTTPRoute",
      "IAMAuthPolicy",
      "ReferenceGrant",
      "TargetGroupPolicy",
    ]);
  });

  it("refuses fields that the Gateway API does not have", async () => {
    assert.match(
      await refusal("HTTPRoute", (spec: { wieght: number }) => (spec.wieght = 1)),
      /\.spec\.wieght: field not declared in schema/,
    );
  });

  it("refuses weights and paths that the components also refuse", async () => {
    interface Spec {
      rules: {
        backendRefs: { weight: number }[];
        matches: { path: { value: string } }[];
      }[];
    }
    assert.match(
      await refusal("HTTPRoute", (spec: Spec) => (spec.rules[2]!.backendRefs[0]!.weight = -1)),
      /spec\.rules\[2\]\.backendRefs\[0\]\.weight: Invalid value: -1: .* should be greater than or equal to 0/,
    );
    assert.match(
      await refusal("HTTPRoute", (spec: Spec) => (spec.rules[1]!.matches[0]!.path.value = "v2")),
      /value must be an absolute path and start with '\/'/,
    );
  });

  it("refuses listeners that the components also refuse", async () => {
    interface Spec {
      listeners: { name: string; port: number; tls?: object }[];
    }
    assert.match(
      await refusal("Gateway", ({ listeners }: Spec) => {
        listeners[1] = { ...listeners[0]!, name: "other" };
      }),
      /Combination of port, protocol and hostname must be unique for each listener/,
    );
    assert.match(
      await refusal("Gateway", (spec: Spec) => (spec.listeners[0]!.tls = { mode: "Terminate" })),
      /tls must not be specified for protocols \['HTTP', 'TCP', 'UDP'\]/,
    );
  });

  it("refuses health checks that the controller's definitions do not allow", async () => {
    interface Spec {
      healthCheck: Record<string, unknown>;
    }
    const spoil = (field: string, value: unknown) =>
      refusal("TargetGroupPolicy", (spec: Spec) => (spec.healthCheck[field] = value));
    assert.match(
      await spoil("intervalSeconds", 4),
      /spec\.healthCheck\.intervalSeconds: Invalid value: 4: .* should be greater than or equal to 5/,
    );
    assert.match(await spoil("protocol", "TCP"), /Unsupported value: "TCP"/);
    assert.match(await spoil("interval", 10), /\.spec\.healthCheck\.interval: field not declared/);
    assert.match(
      await refusal("AccessLogPolicy", (spec: { destinationArn: string }) => {
        spec.destinationArn = "access-logs";
      }),
      /spec\.destinationArn in body should match/,
    );
  });
});
