import assert from "node:assert/strict";
import { judge, remediated } from "../harness/judging";
import { network, vpcRule } from "../harness/rules";

const exemption = {
  rule: "test-vpc",
  resource: "network",
  reason: "moves next week",
  expires: "2026-11-21",
  owner: "games",
};

const violation = "It has no name.\nFix: Name it.";

function findings(part: object, today = "2026-11-21") {
  const exemptions = [{ ...exemption, ...part }];
  const given = { "pack-settings": { properties: { environment: "prod", exemptions } } };
  return judge([vpcRule()], network, { given, today }).map(({ rule, kind, level, message }) => ({
    rule,
    kind,
    level,
    message,
  }));
}

describe("An exemption", () => {
  it("turns a violation into advice with its owner, reason and last day", () => {
    assert.deepEqual(findings({}), [
      {
        rule: "test-vpc",
        kind: "exempt",
        level: "advisory",
        message: `Exempt until 2026-11-21 (games: moves next week).\n${violation}`,
      },
    ]);
  });

  it("does not apply on the day after its last day, and is named in the finding", () => {
    assert.deepEqual(findings({}, "2026-11-22"), [
      {
        rule: "test-vpc",
        kind: "violation",
        level: "mandatory",
        message: `${violation}\nThe exemption of games expired on 2026-11-21.`,
      },
    ]);
  });

  it("matches a name, a type, or a URN in which * stands for any text", () => {
    const resources = [
      "network",
      "aws:ec2/vpc:Vpc",
      "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::network",
      "urn:pulumi:*::shop::*::net*",
      "*",
    ];
    for (const resource of resources) {
      assert.equal(findings({ resource })[0]?.kind, "exempt", resource);
    }
  });

  it("is reported if it matches nothing, beside the violation", () => {
    assert.deepEqual(findings({ resource: "urn:pulumi:prod::*" }), [
      { rule: "test-vpc", kind: "violation", level: "mandatory", message: violation },
      {
        rule: "pack-settings",
        kind: "settings",
        level: "advisory",
        message:
          'The exemption of games from test-vpc for "urn:pulumi:prod::*" matches no finding.\nFix: Remove it, or correct its resource.',
      },
    ]);
  });

  it("is not reported as unused if the rule needs an unknown value", () => {
    const exemptions = [exemption];
    const given = { "pack-settings": { properties: { exemptions } } };
    const reader = vpcRule({
      check: ({ props }, { report }) => {
        if (props.cidrBlock) report("It has no name.");
      },
    });
    const unknown = {
      ...network.network,
      properties: { cidrBlock: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
    };
    const kinds = judge([reader], { network: unknown }, { given }).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["unknown"]);
  });

  it("prevents remediation until it has expired", () => {
    const mending = vpcRule({ remediate: () => ({ enableDnsSupport: true }) });
    const given = { "pack-settings": { properties: { exemptions: [exemption] } } };
    const during = remediated(mending, network, { given, today: "2026-11-21" });
    const after = remediated(mending, network, { given, today: "2026-11-22" });
    assert.equal(during["network"]?.properties?.["enableDnsSupport"], undefined);
    assert.equal(after["network"]?.properties?.["enableDnsSupport"], true);
  });
});
