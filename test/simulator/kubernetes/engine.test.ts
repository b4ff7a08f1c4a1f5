import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import type { Entry } from "../../../simulator";
import { requireService } from "../../setup";
import { TestStack, type Run, type Step } from "../engine/test-stack";
import { kubeconfigFor } from "./local-kubernetes";
import { FIRST, program } from "./program";

// Nothing looks at the state between two steps.
const FAST = { PULUMI_EXPERIMENTAL: "1", PULUMI_SKIP_CHECKPOINTS: "1" };

/** What was done to a resource, in order. */
function done({ steps }: Run, name: string, type: string): string[] {
  return steps
    .filter((step) => step.name === name && step.type.endsWith(`:${type}`))
    .map(({ op }) => op);
}

const different = ({ steps }: Run): Step[] => steps.filter(({ op }) => op !== "same");

function diffOf({ steps }: Run, name: string, type: string): Step["diff"] | undefined {
  return steps.find(
    (step) => step.name === name && step.type.endsWith(`:${type}`) && step.op !== "same",
  )?.diff;
}

describe("Kubernetes objects on the engine", () => {
  let stack: TestStack;
  let preview: Run, first: Run, again: Run, change: Run, move: Run, destroyed: Run;
  let saved: string;
  let there: Entry[], left: Entry[];

  before(async function () {
    await requireService("engine", this);
    this.timeout(300_000);
    stack = await TestStack.create(FAST);
    const { world } = await stack.startCloud([
      { effect: "slow", type: "kubernetes:core/v1:Namespace", name: "late", milliseconds: 2500 },
    ]);
    preview = await stack.preview(program(FIRST));
    first = await stack.up(program(FIRST));
    saved = stack.savedState();
    there = world.everything();
    again = await stack.preview(program(FIRST));
    change = await stack.up(program({ ...FIRST, setting: "b", image: "nginx:1.30", app: "api" }));
    move = await stack.preview(program({ ...FIRST, block: "10.1.0.0/16" }));
    destroyed = await stack.destroy();
    left = world.everything();
  });
  after(() => stack?.remove());

  const object = (type: string, name: RegExp): Entry => {
    const found = there.find((entry) => entry.type.endsWith(`:${type}`) && name.test(entry.id));
    assert.ok(found, `${type} ${String(name)}`);
    return found;
  };

  it("are previewed where nobody knows the cluster yet", () => {
    assert.deepEqual(preview.errors, []);
    assert.deepEqual(done(preview, "web", "Deployment"), ["create"]);
    assert.deepEqual(done(preview, "widget", "Widget"), ["create"]);
    assert.deepEqual(done(preview, "controller", "Release"), ["create"]);
  });

  it("wait for namespaces and definitions that come in the same deployment, however slow", () => {
    assert.deepEqual(first.errors, []);
    assert.match(object("ConfigMap", /^late\/early-/).id, /^late\/early-[0-9a-f]{8}$/);
    assert.equal(first.outputs["widget"], object("Widget", /./).id);
  });

  it("have names made up where programs give none, and the given ones else", () => {
    assert.match(String(first.outputs["deployment"]), /^web-[0-9a-f]{8}$/);
    assert.equal(object("Service", /./).id, "games/web");
  });

  it("become what the cluster makes of them", () => {
    assert.match(String(first.outputs["address"]), /^203\.0\.113\.\d+$/);
    const { status } = object("Deployment", /./).outputs as { status: { readyReplicas: number } };
    assert.equal(status.readyReplicas, 2);
  });

  it("are patched by resources of their own", () => {
    const { spec } = object("Deployment", /./).outputs as { spec: { minReadySeconds: number } };
    assert.equal(spec.minReadySeconds, 7);
  });

  it("come from manifests, each as a child of its component", () => {
    assert.deepEqual(object("ConfigMap", /^shop\/shop$/).outputs["data"], { currency: "EUR" });
    assert.equal(object("ServiceAccount", /./).id, "default/runner");
    const order = first.steps.map(({ name }) => name).filter((name) => name.startsWith("shop:"));
    assert.deepEqual(order, ["shop:shop", "shop:shop/shop"]);
  });

  it("come from charts only so far as is known: a release keeps its values", () => {
    const { inputs, id } = object("Release", /./);
    assert.match(id, /^games\/controller-[0-9a-f]{8}$/);
    assert.deepEqual(inputs["values"], { clusterName: "dev", replicaCount: 1 });
    assert.deepEqual(first.outputs["release"], {
      name: id.replace("games/", ""),
      status: "deployed",
      chart: "1.13.4",
    });
  });

  it("keep the data of Secrets secret, those of manifests too", () => {
    const password = Buffer.from("hunter2-hunter2").toString("base64");
    assert.equal(first.outputs["password"], password);
    const key = Buffer.from("s3cr3t-s3cr3t").toString("base64");
    for (const secret of ["hunter2-hunter2", password, "s3cr3t-s3cr3t", key])
      assert.ok(!saved.includes(secret), secret);
    assert.ok(saved.includes('"data"'));
  });

  it("stay as they are when nothing changes", () => {
    assert.deepEqual(again.errors, []);
    assert.deepEqual(different(again), []);
  });

  it("are replaced where the provider replaces: a made-up name comes before, a given one after", () => {
    assert.deepEqual(change.errors, []);
    assert.deepEqual(diffOf(change, "web", "Deployment"), {
      "spec.selector.matchLabels.app": "update-replace",
      "spec.template.metadata.labels.app": "update",
      "spec.template.spec.containers[0].image": "update",
    });
    assert.deepEqual(done(change, "web", "Deployment"), [
      ...["create-replacement", "replace", "delete-replaced"],
    ]);
    assert.deepEqual(done(change, "settings", "ConfigMap"), [
      ...["delete-replaced", "replace", "create-replacement"],
    ]);
    assert.deepEqual(diffOf(change, "patient", "DeploymentPatch"), {
      "metadata.name": "update-replace",
    });
  });

  it("are updated in place where it does not", () => {
    assert.deepEqual(done(change, "web", "Service"), ["update"]);
    assert.deepEqual(diffOf(change, "web", "Service"), { "spec.selector.app": "update" });
  });

  it("are all made anew in another cluster", () => {
    assert.deepEqual(move.errors, []);
    for (const [name, type] of [
      ["games", "Namespace"],
      ["web", "Deployment"],
      ["widgets", "CustomResourceDefinition"],
      ["controller", "Release"],
    ] as const) {
      assert.ok(done(move, name, type).includes("replace"), name);
    }
  });

  it("go in an order in which nothing is missed, and leave nothing behind", () => {
    assert.deepEqual(destroyed.errors, []);
    const order = destroyed.steps.map(({ name, type }) => `${type.split(":").at(-1)} ${name}`);
    const isBefore = (one: string, other: string): boolean =>
      order.includes(one) && order.indexOf(one) < order.indexOf(other);
    assert.ok(isBefore("DeploymentPatch patient", "Deployment web"));
    assert.ok(isBefore("Ingress web", "Release controller"));
    assert.ok(isBefore("Deployment web", "Namespace games"));
    assert.ok(isBefore("ConfigMap shop:shop/shop", "Namespace shop:shop"));
    assert.ok(isBefore("Namespace games", "Vpc main"));
    assert.deepEqual(left, []);
  });
});

describe("A Kubernetes object that does not become ready, on the engine", () => {
  let stack: TestStack;

  before(async function () {
    await requireService("engine", this);
  });
  beforeEach(async () => {
    stack = await TestStack.create(FAST);
    await stack.startCloud();
  });
  afterEach(() => stack?.remove());

  const claim = (withClass: boolean) => () => {
    const provider = new k8s.Provider("cluster", {
      kubeconfig: kubeconfigFor("https://cluster.example"),
    });
    const storage = withClass
      ? [
          new k8s.storage.v1.StorageClass(
            "fast",
            { metadata: { name: "fast" }, provisioner: "ebs.csi.aws.com" },
            { provider },
          ),
        ]
      : [];
    new k8s.core.v1.PersistentVolumeClaim(
      "data",
      {
        spec: {
          storageClassName: "fast",
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: "1Gi" } },
        },
      },
      { provider, dependsOn: storage },
    );
    return Promise.resolve({});
  };

  it("is kept with the reason, and tried again", async function () {
    this.timeout(120_000);
    const reason =
      'PersistentVolumeClaim was not bound: there is no StorageClass "fast" and no such PersistentVolume';
    const { errors } = await stack.up(claim(false));
    assert.ok(
      errors.some((error) => error.includes(reason)),
      errors.join("\n"),
    );
    const ofClaim = async () =>
      (await stack.exported()).find(({ type }) => type.endsWith(":PersistentVolumeClaim"));
    const [kept = ""] = (await ofClaim())?.initErrors ?? [];
    assert.ok(kept.includes(reason), kept);
    const mended = await stack.up(claim(true));
    assert.deepEqual(mended.errors, []);
    assert.deepEqual(done(mended, "data", "PersistentVolumeClaim"), ["update"]);
    assert.equal((await ofClaim())?.initErrors, undefined);
  });
});
