import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  PlacementPolicy,
  TwoTierApp,
  ZoneLoadBalancer,
  ZoneNamespace,
} from "../../components/wavelength";
import { placeInZone, type PodSpec } from "../../model/wavelength/zone-placement";
import { startApiServer, type ApiServer } from "../../tools/services/api-server";
import {
  kubernetesClient,
  type KubernetesClient,
  type KubernetesObject,
} from "../../tools/services/kubernetes-client";
import { deploy } from "../components/harness";
import { requireService } from "../setup";

const boston = "us-east-1-wl1-bos-wlz-1";
const newYork = "us-east-1-wl1-nyc-wlz-1";
const zoneKey = "topology.kubernetes.io/zone";

interface Workload extends KubernetesObject {
  spec: { template: { spec: PodSpec } };
}

/** The objects that the components of one zone write, in the order of their dependencies. */
async function zoneObjects(): Promise<KubernetesObject[]> {
  const hostname = "k8s-boston-frontend-1.us-east-1.elb.amazonaws.com";
  const { resources } = await deploy(
    () => {
      new PlacementPolicy("placement");
      const { namespace } = new ZoneNamespace("boston", { namespace: "boston", zone: boston });
      const { service } = new TwoTierApp("app", { namespace, place: boston });
      const clusterName = "edge";
      new ZoneLoadBalancer("balancer", {
        ...{ clusterName, ingressClass: "alb", namespace, subnetId: "subnet-boston", service },
      });
    },
    {
      "kubernetes:networking.k8s.io/v1:Ingress": () => ({
        status: { loadBalancer: { ingress: [{ hostname }] } },
      }),
    },
    { "aws:lb/getLoadBalancer:getLoadBalancer": { zoneId: "Z35SXDOTRQ7X7K" } },
  );
  const objects = resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(({ inputs }) => inputs as unknown as KubernetesObject);
  const isFirst = ({ kind }: KubernetesObject) => kind === "Namespace";
  return [...objects.filter(isFirst), ...objects.filter((object) => !isFirst(object))];
}

describe("A Kubernetes API server with a Wavelength Zone's namespace", function () {
  this.timeout(120_000);
  let server: ApiServer;
  let client: KubernetesClient;
  let frontend: Workload;
  let objects: KubernetesObject[];

  before(async function () {
    await requireService("api-server", this);
    server = await startApiServer();
    client = kubernetesClient(server);
    objects = await zoneObjects();
    const isOf = (name: string) => (object: KubernetesObject) =>
      object.kind === "Deployment" && object.metadata?.name === name;
    frontend = objects.find(isOf("frontend")) as Workload;
    const first = objects.filter(({ kind }) => /^(Namespace|ValidatingAdmission)/.test(kind));
    for (const object of first) assert.equal((await client.apply(object)).status, 201);
    // The server enforces a policy some moments after it accepts it.
    while ((await tried(frontend)) === "taken") await sleep(100);
  });
  after(() => server?.stop());

  /** The server's verdict on an object: `taken`, or the reason of the refusal. */
  async function tried(object: KubernetesObject): Promise<string> {
    const { status, body } = await client.apply(object, { dryRun: true });
    return status < 300 ? "taken" : (body as { message: string }).message;
  }

  /** A workload, by default the frontend, with other pods. */
  const withPods = (change: (spec: PodSpec) => PodSpec, workload = frontend): Workload => {
    const { spec, ...rest } = workload;
    const template = { ...spec.template, spec: change(spec.template.spec) };
    return { ...rest, spec: { ...spec, template } };
  };
  const inZone = (zone: string) => withPods((spec) => placeInZone(spec, zone, "frontend"));
  const bound = (workload: Workload) =>
    withPods((spec) => placeInZone(spec, boston, "workload"), workload);

  const refusal =
    "deployments.apps \"frontend\" is forbidden: ValidatingAdmissionPolicy 'wavelength-placement' " +
    "with binding 'wavelength-placement' denied request: pods of this namespace run in " +
    `${boston} alone: set nodeSelector or required node affinity to ${zoneKey}=${boston}, ` +
    `and tolerate the taint eks-scenarios/wavelength-zone=${boston}`;

  it("accepts every object that the components write, bound to the zone", async () => {
    const placed = objects.map((object) =>
      object.kind === "Deployment" ? bound(object as Workload) : object,
    );
    for (const object of placed) {
      const { status, body } = await client.apply(object);
      assert([200, 201].includes(status), JSON.stringify([object, body]));
    }
    assert.deepEqual([...new Set(objects.map(({ kind }) => kind))].sort(), [
      "ConfigMap",
      "Deployment",
      "Ingress",
      "Namespace",
      "NetworkPolicy",
      "PodDisruptionBudget",
      "Service",
      "StorageClass",
      "ValidatingAdmissionPolicy",
      "ValidatingAdmissionPolicyBinding",
    ]);
  });

  it("refuses pods that could run anywhere, with a message that names the fix", async () => {
    assert.equal(await tried(frontend), refusal);
  });

  it("refuses pods of another zone", async () => {
    assert.equal(await tried(inZone(newYork)), refusal);
  });

  it("accepts pods that select the zone", async () => {
    const selecting = withPods((spec) => ({ ...spec, nodeSelector: { [zoneKey]: boston } }));
    assert.equal(await tried(selecting), "taken");
  });

  it("refuses an alternative outside of the zone", async () => {
    const term = (zone: string) => ({
      matchExpressions: [{ key: zoneKey, operator: "In", values: [zone] }],
    });
    const required = (...nodeSelectorTerms: object[]) =>
      withPods((spec) => ({
        ...spec,
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: nodeSelectorTerms as { matchExpressions: [] }[],
            },
          },
        },
      }));
    assert.equal(await tried(required(term(boston))), "taken");
    assert.equal(await tried(required(term(boston), term(newYork))), refusal);
    const other = { matchExpressions: [{ key: "pool", operator: "Exists" }] };
    assert.equal(await tried(required(term(boston), other)), refusal);
  });

  it("checks CronJobs by their pods, and does not check pods of DaemonSets", async () => {
    const { metadata } = frontend;
    const { template } = frontend.spec;
    const cronJob = (pods: PodSpec): KubernetesObject & { spec: object } => ({
      ...{ apiVersion: "batch/v1", kind: "CronJob", metadata },
      spec: {
        schedule: "0 4 * * *",
        jobTemplate: { spec: { template: { spec: { ...pods, restartPolicy: "Never" } } } },
      },
    });
    assert.match(await tried(cronJob(template.spec)), /run in us-east-1-wl1-bos-wlz-1 alone/);
    assert.equal(await tried(cronJob(placeInZone(template.spec, boston, "nightly"))), "taken");
    const owner = { apiVersion: "apps/v1", kind: "DaemonSet", name: "agent", uid: "1" };
    const pod = (ownerReferences: object[]): KubernetesObject & { spec: object } => ({
      ...{ apiVersion: "v1", kind: "Pod", spec: template.spec },
      metadata: { name: "agent", namespace: "boston", ownerReferences } as typeof metadata,
    });
    assert.match(await tried(pod([])), /run in us-east-1-wl1-bos-wlz-1 alone/);
    assert.equal(await tried(pod([owner])), "taken");
  });

  it("does not check other namespaces", async () => {
    const metadata = { ...frontend.metadata, namespace: "default" };
    assert.equal(await tried({ ...frontend, metadata }), "taken");
  });
});
