import assert from "node:assert/strict";
import { specOf } from "../../../simulator/kubernetes/object";
import type { Properties } from "../../../simulator/values";
import { LocalKubernetes, type Made } from "./local-kubernetes";

const deployment = (replicas: number): Properties => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "default" },
  spec: {
    replicas,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: { containers: [{ name: "web", image: "nginx", env: [{ name: "A", value: "1" }] }] },
    },
  },
});

const patch = (spec: Properties, annotations: Properties = {}): Properties => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "default", annotations },
  spec,
});

const FORCE = { "pulumi.com/patchForce": "true" };

describe("A patch of an object", () => {
  let local: LocalKubernetes;
  let made: Made;

  beforeEach(async () => {
    local = await LocalKubernetes.start();
    made = await local.create(deployment(1));
  });
  afterEach(() => local.stop());

  const hold = (object: Properties, name = "patch"): Promise<Made> =>
    local.create(object, { name, type: "kubernetes:apps/v1:DeploymentPatch" });
  const liveSpec = (): Properties => specOf(local.read(made)?.values ?? {});

  it("sets fields that nobody has set, and takes them back when it goes", async () => {
    const held = await hold(patch({ minReadySeconds: 7 }));
    assert.equal(held.id, "default/web");
    assert.equal(liveSpec()["minReadySeconds"], 7);
    await local.delete(held);
    assert.equal(liveSpec()["minReadySeconds"], undefined);
    assert.equal(liveSpec()["replicas"], 1);
  });

  it("merges lists by their keys", async () => {
    const container = { name: "web", env: [{ name: "B", value: "2" }] };
    await hold(patch({ template: { spec: { containers: [container] } } }));
    const containers = specOf(liveSpec()["template"] as Properties)["containers"];
    const [{ env, image } = {}] = containers as Properties[];
    assert.deepEqual(env, [
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ]);
    assert.equal(image, "nginx");
  });

  it("is refused where it sets what somebody else has set to another value", async () => {
    await assert.rejects(
      hold(patch({ replicas: 3 })),
      /Apply failed with 1 conflict: conflicts with another field manager using apps\/v1: \.spec\.replicas$/,
    );
    assert.equal(liveSpec()["replicas"], 1);
  });

  it("wins where it is told to, for as long as it is held", async () => {
    const held = await hold(patch({ replicas: 3 }, FORCE));
    assert.equal(liveSpec()["replicas"], 3);
    await local.update(made, deployment(2));
    assert.equal(liveSpec()["replicas"], 3);
    await local.delete(held);
    assert.equal(liveSpec()["replicas"], 2);
  });

  it("wins where its provider is told that all do", async () => {
    local.session = { ...local.session, patchForce: true };
    await hold(patch({ replicas: 3 }));
    assert.equal(liveSpec()["replicas"], 3);
  });

  it("stays as it was where its change is refused", async () => {
    const held = await hold(patch({ minReadySeconds: 7 }));
    await assert.rejects(local.update(held, patch({ replicas: 3 })), /1 conflict/);
    assert.equal(liveSpec()["minReadySeconds"], 7);
    assert.equal(local.read(held)?.id, "default/web");
  });

  it("needs a name, and an object of that name", async () => {
    await assert.rejects(
      hold({ ...patch({}), metadata: {} }),
      /patch resources require the `.metadata.name` field to be set/,
    );
    await assert.rejects(
      hold({ ...patch({}), metadata: { name: "other" } }),
      /was not successfully created by the Kubernetes API server: deployments.apps "other" not found/,
    );
  });

  it("may not set what the object cannot have", async () => {
    await assert.rejects(hold(patch({ replica: 3 })), /unknown field "spec.replica"/);
    await assert.rejects(hold(patch({ replicas: -1 }, FORCE)), /spec.replicas: Invalid value: -1/);
    assert.equal(liveSpec()["replicas"], 1);
  });

  it("goes with its object, and is gone when that is", async () => {
    const held = await hold(patch({ minReadySeconds: 7 }));
    await local.delete(made);
    assert.equal(local.read(held), undefined);
    await local.delete(held);
    assert.deepEqual(local.world.everything(), []);
  });

  it("is of objects that a cluster has by itself, too", async () => {
    const object = {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "kube-system", labels: { team: "platform" } },
    };
    const held = await local.create(object, {
      ...{ name: "labels", type: "kubernetes:core/v1:NamespacePatch" },
    });
    const labels = (held.outputs["metadata"] as Properties)["labels"] as Properties;
    assert.equal(labels["team"], "platform");
  });
});
