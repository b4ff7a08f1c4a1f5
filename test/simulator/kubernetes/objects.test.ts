import assert from "node:assert/strict";
import { specOf } from "../../../simulator/kubernetes/object";
import { text, type Properties } from "../../../simulator/values";
import { kubeconfigFor, LocalKubernetes } from "./local-kubernetes";

const configMap = (metadata: Properties, data: Properties = {}): Properties => ({
  ...{ apiVersion: "v1", kind: "ConfigMap", metadata, data },
});
const namespace = (name: string): Properties => ({
  ...{ apiVersion: "v1", kind: "Namespace", metadata: { name } },
});
const service = (name: string, spec: Properties = {}): Properties => ({
  ...{ apiVersion: "v1", kind: "Service", metadata: { name } },
  spec: { ports: [{ port: 80 }], ...spec },
});
const claim = (spec: Properties): Properties => ({
  ...{ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "data" } },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, ...spec },
});
const storageClass = (annotations: Properties = {}): Properties => ({
  ...{ apiVersion: "storage.k8s.io/v1", kind: "StorageClass" },
  ...{ metadata: { name: "gp3", annotations }, provisioner: "ebs.csi.aws.com" },
});

describe("An object in the local Kubernetes", () => {
  let local: LocalKubernetes;

  beforeEach(async () => (local = await LocalKubernetes.start({ namespace: "default" })));
  afterEach(() => local.stop());

  it("gets a name that lasts, and the provider's namespace", () => {
    const { inputs } = local.check(configMap({}), { name: "settings" });
    const { name, namespace: place, annotations } = inputs["metadata"] as Properties;
    assert.match(text(name), /^settings-[0-9a-f]{8}$/);
    assert.equal(place, "default");
    assert.deepEqual(annotations, { "pulumi.com/autonamed": "true" });
    const again = local.check(configMap({}), { name: "other" }, inputs);
    assert.equal((again.inputs["metadata"] as Properties)["name"], name);
  });

  it("is no list, and has its name made up by the provider only", () => {
    const list = { apiVersion: "v1", kind: "ConfigMapList", items: [] };
    assert.match(local.check(list).reasons.join(), /^list resources exist for compatibility/);
    assert.deepEqual(local.check(configMap({ generateName: "a-" })).reasons, [
      "the `.metadata.generateName` field is not supported in Server-Side Apply mode",
    ]);
  });

  it("needs its namespace, its kind, and a name that is free", async () => {
    await assert.rejects(
      local.create(configMap({ name: "a", namespace: "games" })),
      /was not successfully created by the Kubernetes API server: namespaces "games" not found$/,
    );
    await assert.rejects(
      local.create({ apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "a" } }),
      /Verify that any required CRDs have been created: no matches for kind "Widget" in version "example.com\/v1"$/,
    );
    await local.create(configMap({ name: "a" }));
    await assert.rejects(
      local.create(configMap({ name: "a" }), { name: "second" }),
      /configmaps "a" already exists$/,
    );
  });

  it("takes over what exists where the provider is told to", async () => {
    await local.create(configMap({ name: "a" }, { key: "1" }));
    local.session = { ...local.session, upsert: true };
    await local.create(configMap({ name: "a" }, { key: "2" }), { name: "second" });
    const [kept] = local.world.everything();
    assert.deepEqual(kept?.outputs["data"], { key: "2" });
  });

  it("is refused with all that is wrong with it", async () => {
    await assert.rejects(
      local.create(service("web", { type: "Internet", ports: [{ port: 0 }] })),
      /Service "web" is invalid: \[.*spec.ports\[0\].port: Invalid value: 0.*spec.type: Unsupported value: "Internet"/,
    );
  });

  it("is not judged by what a preview does not know", async () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const object = { ...configMap({ name: "a", namespace: "later" }), data: { key: unknown } };
    const planned = await local.create(object, { preview: true });
    assert.deepEqual(planned.outputs["data"], { key: unknown });
    assert.deepEqual(local.world.everything(), []);
  });

  it("goes with its namespace", async () => {
    const games = await local.create(namespace("games"));
    await local.create(configMap({ name: "a", namespace: "games" }));
    await local.create(configMap({ name: "a", namespace: "default" }), { name: "other" });
    await local.delete(games);
    assert.deepEqual(
      local.world.everything().map(({ id }) => id),
      ["default/a"],
    );
  });

  it("is read with what its inputs speak of, or whole where there are none", async () => {
    const made = await local.create(configMap({ name: "a" }, { key: "1" }));
    assert.deepEqual(local.read(made)?.inputs, made.inputs);
    const imported = local.read({ ...made, inputs: {} })?.inputs ?? {};
    assert.deepEqual(imported, configMap({ name: "a", namespace: "default" }, { key: "1" }));
    assert.equal(local.read({ ...made, id: "default/b" }), undefined);
  });

  describe("that is a Service", () => {
    it("keeps its address and ports, which are nobody else's", async () => {
      const first = await local.create(service("a", { type: "NodePort" }));
      const second = await local.create(service("b", { type: "NodePort" }), { name: "b" });
      const { clusterIP, ports } = specOf(first.outputs);
      assert.match(text(clusterIP), /^10\.100\./);
      const [port] = ports as Properties[];
      assert.ok((port?.["nodePort"] as number) >= 30_000);
      assert.notEqual(specOf(second.outputs)["clusterIP"], clusterIP);
      const changed = await local.update(first, service("a", { type: "NodePort", selector: {} }));
      assert.equal(specOf(changed.outputs)["clusterIP"], clusterIP);
      assert.deepEqual(specOf(changed.outputs)["ports"], ports);
      await assert.rejects(
        local.create(service("c", { clusterIP: text(clusterIP) }), { name: "c" }),
        /failed to allocate IP 10\.100\.\d+\.\d+: provided IP is already allocated$/,
      );
    });

    it("has no address where it is a name for another host, and none to find where it is headless", async () => {
      const outside = { type: "ExternalName", externalName: "db.example.com", ports: [] };
      const { outputs } = await local.create(service("db", outside));
      assert.equal(specOf(outputs)["clusterIP"], undefined);
      const headless = await local.create(service("redis", { clusterIP: "None" }), { name: "r" });
      assert.deepEqual(specOf(headless.outputs)["clusterIPs"], ["None"]);
    });
  });

  describe("that waits for something", () => {
    it("is told what is missing: a storage class, or a volume", async () => {
      await assert.rejects(
        local.create(claim({ storageClassName: "gp3" })),
        /was not bound: there is no StorageClass "gp3" and no such PersistentVolume$/,
      );
      const named = { ...claim({ volumeName: "files" }), metadata: { name: "files" } };
      await assert.rejects(local.create(named, { name: "files" }), /was not bound/);
    });

    it("does not wait where it is told not to", async () => {
      const skipped = claim({ storageClassName: "gp3" });
      const metadata = { name: "data", annotations: { "pulumi.com/skipAwait": "true" } };
      const { outputs } = await local.create({ ...skipped, metadata });
      assert.deepEqual(outputs["status"], { phase: "Pending" });
    });

    it("becomes ready by what is there, the default storage class too", async () => {
      const isDefault = { "storageclass.kubernetes.io/is-default-class": "true" };
      await local.create(storageClass(isDefault));
      const { outputs } = await local.create(claim({}));
      const { phase, capacity } = outputs["status"] as Properties;
      assert.deepEqual([phase, capacity], ["Bound", { storage: "1Gi" }]);
    });

    it("becomes ready by what comes while it waits", async () => {
      const waiting = local.create(claim({ storageClassName: "gp3" }));
      await local.create(storageClass(), { name: "class" });
      assert.equal(((await waiting).outputs["status"] as Properties)["phase"], "Bound");
      const kept = local.read(await waiting)?.values["status"] as Properties;
      assert.equal(kept["phase"], "Bound");
    });

    it("is told that no controller makes its load balancer", async () => {
      const defaultBackend = { service: { name: "web", port: { number: 80 } } };
      await assert.rejects(
        local.create({
          ...{ apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { name: "web" } },
          spec: { defaultBackend },
        }),
        /no load balancer controller runs in the cluster$/,
      );
    });
  });

  describe("of a cluster that does not answer", () => {
    const gone = kubeconfigFor("https://0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com");

    it("can be previewed, and nothing else", async () => {
      const made = await local.create(configMap({ name: "a" }));
      local.session = local.provider.configure({ kubeconfig: gone });
      await local.create(configMap({ name: "b" }), { preview: true });
      await assert.rejects(
        local.create(configMap({ name: "b" })),
        /^ProviderError: configured Kubernetes cluster is unreachable: .*no such host$/,
      );
      assert.throws(() => local.read(made), /failed to read resource state due to unreachable/);
      await assert.rejects(local.delete(made), /PULUMI_K8S_DELETE_UNREACHABLE/);
    });

    it("counts as deleted where the provider is told so, patches too", async () => {
      const made = await local.create(configMap({ name: "a" }));
      local.session = local.provider.configure({ kubeconfig: gone, deleteUnreachable: "true" });
      assert.equal(local.read(made), undefined);
      await local.delete(made);
      await local.delete({ ...made, type: "kubernetes:core/v1:ConfigMapPatch" });
    });
  });
});
