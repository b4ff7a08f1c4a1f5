import assert from "node:assert/strict";
import { TwoTierApp, ZoneNamespace, type TwoTierAppArgs } from "../../../components/wavelength";
import { refuses } from "../../model/refusal";
import { deploy, valueOf } from "../harness";

const valid: TwoTierAppArgs = { namespace: "boston", place: "us-east-1-wl1-bos-wlz-1" };

const deployed = (change: Partial<TwoTierAppArgs> = {}) =>
  deploy(() => new TwoTierApp("app", { ...valid, ...change }));

interface PodTemplate {
  metadata: { annotations: Record<string, string> };
  spec: {
    automountServiceAccountToken: boolean;
    securityContext: { runAsNonRoot: boolean };
    containers: {
      image: string;
      securityContext: object;
      ports: { containerPort: number }[];
    }[];
  };
}

const templateOf = (inputs: Record<string, unknown>) =>
  (inputs.spec as { template: PodTemplate }).template;

describe("The two-tier sample", () => {
  it("is a frontend and a backend in the zone's namespace", async () => {
    const { all } = await deployed();
    for (const type of ["kubernetes:apps/v1:Deployment", "kubernetes:core/v1:Service"]) {
      assert.deepEqual(
        all(type).map(({ inputs }) => {
          const { name, namespace } = inputs.metadata as { name: string; namespace: string };
          return [name, namespace];
        }),
        [
          ["backend", "boston"],
          ["frontend", "boston"],
        ],
      );
    }
  });

  it("stays in its namespace: the frontend calls that namespace's backend, which answers with the place", async () => {
    const { get } = await deployed();
    const configuration = (tier: string) =>
      (get("kubernetes:core/v1:ConfigMap", `app-${tier}`).inputs.data as Record<string, string>)[
        "default.conf"
      ];
    assert.match(configuration("frontend") ?? "", /proxy_pass http:\/\/backend:8080;/);
    assert.match(
      configuration("backend") ?? "",
      /return 200 '\{"place":"us-east-1-wl1-bos-wlz-1"\}\\n';/,
    );
    const port = (tier: string) =>
      (get("kubernetes:core/v1:Service", `app-${tier}`).inputs.spec as { ports: object[] }).ports;
    assert.deepEqual(port("backend"), [{ port: 8080, targetPort: 8080 }]);
    assert.deepEqual(port("frontend"), [{ port: 80, targetPort: 8080 }]);
  });

  it("lets only the frontend reach the backend", async () => {
    const { inputs } = (await deployed()).get("kubernetes:networking.k8s.io/v1:NetworkPolicy");
    const spec = inputs.spec as { podSelector: object; ingress: { from: object[] }[] };
    const component = (name: string) => ({
      matchLabels: { "app.kubernetes.io/name": "two-tier", "app.kubernetes.io/component": name },
    });
    assert.deepEqual(spec.podSelector, component("backend"));
    assert.deepEqual(spec.ingress[0]?.from, [{ podSelector: component("frontend") }]);
  });

  it("needs no privileges", async () => {
    const { all } = await deployed();
    for (const { inputs } of all("kubernetes:apps/v1:Deployment")) {
      const { spec } = templateOf(inputs);
      assert.equal(spec.automountServiceAccountToken, false);
      assert.equal(spec.securityContext.runAsNonRoot, true);
      assert.deepEqual(spec.containers[0]?.securityContext, {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
      });
    }
  });

  it("uses images of the public registry, or of one that private nodes reach", async () => {
    const images = async (change: Partial<TwoTierAppArgs>) =>
      (await deployed(change))
        .all("kubernetes:apps/v1:Deployment")
        .map(({ inputs }) => templateOf(inputs).spec.containers[0]?.image ?? "");
    for (const image of await images({})) {
      assert.match(image, /^public\.ecr\.aws\/nginx\/nginx-unprivileged:\d/);
    }
    const registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com/edge";
    for (const image of await images({ registry })) {
      assert(image.startsWith(`${registry}/nginx/nginx-unprivileged:`), image);
    }
  });

  it("replaces its pods for another configuration", async () => {
    const digest = async (place: string) =>
      templateOf(
        (await deployed({ place })).get("kubernetes:apps/v1:Deployment", "app-backend").inputs,
      ).metadata.annotations;
    assert.notDeepEqual(await digest("boston"), await digest("new-york"));
    assert.deepEqual(await digest("boston"), await digest("boston"));
  });

  it("can lose one of two pods", async () => {
    const budgets = async (replicas: number) =>
      (await deployed({ replicas })).all("kubernetes:policy/v1:PodDisruptionBudget").length;
    assert.equal(await budgets(2), 2);
    assert.equal(await budgets(1), 0);
  });

  it("is reached through its frontend's Service", async () => {
    const { result } = await deployed();
    assert.equal(await valueOf(result.service.name), "frontend");
    assert.equal(result.service.port, 80);
  });

  it("is placed in the zone as a child of the namespace", async () => {
    const { all } = await deploy(() => {
      const boston = new ZoneNamespace("boston", {
        namespace: "boston",
        zone: "us-east-1-wl1-bos-wlz-1",
      });
      return new TwoTierApp("app", valid, { parent: boston });
    });
    assert.equal(all("eks-scenarios:wavelength:TwoTierApp")[0]?.parent, "boston");
    for (const { parent } of all("kubernetes:apps/v1:Deployment")) assert.equal(parent, "app");
  });

  it("is refused without pods before anything is registered", async () => {
    const { resources } = await deploy(() =>
      refuses(
        () => new TwoTierApp("app", { ...valid, replicas: 0 }),
        "replicas: 0 must be a whole number from 1. Give 2 to survive the loss of a node.",
      ),
    );
    assert.deepEqual(resources, []);
  });
});
