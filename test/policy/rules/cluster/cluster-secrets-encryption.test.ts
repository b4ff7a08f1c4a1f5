import assert from "node:assert/strict";
import { clusterSecretsEncryption as rule } from "../../../../policy/rules/cluster/cluster-secrets-encryption";
import { judge, notYet, notYetOf, spoil, verdict, violations } from "../../harness/judging";

const fix = `Fix: ${rule.fix}`;

describe("cluster-secrets-encryption", () => {
  it("refuses a cluster without a key", () => {
    assert.deepEqual(violations(rule, rule.fails), [`encryptionConfig must be set.\n${fix}`]);
  });

  it("refuses a key for other resources", () => {
    const encryptionConfig = { provider: { keyArn: "arn" }, resources: [] };
    assert.deepEqual(violations(rule, spoil(rule.passes, "cluster", { encryptionConfig })), [
      `encryptionConfig.resources must include "secrets"; it is [].\n${fix}`,
    ]);
  });

  it("accepts a key that is not created yet", () => {
    const encryptionConfig = { provider: { keyArn: notYet }, resources: ["secrets"] };
    assert.equal(verdict(rule, spoil(rule.passes, "cluster", { encryptionConfig })), "pass");
  });

  it("accepts an unknown configuration that is made from a key of the stack", () => {
    const key = { type: "aws:kms/key:Key", properties: { enableKeyRotation: true } };
    const made = spoil({ key, ...rule.fails }, "cluster", { encryptionConfig: notYetOf("key") });
    assert.deepEqual(judge([rule], made), []);
    const other = { key: { type: "aws:sns/topic:Topic" }, cluster: made["cluster"]! };
    assert.deepEqual(
      judge([rule], other).map(({ message }) => message),
      ["Not checked yet: encryptionConfig is not known during preview."],
    );
  });
});
