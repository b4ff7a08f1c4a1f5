import assert from "node:assert/strict";
import fc from "fast-check";
import type { CniSettings } from "../../../model/nodes/cni-settings";
import {
  instanceType,
  instanceTypeNames,
  supportsPrefixes,
} from "../../../model/nodes/instance-types";
import { podAddressesPerInterface, podInterfaces } from "../../../model/nodes/max-pods";
import { nodeAddresses } from "../../../model/network/node-addresses";

const byInterface: CniSettings = {};
const byAddress = (warmIpTarget: number, minimumIpTarget: number): CniSettings => ({
  warmIpTarget,
  minimumIpTarget,
});

describe("Addresses of a node", () => {
  // The examples in the VPC CNI's docs/eni-and-ip-target.md: interfaces and secondary addresses.
  const examples: [string, CniSettings, number, number, number][] = [
    ["t3.small", byInterface, 0, 1, 3],
    ["t3.small", byInterface, 5, 3, 9],
    ["t3.small", byInterface, 9, 3, 9],
    ["t3.small", byAddress(1, 1), 0, 1, 1],
    ["t3.small", byAddress(1, 1), 5, 2, 6],
    ["t3.small", byAddress(1, 1), 9, 3, 9],
    ["t3.small", byAddress(2, 5), 0, 2, 5],
    ["t3.small", byAddress(2, 5), 5, 3, 7],
    ["t3.small", byAddress(2, 5), 9, 3, 9],
    ["p3dn.24xlarge", byInterface, 0, 1, 49],
    ["p3dn.24xlarge", byInterface, 3, 2, 98],
    ["p3dn.24xlarge", byInterface, 95, 3, 147],
    ["p3dn.24xlarge", byAddress(5, 10), 0, 1, 10],
    ["p3dn.24xlarge", byAddress(5, 10), 7, 1, 12],
    ["p3dn.24xlarge", byAddress(5, 10), 15, 1, 20],
    ["p3dn.24xlarge", byAddress(5, 10), 45, 2, 50],
  ];
  for (const [type, settings, pods, interfaces, secondary] of examples) {
    it(`${type} with ${JSON.stringify(settings)} and ${pods} pods equal the documented ones`, () => {
      const { node } = nodeAddresses(instanceType(type), pods, settings);
      assert.deepEqual(node, { interfaces, pods, warm: secondary - pods });
    });
  }

  // The examples in docs/prefix-and-ip-target.md: attached prefixes.
  const prefixExamples: [string, CniSettings, number, number][] = [
    ["t3.small", { warmPrefixTarget: 1 }, 0, 1],
    ["t3.small", { warmPrefixTarget: 1 }, 5, 2],
    ["t3.small", { warmPrefixTarget: 1 }, 16, 2],
    ["t3.small", { warmPrefixTarget: 1 }, 17, 3],
    ["t3.small", { warmPrefixTarget: 1 }, 58, 5],
    ["t3.small", byAddress(1, 1), 0, 1],
    ["t3.small", byAddress(1, 1), 5, 1],
    ["t3.small", byAddress(1, 1), 17, 2],
    ["t3.small", byAddress(1, 1), 58, 4],
    ["t3.small", byAddress(7, 20), 5, 2],
    ["t3.small", byAddress(7, 20), 17, 2],
    ["t3.small", byAddress(7, 20), 58, 5],
    ["p3dn.24xlarge", { warmPrefixTarget: 1 }, 95, 7],
    ["p3dn.24xlarge", byAddress(5, 10), 7, 1],
    ["p3dn.24xlarge", byAddress(5, 10), 15, 2],
    ["p3dn.24xlarge", byAddress(5, 10), 45, 4],
  ];
  for (const [type, settings, pods, prefixes] of prefixExamples) {
    it(`${type} with prefixes, ${JSON.stringify(settings)} and ${pods} pods equal the documented ones`, () => {
      const { node } = nodeAddresses(instanceType(type), pods, {
        ...settings,
        prefixDelegation: true,
      });
      assert.equal(node.pods + node.warm, prefixes * 16);
    });
  }

  it("with custom networking include one address in the node's subnet", () => {
    const addresses = nodeAddresses(instanceType("m5.large"), 10, { customNetworking: true });
    assert.deepEqual(addresses, {
      node: { interfaces: 1, pods: 0, warm: 0 },
      pods: { interfaces: 2, pods: 10, warm: 8 },
    });
  });

  it("with subnet discovery include the first interface in the node's subnet", () => {
    const context = { podSubnets: true };
    assert.deepEqual(nodeAddresses(instanceType("m5.large"), 10, {}, context), {
      node: { interfaces: 1, pods: 9, warm: 0 },
      pods: { interfaces: 2, pods: 1, warm: 17 },
    });
    const off = nodeAddresses(instanceType("m5.large"), 10, { subnetDiscovery: false }, context);
    assert.deepEqual(off.node, { interfaces: 3, pods: 10, warm: 17 });
  });

  it("do not grow beyond the kubelet's maxPods", () => {
    const { node } = nodeAddresses(instanceType("m5.24xlarge"), 247, {}, { maxPods: 250 });
    assert.deepEqual(node, { interfaces: 6, pods: 247, warm: 6 * 49 - 247 });
  });

  it("suffice for all pods, stay within the type's limits and have the same sum in every layout", () => {
    const settings = fc.record(
      {
        warmIpTarget: fc.integer({ min: 0, max: 40 }),
        minimumIpTarget: fc.integer({ min: 0, max: 40 }),
        warmEniTarget: fc.integer({ min: 0, max: 3 }),
        prefixDelegation: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const types = instanceTypeNames.map((name) => instanceType(name)).filter(supportsPrefixes);
    fc.assert(
      fc.property(fc.constantFrom(...types), settings, fc.double(), (type, cni, part) => {
        const most = podInterfaces(type, cni) * podAddressesPerInterface(type, cni);
        const pods = Math.floor(Math.abs(part % 1 || 0) * most);
        const { node } = nodeAddresses(type, pods, cni);
        assert.equal(node.pods, pods);
        assert(node.warm >= 0 && node.interfaces <= type.networkInterfaces);
        assert(node.pods + node.warm <= most);
        const spread = nodeAddresses(type, pods, cni, { podSubnets: true });
        for (const key of ["interfaces", "pods", "warm"] as const) {
          assert.equal(spread.node[key] + spread.pods[key], node[key], key);
        }
      }),
    );
  });
});
