import { Type } from "@sinclair/typebox";
import assert from "node:assert/strict";
import { property } from "../../../policy/frame/config-schema";
import { judge, notYet, remediated, spoil } from "../harness/judging";
import { network, vpcRule } from "../harness/rules";

const failing = vpcRule({
  check: () => {
    throw new TypeError("x is not a function");
  },
});

const defect = {
  rule: "test-vpc",
  kind: "defect",
  level: "advisory",
  severity: "low",
  urn: "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::network",
  message:
    "The rule test-vpc failed with an internal error and did not check this resource: TypeError: x is not a function.\nFix: Report this to the maintainers of the policy pack.",
};

describe("A rule that fails with an internal error", () => {
  it("is reported as a defect and does not stop the deployment", () => {
    assert.deepEqual(judge([failing], network), [defect]);
  });

  it("stops the deployment if the settings require it", () => {
    const given = { "pack-settings": { properties: { defects: "mandatory" } } };
    assert.deepEqual(judge([failing], network, { given }), [{ ...defect, level: "mandatory" }]);
  });

  it("does not keep other rules from checking", () => {
    const sound = vpcRule({ id: "test-sound" });
    assert.deepEqual(
      judge([failing, sound], network).map(({ rule, kind }) => [rule, kind]),
      [
        ["test-vpc", "defect"],
        ["test-sound", "violation"],
      ],
    );
  });
});

describe("A rule that needs an unknown value", () => {
  const reader = vpcRule({
    check: ({ props }, { report }) => {
      report("It has no name.");
      if (props.cidrBlock === "10.0.0.0/16") report("It is large.");
    },
  });

  it("reports what it found before the unknown value, and the unknown value", () => {
    const example = spoil(network, "network", { cidrBlock: notYet });
    assert.deepEqual(
      judge([reader], example, { stack: "prod" }).map(({ kind, level, message }) => [
        kind,
        level,
        message,
      ]),
      [
        ["violation", "mandatory", "It has no name.\nFix: Name it."],
        ["unknown", "advisory", "Not checked yet: cidrBlock is not known during preview."],
      ],
    );
  });

  it("still checks the other resources of the stack", () => {
    const inStack = vpcRule({
      check: undefined,
      checkInStack: ({ props }, { report }) => report(`It has ${props.cidrBlock}.`),
    });
    const example = { ...spoil(network, "network", { cidrBlock: notYet }), other: network.network };
    assert.deepEqual(
      judge([inStack], example).map(({ kind, message }) => [kind, message.split("\n")[0]]),
      [
        ["unknown", "Not checked yet: cidrBlock is not known during preview."],
        ["violation", "It has 10.0.0.0/16."],
      ],
    );
  });
});

describe("A rule that checks a resource alone and among others", () => {
  it("reports a violation once", () => {
    const both = vpcRule({ checkInStack: (_, { report }) => report("It has no name.") });
    assert.equal(judge([both], network).length, 1);
  });

  it("gets its configuration with the defaults filled in", () => {
    const config = {
      names: property(Type.Array(Type.String()), { default: ["a"], description: "names" }),
      limit: property(Type.Integer(), { default: 3, description: "a limit" }),
    };
    const rule = vpcRule({
      config,
      check: ({}, { config, report }) => report(JSON.stringify(config)),
    });
    const given = { "test-vpc": { properties: { limit: 5 } } };
    assert.deepEqual(
      judge([rule], network, { given }).map(({ message }) => message.split("\n")[0]),
      ['{"names":["a"],"limit":5}'],
    );
  });
});

describe("A remediation", () => {
  const mending = vpcRule({ remediate: () => ({ enableDnsSupport: true }) });

  it("sets its properties", () => {
    assert.deepEqual(remediated(mending, network)["network"]?.properties, {
      cidrBlock: "10.0.0.0/16",
      enableDnsSupport: true,
    });
  });

  it("is skipped if it would change nothing", () => {
    const sound = spoil(network, "network", { enableDnsSupport: true });
    assert.deepEqual(remediated(mending, sound), sound);
  });

  it("is left to the check if it needs an unknown value", () => {
    const reading = vpcRule({ remediate: ({ props }) => ({ cidrBlock: `${props.cidrBlock}` }) });
    const example = spoil(network, "network", { cidrBlock: notYet });
    assert.deepEqual(remediated(reading, example), example);
  });
});
