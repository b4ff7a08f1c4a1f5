import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { wavelengthCorednsParentRegion as rule } from "../../../../policy/rules/wavelength/wavelength-coredns-parent-region";
import { notYet, spoil, verdict, violations } from "../../harness/judging";

const fix = `Fix: ${rule.fix}`;
const spread = {
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname" }],
  },
};
const pinned = { nodeSelector: { "parentregion.resources": "true" }, affinity: spread };
const boston = rule.fails["boston"]!;

describe("wavelength-coredns-parent-region refuses", () => {
  it("an add-on with a selector that every node matches and replicas that may share a node", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `CoreDNS must not run in Wavelength Zones; nodes there match configurationValues.nodeSelector {"kubernetes.io/os":"linux"}.\n${fix}`,
      "Replicas of CoreDNS must run on different nodes; two of them may share a node.\nFix: Add a term over kubernetes.io/hostname to configurationValues.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution, or to configurationValues.topologySpreadConstraints with DoNotSchedule.",
    ]);
  });

  it("an add-on without configuration", () => {
    const spoiled = spoil(rule.passes, "coredns", { configurationValues: undefined });
    assert.equal(
      violations(rule, spoiled)[0],
      `CoreDNS must not run in Wavelength Zones; configurationValues.nodeSelector and configurationValues.affinity.nodeAffinity are not set.\n${fix}`,
    );
  });

  it("an add-on with one replica", () => {
    assert.deepEqual(violations(rule, addon({ ...pinned, replicaCount: 1 })), [
      "CoreDNS must have at least 2 replicas; it has 1.\nFix: Run 2 replicas or more.",
    ]);
  });

  it("an add-on with autoscaling from one replica", () => {
    const autoScaling = { enabled: true, minReplicas: 1, maxReplicas: 9 };
    assert.equal(violations(rule, addon({ ...pinned, autoScaling })).length, 1);
  });

  it("a selector for a label that nodes in the Wavelength Zone also have", () => {
    const example = { ...rule.passes, ...edgeNodes("parentregion.resources=true") };
    assert.deepEqual(violations(rule, example), [
      `CoreDNS must not run in Wavelength Zones; nodes there match configurationValues.nodeSelector {"parentregion.resources":"true"}.\n${fix}`,
    ]);
  });

  it("a selector for a Wavelength Zone or the Region, and a mere preference", () => {
    const selectors = [
      { nodeSelector: { "topology.kubernetes.io/zone": "us-east-1-wl1-bos-wlz-1" } },
      { nodeSelector: { "topology.kubernetes.io/region": "us-east-1" } },
      { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } } },
    ];
    for (const { affinity, ...selector } of selectors) {
      const settings = { ...selector, affinity: { ...affinity, ...spread } };
      assert.equal(violations(rule, addon(settings)).length, 1, JSON.stringify(selector));
    }
  });

  it("an affinity with an alternative that allows a Wavelength Zone", () => {
    const terms = [
      {
        matchExpressions: [
          { key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-1a"] },
        ],
      },
      { matchExpressions: [{ key: "kubernetes.io/os", operator: "In", values: ["linux"] }] },
    ];
    assert.equal(
      violations(rule, addon({ affinity: { ...spread, ...nodeAffinity(terms) } })).length,
      1,
    );
  });

  it("an affinity that excludes one of two Wavelength Zones", () => {
    const denver = spoil({ denver: boston }, "denver", {
      availabilityZone: "us-east-1-wl1-den-wlz-1",
    });
    const values = ["us-east-1-wl1-bos-wlz-1"];
    const terms = [
      { matchExpressions: [{ key: "topology.kubernetes.io/zone", operator: "NotIn", values }] },
    ];
    const one = addon({ affinity: { ...spread, ...nodeAffinity(terms) } });
    assert.equal(verdict(rule, one), "pass");
    assert.equal(verdict(rule, { ...one, ...denver }), "fail");
  });

  it("a Deployment, with one replica by default", () => {
    const example = { boston, coredns: workload("Deployment", "coredns", {}) };
    assert.deepEqual(
      violations(rule, example).map((message) => message.split("\n")[0]),
      [
        "CoreDNS must not run in Wavelength Zones; spec.template.spec.nodeSelector and spec.template.spec.affinity.nodeAffinity are not set.",
        "CoreDNS must have at least 2 replicas; it has 1.",
        "Replicas of CoreDNS must run on different nodes; two of them may share a node.",
      ],
    );
  });

  it("a Helm release, with one replica by default", () => {
    const release = {
      type: "kubernetes:helm.sh/v3:Release",
      properties: { chart: "coredns", values: pinned },
    };
    assert.deepEqual(violations(rule, { boston, release }), [
      "CoreDNS must have at least 2 replicas; it has 1.\nFix: Run 2 replicas or more.",
    ]);
    const scaled = { ...pinned, hpa: { enabled: true, minReplicas: 3 } };
    assert.equal(verdict(rule, spoil({ boston, release }, "release", { values: scaled })), "pass");
  });

  it("a stack that uses Wavelength Zones only by its carrier gateway", () => {
    const gateway = { type: "aws:ec2/carrierGateway:CarrierGateway" };
    const coredns = rule.fails["coredns"]!;
    assert.equal(violations(rule, { gateway, coredns }).length, 2);
    assert.equal(verdict(rule, { gateway, coredns: rule.passes["coredns"]! }), "pass");
  });

  it("a cluster whose CoreDNS nothing configures", () => {
    assert.deepEqual(violations(rule, { boston, cluster: cluster() }), [
      `The stack must configure CoreDNS, because EKS also runs it in Wavelength Zones; nothing in the stack does so.\n${fix}`,
    ]);
  });
});

describe("wavelength-coredns-parent-region accepts", () => {
  it("the same add-on in a stack without Wavelength Zones", () => {
    const region = spoil(rule.fails, "boston", { availabilityZone: "us-east-1a" });
    assert.equal(verdict(rule, region), "pass");
    const given = { [rule.id]: { properties: { always: true } } };
    assert.equal(verdict(rule, region, { given }), "fail");
  });

  it("an affinity for a zone of the Region, without Wavelength Zones, or for managed nodes", () => {
    const inZone = { key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-1a"] };
    const notIn = { ...inZone, operator: "NotIn", values: ["us-east-1-wl1-bos-wlz-1"] };
    const managed = { key: "eks.amazonaws.com/nodegroup", operator: "Exists" };
    for (const requirement of [inZone, notIn, managed]) {
      const affinity = { ...spread, ...nodeAffinity([{ matchExpressions: [requirement] }]) };
      assert.deepEqual(violations(rule, addon({ affinity })), [], requirement.operator);
    }
  });

  it("an affinity against a label of the nodes in the Wavelength Zone", () => {
    const requirement = { key: "edge", operator: "DoesNotExist" };
    const affinity = { ...spread, ...nodeAffinity([{ matchExpressions: [requirement] }]) };
    assert.equal(verdict(rule, { ...addon({ affinity }), ...edgeNodes("edge=true") }), "pass");
    assert.equal(verdict(rule, { ...addon({ affinity }), ...edgeNodes("other=true") }), "fail");
  });

  it("CoreDNS of a cluster in another VPC", () => {
    const inVpc = (vpcId: string) => ({
      region: {
        type: "aws:ec2/subnet:Subnet",
        properties: { vpcId, availabilityZone: "us-west-2a" },
      },
      other: {
        type: "aws:eks/cluster:Cluster",
        properties: { name: "edge", vpcConfig: { subnetIds: ["${region.id}"] } },
      },
    });
    assert.equal(verdict(rule, { ...rule.fails, ...inVpc("vpc-2") }), "pass");
    assert.equal(verdict(rule, { ...rule.fails, ...inVpc("vpc-2") }, { preview: true }), "pass");
    assert.equal(verdict(rule, { ...rule.fails, ...inVpc("vpc-1") }), "fail");
    assert.equal(verdict(rule, { ...rule.fails, ...inVpc(notYet) }), "fail");
    const unnamed = spoil({ ...rule.fails, ...inVpc("vpc-2") }, "other", { name: "games" });
    assert.equal(verdict(rule, unnamed), "fail");
    const given = { [rule.id]: { properties: { always: true } } };
    assert.equal(verdict(rule, { ...rule.fails, ...inVpc("vpc-2") }, { given }), "fail");
  });

  it("other add-ons, even with an unknown configuration", () => {
    const cni = {
      type: "aws:eks/addon:Addon",
      properties: { addonName: "vpc-cni", configurationValues: notYet },
    };
    assert.equal(verdict(rule, { ...rule.passes, cni }), "pass");
  });

  it("a patch that keeps the two replicas of EKS", () => {
    const coredns = workload("DeploymentPatch", "coredns", pinned);
    assert.equal(verdict(rule, { boston, coredns }), "pass");
    assert.equal(verdict(rule, { boston, coredns, cluster: cluster() }), "pass");
  });

  it("a DaemonSet, which has one pod per node", () => {
    const coredns = workload("DaemonSet", "coredns", { nodeSelector: pinned.nodeSelector });
    assert.equal(verdict(rule, { boston, coredns }), "pass");
  });

  it("other workloads, other add-ons, and a cluster without EKS's own CoreDNS", () => {
    const example = {
      boston,
      frontend: workload("Deployment", "frontend", {}),
      proxy: { type: "aws:eks/addon:Addon", properties: { addonName: "kube-proxy" } },
      release: { type: "kubernetes:helm.sh/v3:Release", properties: { chart: "redis" } },
      cluster: cluster({ bootstrapSelfManagedAddons: false }),
    };
    assert.equal(verdict(rule, example), "pass");
  });
});

describe("wavelength-coredns-parent-region reports as unknown", () => {
  it("the labels of nodes whose user data is unknown", () => {
    const nodes = spoil({ ...rule.passes, ...edgeNodes("a=b") }, "template", { userData: notYet });
    assert.equal(verdict(rule, nodes), "unknown");
  });

  it("a subnet whose zone is unknown", () => {
    assert.equal(
      verdict(rule, spoil(rule.fails, "boston", { availabilityZone: notYet })),
      "unknown",
    );
  });
});

function addon(configuration: object): Example {
  return spoil(rule.passes, "coredns", { configurationValues: JSON.stringify(configuration) });
}

function nodeAffinity(nodeSelectorTerms: object[]) {
  return {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  };
}

function edgeNodes(labels: string): Example {
  const script = `#!/bin/bash\n/etc/eks/bootstrap.sh edge --kubelet-extra-args '--node-labels="${labels}"'`;
  return {
    template: {
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      properties: { userData: Buffer.from(script).toString("base64") },
    },
    nodes: {
      type: "aws:autoscaling/group:Group",
      properties: {
        vpcZoneIdentifiers: ["${boston.id}"],
        launchTemplate: { id: "${template.id}" },
      },
    },
  };
}

function workload(kind: string, name: string, spec: object) {
  return {
    type: `kubernetes:apps/v1:${kind}`,
    properties: { metadata: { name, namespace: "kube-system" }, spec: { template: { spec } } },
  };
}

function cluster(properties: object = {}) {
  const vpcConfig = { subnetIds: ["subnet-1", "subnet-2"] };
  return { type: "aws:eks/cluster:Cluster", properties: { vpcConfig, ...properties } };
}
