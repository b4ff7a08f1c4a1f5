import assert from "node:assert/strict";
import { UNKNOWN, type Properties } from "../../../simulator/values";
import { LocalKubernetes, type Made } from "./local-kubernetes";

const RELEASE = "kubernetes:helm.sh/v3:Release";

const controller: Properties = {
  chart: "aws-load-balancer-controller",
  version: "1.13.4",
  repositoryOpts: { repo: "https://aws.github.io/eks-charts" },
  namespace: "kube-system",
  values: { clusterName: "dev" },
};

const without = (name: string): Properties =>
  Object.fromEntries(Object.entries(controller).filter(([key]) => key !== name));

describe("A Helm release in the local Kubernetes", () => {
  let local: LocalKubernetes;

  beforeEach(async () => (local = await LocalKubernetes.start()));
  afterEach(() => local.stop());

  const reasons = (release: Properties): string[] =>
    local.check(release, { type: RELEASE }).reasons;
  const install = (release: Properties, name = "controller"): Promise<Made> =>
    local.create(release, { name, type: RELEASE });

  it("is deployed with its values, under a made-up name", async () => {
    const { id, outputs } = await install(controller);
    assert.match(id, /^kube-system\/controller-[0-9a-f]{8}$/);
    assert.deepEqual(outputs["values"], { clusterName: "dev" });
    assert.deepEqual(outputs["status"], {
      ...{ appVersion: "", chart: "aws-load-balancer-controller", version: "1.13.4" },
      ...{ name: id.split("/")[1], namespace: "kube-system", revision: 1, status: "deployed" },
    });
  });

  it("is upgraded in place by other values, and made anew under another name", async () => {
    const made = await install(controller);
    const values = { clusterName: "dev", replicaCount: 1 };
    assert.deepEqual(
      local
        .diff(made, { ...controller, values })
        .changes.map(({ path, replace }) => [path, replace]),
      [["values.replicaCount", false]],
    );
    const upgraded = await local.update(made, { ...controller, values });
    assert.equal((upgraded.outputs["status"] as Properties)["revision"], 2);
    assert.deepEqual(local.read(upgraded)?.inputs["values"], values);
    const renamed = local.diff(made, { ...controller, name: "other" }).changes;
    assert.deepEqual(
      renamed.map(({ path, replace }) => [path, replace]),
      [["name", true]],
    );
  });

  it("needs its namespace, or makes it and leaves it behind", async () => {
    const elsewhere = { ...controller, namespace: "controllers" };
    await assert.rejects(
      install(elsewhere),
      /failed to create Helm release: create: failed to create: namespaces "controllers" not found$/,
    );
    const made = await install({ ...elsewhere, createNamespace: true });
    await local.delete(made);
    assert.deepEqual(
      local.world.everything().map(({ id }) => id),
      ["controllers"],
    );
  });

  it("has a name of its own", async () => {
    await install({ ...controller, name: "controller" });
    await assert.rejects(
      install({ ...controller, name: "controller" }, "second"),
      /cannot re-use a name that is still in use$/,
    );
  });

  it("brings the kinds and controllers that its chart is known for, as long as it is there", async () => {
    const binding = {
      ...{ apiVersion: "elbv2.k8s.aws/v1beta1", kind: "TargetGroupBinding" },
      metadata: { name: "web", namespace: "default" },
    };
    await assert.rejects(local.create(binding), /no matches for kind "TargetGroupBinding"/);
    const made = await install(controller);
    await local.create(binding);
    await local.delete(made);
    await assert.rejects(
      local.create(binding, { name: "second" }),
      /no matches for kind "TargetGroupBinding"/,
    );
  });

  it("is refused without a chart, or with one that nobody can find", () => {
    assert.deepEqual(reasons(without("chart")), ["chart is required"]);
    assert.deepEqual(reasons(without("repositoryOpts")), [
      'failed to find chart "aws-load-balancer-controller": give repositoryOpts.repo, an oci:// address or a path',
    ]);
    assert.deepEqual(reasons({ ...controller, chart: "./nowhere" }), [
      'path "./nowhere" holds no chart: it has no Chart.yaml',
    ]);
    assert.deepEqual(reasons({ ...without("repositoryOpts"), chart: "oci://example.com/c" }), []);
  });

  it("is refused without an exact version", () => {
    for (const version of ["^1.2", "latest"]) {
      assert.deepEqual(reasons({ ...controller, version }), [
        `the local cloud downloads no charts, so it cannot tell which version "${version}" is. Pin an exact version, for example "1.2.3".`,
      ]);
    }
    assert.equal(reasons(without("version")).length, 1);
    assert.deepEqual(reasons({ ...controller, version: UNKNOWN }), []);
  });

  it("is refused with arguments that there are not, of another type, or with a name that is too long", () => {
    assert.deepEqual(reasons({ ...controller, value: {} }), [
      "value is not an argument of a release",
    ]);
    assert.deepEqual(reasons({ ...controller, values: "a=b" }), [
      "values must be of type object, got string",
    ]);
    assert.match(reasons({ ...controller, name: "n".repeat(54) }).join(), /^invalid release name/);
    assert.deepEqual(reasons({ ...controller, name: "n".repeat(53) }), []);
  });
});
