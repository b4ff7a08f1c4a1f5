import type { Stack } from "../../frame/resource";
import { defineRule } from "../../frame/rule";
import { perStack } from "../../frame/stack";
import { UnknownValueError } from "../../frame/unknown";
import { vpcOf } from "../../support/network/subnets";

const network = { type: "aws:ec2/vpc:Vpc", properties: { cidrBlock: "10.0.0.0/16" } };

export const networkFlowLogs = defineRule({
  id: "network-flow-logs",
  area: "network",
  severity: "medium",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "Every VPC has a flow log.",
  why: "Flow logs are the only record of which addresses exchanged traffic. Without them, incidents and dropped connections cannot be investigated afterwards.",
  fix: "Add an aws.ec2.FlowLog with this VPC's id.",
  fails: { network },
  passes: {
    network,
    flows: {
      type: "aws:ec2/flowLog:FlowLog",
      properties: {
        vpcId: "${network.id}",
        trafficType: "ALL",
        logDestinationType: "s3",
        logDestination: "arn:aws:s3:::flow-logs",
      },
    },
  },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"],
  references: [
    { framework: "AWS Security Hub", id: "EC2.6" },
    { framework: "Checkov", id: "CKV2_AWS_11" },
    { framework: "Trivy", id: "AWS-0178" },
    { framework: "cdk-nag", id: "AwsSolutions-VPC7" },
  ],
  types: ["aws:ec2/vpc:Vpc"],
  checkInStack({ urn }, { stack, report }) {
    const { logged, unclear } = loggedVpcs(stack);
    if (logged.has(urn)) return;
    if (unclear) throw new UnknownValueError("the VPC of a flow log");
    report("The VPC must have a flow log; the stack has none for it.");
  },
});

const loggedVpcs = perStack((stack: Stack) => {
  const vpcs = stack.ofType("aws:ec2/flowLog:FlowLog").map((log) => vpcOf(stack, log));
  return {
    logged: new Set(vpcs.flatMap(({ found }) => found).map(({ urn }) => urn)),
    unclear: vpcs.some(({ unresolved }) => unresolved),
  };
});
