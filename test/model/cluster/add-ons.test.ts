import assert from "node:assert/strict";
import { chart, coreAddOns } from "../../../model/cluster/add-ons";
import { image } from "../../../model/images";

describe("The core add-ons", () => {
  it("are installed in two steps, those that make nodes ready before nodes", () => {
    const names = (phase: string) =>
      coreAddOns.filter((addOn) => addOn.phase === phase).map(({ name }) => name);
    assert.deepEqual(names("before-nodes"), ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"]);
    assert.deepEqual(names("after-nodes"), ["coredns", "aws-ebs-csi-driver"]);
  });

  it("have a policy exactly where they have a service account for it", () => {
    for (const { name, serviceAccount, managedPolicy } of coreAddOns) {
      assert.equal(serviceAccount === undefined, managedPolicy === undefined, name);
    }
  });
});

describe("What is installed from outside", () => {
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
