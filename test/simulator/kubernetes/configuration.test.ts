import assert from "node:assert/strict";
import { stringify } from "yaml";
import { configureKubernetes } from "../../../simulator/kubernetes/configuration";
import type { KubernetesProvider } from "../../../simulator/kubernetes/provider";
import { UNKNOWN, type Properties } from "../../../simulator/values";
import { kubeconfigFor, LocalKubernetes } from "./local-kubernetes";

const two: Properties = {
  "current-context": "dev",
  contexts: [
    { name: "dev", context: { cluster: "dev", namespace: "games" } },
    { name: "prod", context: { cluster: "prod" } },
  ],
  clusters: [
    { name: "dev", cluster: { server: "https://dev.example" } },
    { name: "prod", cluster: { server: "https://prod.example" } },
  ],
};

describe("A Kubernetes provider's configuration", () => {
  const serverOf = (config: Properties): unknown => configureKubernetes(config).server;

  it("names the cluster and the namespace of its current context, as JSON, YAML or an object", () => {
    for (const kubeconfig of [two, JSON.stringify(two), stringify(two)]) {
      const session = configureKubernetes({ kubeconfig });
      assert.deepEqual(session.server, { url: "https://dev.example" });
      assert.equal(session.namespace, "games");
    }
  });

  it("may choose another context, cluster or namespace", () => {
    const kubeconfig = two;
    assert.deepEqual(serverOf({ kubeconfig, context: "prod" }), { url: "https://prod.example" });
    assert.deepEqual(serverOf({ kubeconfig, cluster: "prod" }), { url: "https://prod.example" });
    assert.equal(configureKubernetes({ kubeconfig, namespace: "chess" }).namespace, "chess");
    assert.equal(configureKubernetes({ kubeconfig, context: "prod" }).namespace, "default");
  });

  it("says why it names none", () => {
    const none = /no configuration has been provided/;
    const silent: Properties[] = [{}, ...["", UNKNOWN, "{}"].map((kubeconfig) => ({ kubeconfig }))];
    for (const config of silent) assert.match(JSON.stringify(serverOf(config)), none);
    for (const kubeconfig of ["text", "a: [", "- 1"])
      assert.match(JSON.stringify(serverOf({ kubeconfig })), /failed to parse kubeconfig data/);
    assert.match(JSON.stringify(serverOf({ kubeconfig: two, context: "other" })), none);
  });

  it("reads switches as the engine sends them, as text", () => {
    const { mutable, upsert, patchForce } = configureKubernetes({
      enableConfigMapMutable: "true",
      enableSecretMutable: "false",
      upsertExistingObjects: true,
    });
    assert.deepEqual(mutable, { ConfigMap: true, Secret: false });
    assert.deepEqual([upsert, patchForce], [true, false]);
  });

  it("replaces all objects where it comes to name another cluster, and only there", async () => {
    const local = await LocalKubernetes.start();
    const { provider }: { provider: KubernetesProvider } = local;
    const replaces = (olds: Properties, news: Properties): boolean[] =>
      provider.diffConfig(olds, news).changes.map(({ replace }) => replace);
    const kubeconfig = kubeconfigFor("https://a.example");
    assert.deepEqual(replaces({ kubeconfig }, { kubeconfig }), []);
    const other = { kubeconfig: kubeconfigFor("https://b.example") };
    assert.deepEqual(replaces({ kubeconfig }, other), [true]);
    const written = { kubeconfig: stringify(JSON.parse(kubeconfig)) };
    assert.deepEqual(replaces({ kubeconfig }, written), [false]);
    assert.deepEqual(replaces({ kubeconfig }, { kubeconfig: UNKNOWN }), [true]);
    assert.deepEqual(replaces({ kubeconfig }, { kubeconfig, namespace: "games" }), [false]);
    await local.stop();
  });
});
