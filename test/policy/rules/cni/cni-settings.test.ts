import assert from "node:assert/strict";
import { cniSettings as rule } from "../../../../policy/rules/cni/cni-settings";
import { spoil, verdict, violations } from "../../harness/judging";

function configured(configurationValues: string) {
  return spoil(rule.passes, "vpc-cni", { configurationValues });
}

describe("cni-settings", () => {
  it("refuses settings that contradict each other", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      "configurationValues.env.MINIMUM_IP_TARGET without WARM_IP_TARGET keeps no address warm: a node never gets more than the minimum.\nFix: Set WARM_IP_TARGET too, for example to 2.",
    ]);
  });

  it("refuses variables and settings that do not exist, with a suggestion", () => {
    const values = '{"env":{"WARM_IP_TARGT":"2"},"nodeAgnet":{}}';
    assert.deepEqual(violations(rule, configured(values)), [
      'configurationValues.nodeAgnet is not a setting of the add-on.\nFix: Did you mean "nodeAgent"?',
      'configurationValues.env.WARM_IP_TARGT is not a variable of the plugin.\nFix: Did you mean "WARM_IP_TARGET"?',
    ]);
  });

  it("refuses values that are not strings, also in YAML", () => {
    assert.deepEqual(violations(rule, configured("env:\n  WARM_ENI_TARGET: 2\n")), [
      'configurationValues.env.WARM_ENI_TARGET must be a string; it is 2.\nFix: Write "2".',
    ]);
  });

  it("refuses a configuration that is neither JSON nor YAML", () => {
    assert.deepEqual(violations(rule, configured("{env: [")), [
      "configurationValues must be a JSON or YAML object.\nFix: Write it with JSON.stringify.",
    ]);
  });

  it("checks the variables of the DaemonSet, but not those of other tools", () => {
    const env = [
      { name: "WARM_PREFIX_TARGET", value: "1" },
      { name: "MY_NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
      { name: "HTTP_PROXY", value: "http://proxy" },
    ];
    const spec = { template: { spec: { containers: [{ name: "aws-node", env }] } } };
    const properties = { metadata: { name: "aws-node" }, spec };
    const cni = { type: "kubernetes:apps/v1:DaemonSet", properties };
    assert.deepEqual(violations(rule, { cni }), [
      "spec.template.spec.containers[aws-node].env.WARM_PREFIX_TARGET counts prefixes, which there are only with ENABLE_PREFIX_DELEGATION.\nFix: Turn prefix delegation on or leave the target out.",
    ]);
  });

  it("ignores other add-ons", () => {
    assert.equal(verdict(rule, spoil(rule.fails, "vpc-cni", { addonName: "coredns" })), "pass");
  });
});
