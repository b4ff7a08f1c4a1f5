import type { ConfigProperties } from "../../../policy/frame/config-schema";
import { type AnyRule, defineRule, type Rule } from "../../../policy/frame/rule";

type VpcRule = Rule<ConfigProperties, "aws:ec2/vpc:Vpc">;

/** A rule about VPCs for tests of the frame; the given parts replace its own. */
export function vpcRule(parts: Partial<VpcRule> = {}): AnyRule {
  return defineRule({
    id: "test-vpc",
    area: "network",
    severity: "low",
    levels: { dev: "advisory", prod: "mandatory" },
    description: "A VPC has a name.",
    why: "Otherwise nobody finds it.",
    fix: "Name it.",
    fails: {},
    passes: {},
    links: [],
    types: ["aws:ec2/vpc:Vpc"],
    check: (_, { report }) => report("It has no name."),
    ...parts,
  });
}

/** A VPC of a stack. */
export const network = {
  network: { type: "aws:ec2/vpc:Vpc", properties: { cidrBlock: "10.0.0.0/16" } },
};
