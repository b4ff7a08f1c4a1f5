import assert from "node:assert/strict";
import { al2023Parameter, amiType } from "../../../model/nodes/ami";
import { instanceType } from "../../../model/nodes/instance-types";
import { refuses } from "../refusal";

const types = (...names: string[]) => names.map((name) => instanceType(name));

describe("The AMI type of a node group", () => {
  const cases: [string, "al2023" | "bottlerocket", string[]][] = [
    ["AL2023_x86_64_STANDARD", "al2023", ["t3.large", "m5.large"]],
    ["AL2023_ARM_64_STANDARD", "al2023", ["m7g.large"]],
    ["AL2023_x86_64_NVIDIA", "al2023", ["g5.xlarge"]],
    ["BOTTLEROCKET_ARM_64", "bottlerocket", ["c7g.large"]],
    ["BOTTLEROCKET_x86_64_NVIDIA", "bottlerocket", ["p4d.24xlarge"]],
  ];
  for (const [expected, family, names] of cases) {
    it(`is ${expected} for ${family} on ${names.join(", ")}`, () => {
      assert.equal(amiType(family, types(...names)), expected);
    });
  }

  it("is refused for two architectures", () => {
    refuses(
      () => amiType("al2023", types("m5.large", "m7g.large"), "nodeGroups[0].instanceTypes"),
      'nodeGroups[0].instanceTypes: ["m5.large","m7g.large"] have no architecture in common, and a ' +
        "node group has one image. Make a node group for x86_64 types and one for arm64 types.",
    );
  });

  it("is refused for types with and without GPUs", () => {
    refuses(
      () => amiType("al2023", types("g5.xlarge", "m5.large"), "nodeGroups[0].instanceTypes"),
      'nodeGroups[0].instanceTypes: ["g5.xlarge","m5.large"] mix types with and without GPUs, and a ' +
        "node group has one image. Make a node group for each.",
    );
  });
});

describe("The image of nodes that EKS does not manage", () => {
  const root = "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023";

  it("is the newest image for their version, architecture and GPUs", () => {
    const parameter = (name: string) => al2023Parameter("1.34", types(name));
    assert.equal(parameter("t3.medium"), `${root}/x86_64/standard/recommended/image_id`);
    assert.equal(parameter("t4g.medium"), `${root}/arm64/standard/recommended/image_id`);
    assert.equal(parameter("g4dn.2xlarge"), `${root}/x86_64/nvidia/recommended/image_id`);
  });
});
