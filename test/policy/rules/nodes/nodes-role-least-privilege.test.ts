import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { nodesRoleLeastPrivilege as rule } from "../../../../policy/rules/nodes/nodes-role-least-privilege";
import { notYet, spoil, verdict, violations, without } from "../../harness/judging";

const fix = `Fix: ${rule.fix}`;
const statement = (Action: string | string[]) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

describe("nodes-role-least-privilege", () => {
  it("refuses a policy that nodes do not need", () => {
    const message = `The role of nodes must not have the policy AmazonS3FullAccess.\n${fix}`;
    assert.deepEqual(violations(rule, rule.fails), [message]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [message]);
  });

  it("refuses wildcards in inline policies, in the role or as a resource", () => {
    const inlinePolicies = [{ name: "all", policy: statement(["ec2:DescribeTags", "s3:*"]) }];
    assert.deepEqual(violations(rule, spoil(rule.passes, "role", { inlinePolicies })), [
      `inlinePolicies[0].policy of the role of nodes must not allow s3:*.\n${fix}`,
    ]);
    const beside: Example = {
      ...rule.passes,
      inline: {
        type: "aws:iam/rolePolicy:RolePolicy",
        properties: { role: "${role.name}", policy: statement("*") },
      },
    };
    assert.deepEqual(violations(rule, beside), [
      `policy of the role of nodes must not allow *.\n${fix}`,
    ]);
  });

  it("accepts inline policies that list actions or deny everything", () => {
    const deny = JSON.stringify({ Statement: { Effect: "Deny", Action: "*", Resource: "*" } });
    const inlinePolicies = [{ policy: statement("ec2:DescribeTags") }, { policy: deny }];
    assert.equal(verdict(rule, spoil(rule.passes, "role", { inlinePolicies })), "pass");
  });

  it("finds the role of self-managed nodes by its instance profile", () => {
    const profile = {
      type: "aws:iam/instanceProfile:InstanceProfile",
      properties: { role: "${role.name}" },
    };
    assert.equal(verdict(rule, { ...without(rule.fails, "nodes"), profile }), "fail");
  });

  it("reports an unknown role only if the result depends on it", () => {
    const unknown = { role: notYet };
    assert.equal(verdict(rule, spoil(rule.fails, "permissions", unknown)), "unknown");
    assert.equal(verdict(rule, spoil(rule.passes, "permissions", unknown)), "pass");
  });

  it("does not check other roles", () => {
    assert.equal(verdict(rule, without(rule.fails, "nodes")), "pass");
  });

  it("accepts policies that the configuration lists", () => {
    const given = { [rule.id]: { properties: { allowedPolicies: ["AmazonS3FullAccess"] } } };
    assert.equal(verdict(rule, rule.fails, { given }), "pass");
  });
});
