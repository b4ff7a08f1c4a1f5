import assert from "node:assert/strict";
import { resolverRuleAssociated as rule } from "../../../../policy/rules/dns/resolver-rule-associated";
import { judge, notYet, spoil, violations } from "../../harness/judging";

const alone = `The rule must be associated with a VPC or shared; nothing in the stack does so.\nFix: ${rule.fix}`;

describe("resolver-rule-associated", () => {
  it("refuses a rule without an association, and with an association of another rule", () => {
    assert.deepEqual(violations(rule, rule.fails), [alone]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [alone]);
    const other = spoil(rule.passes, "peer", { resolverRuleId: "rslvr-rr-9" });
    assert.deepEqual(violations(rule, other), [alone]);
  });

  it("accepts an association, with a known or unknown id of the rule", () => {
    assert.deepEqual(judge([rule], rule.passes), []);
    assert.deepEqual(judge([rule], rule.passes, { preview: true }), []);
  });

  it("accepts a rule that is shared with accounts or by a Profile", () => {
    for (const type of [
      "aws:ram/resourceAssociation:ResourceAssociation",
      "aws:route53/profilesResourceAssociation:ProfilesResourceAssociation",
    ]) {
      const shared = { type, properties: { resourceArn: "${internal.arn}" } };
      assert.deepEqual(judge([rule], { ...rule.fails, shared }), []);
      assert.deepEqual(judge([rule], { ...rule.fails, shared }, { preview: true }), []);
    }
  });

  it("reports an association of an unknown rule", () => {
    const dark = spoil(rule.passes, "peer", { resolverRuleId: notYet });
    assert.deepEqual(
      judge([rule], dark).map(({ message }) => message),
      ["Not checked yet: the rule of an association is not known during preview."],
    );
  });
});
