import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { shown } from "../../frame/text";
import { asSent } from "../../frame/unknown";

const example = (metadataOptions: object) => ({
  template: { type: "aws:ec2/launchTemplate:LaunchTemplate", properties: { metadataOptions } },
});

export const nodesImdsv2 = defineRule({
  id: "nodes-imdsv2",
  area: "nodes",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "Nodes accept IMDSv2 only, and pods cannot reach the instance metadata of the node.",
  why: "The metadata service returns the credentials of the node's role. IMDSv1 returns them to anyone who can make a pod fetch a URL. A hop limit above 1 lets every pod request them.",
  fix: 'Set metadataOptions to { httpTokens: "required", httpPutResponseHopLimit: 1 }.',
  fails: example({ httpTokens: "optional" }),
  passes: example({ httpTokens: "required", httpPutResponseHopLimit: 1 }),
  links: [
    "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
  ],
  references: [
    { framework: "AWS Security Hub", id: "EC2.8" },
    { framework: "AWS Security Hub", id: "EC2.170" },
    { framework: "AWS Security Hub", id: "AutoScaling.3" },
    { framework: "Checkov", id: "CKV_AWS_79" },
    { framework: "Checkov", id: "CKV_AWS_341" },
    { framework: "Trivy", id: "AWS-0028" },
    { framework: "Trivy", id: "AWS-0130" },
  ],
  config: {
    maxHops: property(Type.Integer({ minimum: 1, maximum: 64 }), {
      default: 1,
      description:
        "the largest accepted hop limit; 2 if pods without their own role need that of the node",
    }),
  },
  types: [
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "aws:ec2/instance:Instance",
  ],
  check({ props }, { config, report }) {
    const {
      httpTokens,
      httpPutResponseHopLimit: hops = 1,
      httpEndpoint,
    } = props.metadataOptions ?? {};
    if (httpEndpoint === "disabled") return;
    if (httpTokens !== "required") {
      report(
        `metadataOptions.httpTokens must be "required", or IMDSv1 is enabled too; it is ${shown(httpTokens)}.`,
      );
    }
    if (hops > config.maxHops) {
      report(
        `metadataOptions.httpPutResponseHopLimit must be at most ${config.maxHops}, or pods reach the metadata of the node; it is ${hops}.`,
        `Set metadataOptions.httpPutResponseHopLimit to ${config.maxHops}.`,
      );
    }
  },
  remediate({ props }, { config }) {
    const options = props.metadataOptions;
    const hops = Math.min(options?.httpPutResponseHopLimit ?? 1, config.maxHops);
    return {
      metadataOptions: {
        ...asSent(options),
        httpTokens: "required",
        httpPutResponseHopLimit: hops,
      },
    };
  },
});
