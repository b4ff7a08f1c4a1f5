import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { wavelengthWorkloadZoneAffinity as rule } from "../../../../policy/rules/wavelength/wavelength-workload-zone-affinity";
import { judge, notYet, notYetOf, spoil, verdict, violations } from "../../harness/judging";

const boston = "us-east-1-wl1-bos-wlz-1";
const chicago = "us-east-1-wl1-chi-wlz-1";
const key = "topology.kubernetes.io/zone";

const fixAt = (path: string) =>
  `Fix: Set ${path}nodeSelector to {"${key}":"${boston}"}, or require the same in ${path}affinity.nodeAffinity.`;
const inRegion = `The pods must run in ${boston} only, the zone of the namespace; they may also run in the Region.\n${fixAt("spec.template.spec.")}`;

/** A Deployment, or another workload whose pods are at `spec.template.spec`. */
function workload(pod: object, namespace = "boston", type = "kubernetes:apps/v1:Deployment") {
  return {
    type,
    properties: { metadata: { name: "app", namespace }, spec: { template: { spec: pod } } },
  };
}

function requiring(...terms: object[]) {
  const required = { nodeSelectorTerms: terms.map((term) => ({ matchExpressions: [term] })) };
  return {
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } },
  };
}

const inZone = (zone: string) => ({ nodeSelector: { [key]: zone } });
const namespace = rule.fails["namespace"]!;

describe("wavelength-workload-zone-affinity refuses", () => {
  it("a Deployment in a zone's namespace that may run anywhere", () => {
    assert.deepEqual(violations(rule, rule.fails), [inRegion]);
  });

  it("every kind of workload, with the path of its pod specification", () => {
    const kinds = {
      "kubernetes:apps/v1:DaemonSet": "spec.template.spec.",
      "kubernetes:apps/v1:ReplicaSet": "spec.template.spec.",
      "kubernetes:apps/v1:StatefulSet": "spec.template.spec.",
      "kubernetes:batch/v1:Job": "spec.template.spec.",
      "kubernetes:batch/v1:CronJob": "spec.jobTemplate.spec.template.spec.",
      "kubernetes:core/v1:Pod": "spec.",
      "kubernetes:core/v1:ReplicationController": "spec.template.spec.",
    };
    for (const [type, path] of Object.entries(kinds)) {
      const app = { type, properties: { metadata: { name: "app", namespace: "boston" } } };
      assert.deepEqual(
        violations(rule, { namespace, app }),
        [
          `The pods must run in ${boston} only, the zone of the namespace; they may also run in the Region.\n${fixAt(path)}`,
        ],
        type,
      );
    }
  });

  it("pods in another zone or in two zones", () => {
    const wanted = [
      `The pods must run in ${boston} only, the zone of the namespace; they may also run in ${chicago}.\n${fixAt("spec.template.spec.")}`,
    ];
    const elsewhere = {
      type: "aws:ec2/subnet:Subnet",
      properties: { vpcId: "vpc-1", availabilityZone: chicago },
    };
    const both = requiring({ key, operator: "In", values: [boston, chicago] });
    for (const pod of [inZone(chicago), both]) {
      assert.deepEqual(violations(rule, { elsewhere, namespace, app: workload(pod) }), wanted);
    }
  });

  it("an affinity with an alternative outside of the zone, and a mere preference", () => {
    const either = requiring(
      { key, operator: "In", values: [boston] },
      { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
    );
    const preferred = {
      affinity: {
        nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] },
      },
    };
    for (const pod of [either, preferred]) {
      assert.deepEqual(violations(rule, { namespace, app: workload(pod) }), [inRegion]);
    }
  });

  it("a selector for a label that a node group of the Region also has", () => {
    const app = workload({ nodeSelector: { role: "game" } });
    const group = (role: string) => ({
      type: "aws:eks/nodeGroup:NodeGroup",
      properties: { clusterName: "edge", labels: { role } },
    });
    assert.deepEqual(violations(rule, { namespace, app, group: group("game") }), [inRegion]);
    assert.equal(verdict(rule, { namespace, app, group: group("lobby") }), "pass");
  });

  it("the one of three workloads that is not bound, in a namespace without a zone label", () => {
    const bound = workload(inZone(boston));
    const example = { first: bound, second: bound, forgotten: workload({}) };
    assert.deepEqual(violations(rule, example), [
      `The pods must run in ${boston} only, the zone of most workloads in the namespace; they may also run in the Region.\n${fixAt("spec.template.spec.")}`,
    ]);
  });
});

describe("wavelength-workload-zone-affinity accepts", () => {
  it("a node selector or required affinity for the zone, also during preview", () => {
    const affine = workload(requiring({ key, operator: "In", values: [boston] }));
    for (const app of [rule.passes["backend"]!, affine]) {
      assert.deepEqual(judge([rule], { namespace, app }), []);
      assert.deepEqual(judge([rule], { namespace, app }, { preview: true }), []);
    }
  });

  it("a selector for known nodes of the zone", () => {
    const subnet = {
      type: "aws:ec2/subnet:Subnet",
      properties: { vpcId: "vpc-1", availabilityZone: boston },
    };
    assert.equal(verdict(rule, { subnet, ...rule.passes }), "pass");
  });

  it("workloads of other namespaces", () => {
    assert.equal(verdict(rule, { namespace, app: workload({}, "shop") }), "pass");
    const plain = spoil(rule.fails, "namespace", { metadata: { name: "boston" } });
    assert.equal(verdict(rule, plain), "pass");
  });

  it("namespaces that the Region and a zone share", () => {
    const bound = workload(inZone(boston));
    const half: Example = { bound, free: workload({}) };
    assert.equal(verdict(rule, half), "pass");
    const tolerant = workload({ ...inZone(boston), tolerations: [{ key: "edge" }] });
    assert.equal(verdict(rule, { tolerant, bound, free: workload({}) }), "pass");
    const zones = { bound, second: bound, other: workload(inZone(chicago)), free: workload({}) };
    assert.equal(verdict(rule, zones), "pass");
    const two = workload(requiring({ key, operator: "In", values: [boston, chicago] }));
    assert.equal(verdict(rule, { two, bound, second: bound, free: workload({}) }), "pass");
    const region = workload(inZone("us-east-1a"));
    assert.equal(verdict(rule, { region, second: region, free: workload({}) }), "pass");
    const outOf = requiring({ key, operator: "NotIn", values: [boston] });
    const away = workload({ ...outOf, nodeSelector: { role: "game" } });
    assert.equal(verdict(rule, { away, second: away, free: workload({}) }), "pass");
    const kept = workload(inZone(boston), "default");
    const common = { kept, second: kept, free: workload({}, "default") };
    assert.equal(verdict(rule, common), "pass");
  });
});

describe("wavelength-workload-zone-affinity", () => {
  it("finds the namespace by the resource that its name comes from", () => {
    const app = workload({}, notYetOf("namespace"));
    assert.deepEqual(violations(rule, { namespace, app }, { preview: true }), [inRegion]);
  });

  it("reports as unknown only namespaces whose labels are unknown", () => {
    const dark = spoil(rule.fails, "namespace", { metadata: { name: "boston", labels: notYet } });
    assert.deepEqual(
      judge([rule], dark).map(({ message }) => message),
      ["Not checked yet: the zone of namespace namespace is not known during preview."],
    );
    const other = { ...dark, backend: workload({}, "shop") };
    assert.deepEqual(judge([rule], other), []);
    const nameless = spoil(other, "namespace", { metadata: { name: notYet } });
    assert.equal(verdict(rule, nameless), "unknown");
  });
});
