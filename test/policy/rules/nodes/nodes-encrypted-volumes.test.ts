import assert from "node:assert/strict";
import { nodesEncryptedVolumes as rule } from "../../../../policy/rules/nodes/nodes-encrypted-volumes";
import { remediated, spoil, verdict, violations } from "../../harness/judging";

const fix = "Fix: Set encrypted to true.";
const given = { [rule.id]: { properties: { byDefault: true } } };
const volume = (properties: object) => ({
  data: { type: "aws:ebs/volume:Volume", properties: { ...properties } },
});

describe("nodes-encrypted-volumes", () => {
  it("refuses a volume of a launch template that is not encrypted", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `blockDeviceMappings[0].ebs.encrypted must be true; it is false.\n${fix}`,
    ]);
  });

  it("refuses a template that leaves the root volume to the AMI", () => {
    assert.deepEqual(
      violations(rule, spoil(rule.passes, "template", { blockDeviceMappings: [] })),
      [
        "The root volume must be declared and encrypted; without a declaration the AMI decides, and EKS AMIs do not encrypt it.\nFix: Declare the root volume with encrypted set to true.",
      ],
    );
  });

  it("refuses unencrypted volumes and disks of instances", () => {
    const instance = {
      type: "aws:ec2/instance:Instance",
      properties: { rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ deviceName: "a" }] },
    };
    assert.deepEqual(violations(rule, { ...volume({}), instance }), [
      `encrypted must be true; it is not set.\n${fix}`,
      `ebsBlockDevices[0].encrypted must be true; it is not set.\n${fix}`,
    ]);
  });

  it("accepts the account's default, but not an explicit false", () => {
    assert.equal(verdict(rule, volume({}), { given }), "pass");
    assert.equal(verdict(rule, volume({ encrypted: false }), { given }), "fail");
  });

  it("encrypts launch templates, but never a volume that would be replaced", () => {
    const mappings = remediated(rule, rule.fails)["template"]?.properties?.["blockDeviceMappings"];
    assert.deepEqual(mappings, [
      { deviceName: "/dev/xvda", ebs: { volumeSize: 50, encrypted: "true" } },
    ]);
    assert.deepEqual(remediated(rule, volume({})), volume({}));
  });
});
