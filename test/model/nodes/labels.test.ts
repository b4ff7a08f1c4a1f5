import assert from "node:assert/strict";
import fc from "fast-check";
import {
  checkNodeLabels,
  isLabelKey,
  isLabelValue,
  lifecycleLabels,
} from "../../../model/nodes/labels";

const letters = "abcXYZ019";
const word = (max: number) =>
  fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength: max })
    .map((characters) => characters.join(""));

describe("A Kubernetes label", () => {
  it("has a key of up to 63 characters, with or without a DNS prefix", () => {
    fc.assert(
      fc.property(word(63), (name) => {
        assert(isLabelKey(name));
        assert(isLabelKey(`example.com/${name}`));
        assert(!isLabelKey(`-${name}`) && !isLabelKey(`${name}_`) && !isLabelKey(`a/b/${name}`));
      }),
    );
    assert(!isLabelKey("a".repeat(64)));
    assert(!isLabelKey(`Example.com/a`));
    assert(!isLabelKey(`${"a.".repeat(127)}b/name`));
    assert(!isLabelKey("") && !isLabelKey("/name") && !isLabelKey("example.com/"));
  });

  it("has a value of up to 63 characters, which may be empty", () => {
    fc.assert(fc.property(word(63), (value) => assert(isLabelValue(value))));
    assert(isLabelValue("") && isLabelValue("a-b_c.d"));
    assert(!isLabelValue("a".repeat(64)) && !isLabelValue("a b") && !isLabelValue(".a"));
  });

  it("of a lifecycle has different values for Spot and On-Demand", () => {
    for (const { key, spot, onDemand } of lifecycleLabels) {
      assert(isLabelKey(key));
      assert.deepEqual(
        spot.filter((value) => onDemand.includes(value)),
        [],
      );
    }
  });
});

describe("Node labels", () => {
  it("are accepted under custom domains and node.kubernetes.io", () => {
    checkNodeLabels({ lifecycle: "spot", "node.kubernetes.io/pool": "a", "x.io/y": "" }, "labels");
  });

  it("are refused if a key is not valid", () => {
    assert.throws(() => checkNodeLabels({ "my label": "a" }, "nodeGroups[0].labels"), {
      message:
        'nodeGroups[0].labels: "my label" is not a label key. ' +
        "Use up to 63 letters, digits, '-', '_' and '.', after an optional DNS prefix and '/'.",
    });
  });

  it("are refused if a value is not valid", () => {
    assert.throws(() => checkNodeLabels({ title: "my game" }, "nodeGroups[0].labels"), {
      message:
        'nodeGroups[0].labels["title"]: "my game" is not a label value. Use at most 63 letters, ' +
        "digits, '-', '_' and '.', with a letter or digit at both ends.",
    });
  });

  it("are refused if only Kubernetes may set them", () => {
    assert.throws(() => checkNodeLabels({ "topology.kubernetes.io/zone": "a" }, "labels"), {
      message:
        'labels: "topology.kubernetes.io/zone" is under a domain in which a node may not label ' +
        "itself. Use a domain of your own, or kubelet.kubernetes.io or node.kubernetes.io.",
    });
  });
});
