import assert from "node:assert/strict";
import { Guestbook, type GuestbookArgs } from "../../components/guestbook";
import { refuses } from "../model/refusal";
import { deploy, valueOf } from "./harness";

const deployed = (args: GuestbookArgs = {}) =>
  deploy(() => new Guestbook("guestbook", args), {
    "kubernetes:core/v1:Service": ({ name }) =>
      name === "guestbook-frontend"
        ? { status: { loadBalancer: { ingress: [{ hostname: "guestbook.example" }] } } }
        : {},
  });

interface PodSpec {
  securityContext: Record<string, unknown>;
  containers: {
    image: string;
    args?: string[];
    resources: { requests: object; limits: object };
    securityContext: Record<string, unknown>;
    readinessProbe: object;
    livenessProbe: object;
  }[];
}

const podOf = (inputs: Record<string, unknown>) =>
  (inputs.spec as { template: { spec: PodSpec } }).template.spec;

describe("The guestbook", () => {
  it("is a leader, two followers and the frontend", async () => {
    const { all } = await deployed({ replicas: 3 });
    assert.deepEqual(
      all("kubernetes:apps/v1:Deployment").map(({ inputs }) => [
        (inputs.metadata as { name: string }).name,
        (inputs.spec as { replicas: number }).replicas,
      ]),
      [
        ["frontend", 3],
        ["redis-follower", 2],
        ["redis-leader", 1],
      ],
    );
  });

  it("has followers that follow the leader's Service", async () => {
    const { get } = await deployed();
    const pod = podOf(get("kubernetes:apps/v1:Deployment", "guestbook-redis-follower").inputs);
    assert.deepEqual(pod.containers[0]?.args?.slice(-2), ["--replicaof", "redis-leader 6379"]);
    const service = get("kubernetes:core/v1:Service", "guestbook-redis-leader").inputs;
    assert.equal((service.metadata as { name: string }).name, "redis-leader");
  });

  it("keeps to the restricted pod security standard, which its namespace enforces", async () => {
    const { all, get } = await deployed();
    const labels = (get("kubernetes:core/v1:Namespace").inputs.metadata as { labels: object })
      .labels;
    assert.deepEqual(labels, { "pod-security.kubernetes.io/enforce": "restricted" });
    for (const { name, inputs } of all("kubernetes:apps/v1:Deployment")) {
      const pod = podOf(inputs);
      assert.equal(pod.securityContext.runAsNonRoot, true, name);
      assert.deepEqual(pod.securityContext.seccompProfile, { type: "RuntimeDefault" }, name);
      for (const container of pod.containers) {
        assert.equal(container.securityContext.allowPrivilegeEscalation, false, name);
        assert.deepEqual(container.securityContext.capabilities, { drop: ["ALL"] }, name);
      }
    }
  });

  it("asks for resources, is probed, and pins its images", async () => {
    const { all } = await deployed();
    for (const { name, inputs } of all("kubernetes:apps/v1:Deployment")) {
      for (const container of podOf(inputs).containers) {
        assert(container.readinessProbe && container.livenessProbe, name);
        assert(container.resources.requests && container.resources.limits, name);
        assert.match(container.image, /:(?!latest)[\w.-]+$/, name);
      }
    }
  });

  it("survives the draining of a node if it has spare pods, and never blocks one", async () => {
    const names = async (args: GuestbookArgs) =>
      (await deployed(args))
        .all("kubernetes:policy/v1:PodDisruptionBudget")
        .map(({ name }) => name);
    assert.deepEqual(await names({ replicas: 2 }), [
      "guestbook-frontend",
      "guestbook-redis-follower",
    ]);
    assert.deepEqual(await names({ replicas: 1 }), ["guestbook-redis-follower"]);
  });

  it("is reached through a tagged load balancer, internal unless the internet is named", async () => {
    const annotations = async (args: GuestbookArgs) => {
      const { inputs } = (await deployed(args)).get(
        "kubernetes:core/v1:Service",
        "guestbook-frontend",
      );
      assert.equal((inputs.spec as { type: string }).type, "LoadBalancer");
      return (inputs.metadata as { annotations: Record<string, string> }).annotations;
    };
    const prefix = "service.beta.kubernetes.io/aws-load-balancer";
    const internal = await annotations({});
    assert.equal(internal[`${prefix}-type`], "nlb");
    assert.equal(internal[`${prefix}-internal`], "true");
    assert.equal(
      internal[`${prefix}-additional-resource-tags`],
      "Project=eks-scenarios,Stack=test,ManagedBy=pulumi,Scenario=cluster-from-scratch",
    );
    assert.equal((await annotations({ exposure: "internet" }))[`${prefix}-internal`], undefined);
  });

  it("gives the address of its load balancer", async () => {
    const { result } = await deployed();
    assert.equal(await valueOf(result.address), "guestbook.example");
  });

  it("is refused without pods before anything is registered", async () => {
    const { resources } = await deploy(() =>
      refuses(
        () => new Guestbook("guestbook", { replicas: 0 }),
        "replicas: 0 must be a whole number from 1. Give 2 to survive the loss of a node.",
      ),
    );
    assert.deepEqual(resources, []);
  });
});
