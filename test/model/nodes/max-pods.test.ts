import assert from "node:assert/strict";
import fc from "fast-check";
import {
  findInstanceType,
  instanceType,
  instanceTypeNames,
  supportsPrefixes,
} from "../../../model/nodes/instance-types";
import { addressablePods, maxPods } from "../../../model/nodes/max-pods";
import { refuses } from "../refusal";

const anyType = fc.constantFrom(...instanceTypeNames).map((name) => instanceType(name));

describe("An instance type", () => {
  it("is read with all published properties", () => {
    assert.deepEqual(instanceType("g5.12xlarge"), {
      name: "g5.12xlarge",
      networkInterfaces: 15,
      addressesPerInterface: 50,
      hypervisor: "nitro",
      vCpus: 48,
      memoryMiB: 196608,
      architectures: ["x86_64"],
      gpus: 4,
      gpuName: "A10G",
    });
  });

  it("is read with its limits if it is retired", () => {
    assert.deepEqual(instanceType("p3.2xlarge"), {
      name: "p3.2xlarge",
      networkInterfaces: 4,
      addressesPerInterface: 15,
      hypervisor: "xen",
      architectures: [],
      gpus: 0,
    });
  });

  it("is undefined if it does not exist, also for names of object properties", () => {
    assert.equal(findInstanceType("toString"), undefined);
  });

  it("is refused if it does not exist, with the nearest existing name", () => {
    refuses(
      () => instanceType("m5.larg", "nodeGroups[0].instanceTypes[0]"),
      'nodeGroups[0].instanceTypes[0]: "m5.larg" is not an EC2 instance type that the published ' +
        'tables list. Did you mean "m5.large"? "npm run data -- instance-types" reads newer ones.',
    );
  });

  it("has prefixes on Nitro and bare metal only", () => {
    assert(supportsPrefixes(instanceType("m5.large")));
    assert(supportsPrefixes(instanceType("m5.metal")));
    assert(!supportsPrefixes(instanceType("m4.large")));
  });
});

describe("Max pods", () => {
  it("equal eni-max-pods.txt for single addresses", () => {
    const published = { "t3.medium": 17, "m5.large": 29, "r5.2xlarge": 58, "m5.24xlarge": 737 };
    for (const [name, pods] of Object.entries(published)) {
      assert.equal(addressablePods(instanceType(name)), pods, name);
    }
    // Eight interfaces on its default network card, sixteen in all.
    assert.equal(addressablePods(instanceType("c6in.metal")), 394);
  });

  it("are limited to 110, or to 250 from 30 vCPUs on", () => {
    assert.equal(maxPods(instanceType("t3.medium")), 17);
    assert.equal(maxPods(instanceType("m5.4xlarge")), 110);
    assert.equal(maxPods(instanceType("m5.24xlarge")), 250);
  });

  it("with prefixes are sixteen times the addresses, within the same limits", () => {
    const prefixes = { prefixDelegation: true };
    assert.equal(addressablePods(instanceType("t3.medium"), prefixes), 3 * 5 * 16 + 2);
    assert.equal(maxPods(instanceType("t3.medium"), prefixes), 110);
    assert.equal(maxPods(instanceType("m5.24xlarge"), prefixes), 250);
    assert.equal(maxPods(instanceType("t3.nano"), prefixes), 34);
  });

  it("with custom networking have one interface fewer", () => {
    assert.equal(maxPods(instanceType("m5.large"), { customNetworking: true }), 20);
    assert.equal(maxPods(instanceType("m5.large"), { customNetworking: true, podEnis: true }), 11);
  });

  it("are never more with custom networking, and never fewer with prefixes", () => {
    fc.assert(
      fc.property(anyType, fc.boolean(), (type, podEnis) => {
        assert(maxPods(type, { customNetworking: true, podEnis }) <= maxPods(type, { podEnis }));
        if (!supportsPrefixes(type)) return;
        assert(maxPods(type, { prefixDelegation: true }) >= maxPods(type));
      }),
    );
  });

  it("with prefixes are refused for types that do not support them", () => {
    assert.throws(() => maxPods(instanceType("m4.large"), { prefixDelegation: true }), RangeError);
  });
});
