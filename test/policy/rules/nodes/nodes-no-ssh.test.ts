import assert from "node:assert/strict";
import { nodesNoSsh as rule } from "../../../../policy/rules/nodes/nodes-no-ssh";
import { spoil, violations } from "../../harness/judging";

const fix =
  "Fix: Remove the key, and use Session Manager of AWS Systems Manager for access to a node.";

describe("nodes-no-ssh", () => {
  it("refuses remote access and names a port that is open to the internet", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `remoteAccess.ec2SshKey must not be set; it is "ops", and port 22 is open to the internet.\n${fix}`,
    ]);
    const limited = { remoteAccess: { ec2SshKey: "ops", sourceSecurityGroupIds: ["sg-1"] } };
    assert.deepEqual(violations(rule, spoil(rule.passes, "nodes", limited)), [
      `remoteAccess.ec2SshKey must not be set; it is "ops".\n${fix}`,
    ]);
  });

  it("refuses a key in launch templates, launch configurations and instances", () => {
    for (const type of [
      "aws:ec2/launchTemplate:LaunchTemplate",
      "aws:ec2/launchConfiguration:LaunchConfiguration",
      "aws:ec2/instance:Instance",
    ]) {
      const node = { type, properties: { keyName: "ops" } };
      assert.deepEqual(
        violations(rule, { node }),
        [`keyName must not be set; it is "ops".\n${fix}`],
        type,
      );
    }
  });
});
