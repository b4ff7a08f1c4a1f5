import assert from "node:assert/strict";
import { chart, coreAddOns } from "../../../model/cluster/add-ons";
import { image } from "../../../model/images";

describe("The core add-ons", () => {
  it("are installed in two steps: those that nodes need to become ready come before the nodes", () => {
    const names = (phase: string) =>
      coreAddOns.filter((addOn) => addOn.phase === phase).map(({ name }) => name);
    assert.deepEqual(names("before-nodes"), ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"]);
    assert.deepEqual(names("after-nodes"), ["coredns", "aws-ebs-csi-driver"]);
  });

  it("have a policy exactly if they have a service account", () => {
    for (const { name, serviceAccount, managedPolicy } of coreAddOns) {
      assert.equal(serviceAccount === undefined, managedPolicy === undefined, name);
    }
  });
});

describe("Every chart and image", () => {
  it("is pinned to a version", () => {
    assert.deepEqual(chart("karpenter"), {
      name: "karpenter",
      repository: "oci://public.ecr.aws/karpenter",
      version: "1.14.1",
    });
    assert.match(image("redis"), /^public\.ecr\.aws\/.+:\d/);
    assert.throws(() => chart("left-pad"), RangeError);
  });
});
