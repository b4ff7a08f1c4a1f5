import { Type } from "@sinclair/typebox";
import { oneOf, property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";

const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

const example = (enabledClusterLogTypes: string[]) => ({
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
      enabledClusterLogTypes,
    },
  },
});

export const clusterLogging = defineRule({
  id: "cluster-logging",
  area: "cluster",
  severity: "medium",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "The control plane sends its logs, including the audit log, to CloudWatch Logs.",
  why: "Only the audit and authenticator logs show who deleted a namespace or failed to log in. Logs cannot be enabled for a time that has passed.",
  fix: "Add the missing log types to enabledClusterLogTypes.",
  fails: example(["api"]),
  passes: example(logTypes),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html"],
  references: [
    { framework: "CIS Amazon EKS Benchmark 1.8.0", id: "2.1.1" },
    { framework: "AWS Security Hub", id: "EKS.8" },
    { framework: "Checkov", id: "CKV_AWS_37" },
    { framework: "Trivy", id: "AWS-0038" },
    { framework: "cdk-nag", id: "AwsSolutions-EKS2" },
  ],
  config: {
    required: property(Type.Array(oneOf(logTypes)), {
      default: logTypes,
      description: `log types that must be enabled: ${logTypes.join(", ")}`,
    }),
  },
  types: ["aws:eks/cluster:Cluster"],
  check({ props }, { config, report }) {
    const enabled = props.enabledClusterLogTypes ?? [];
    const missing = config.required.filter((type) => !enabled.includes(type));
    if (missing.length > 0) report(`enabledClusterLogTypes must include ${missing.join(", ")}.`);
  },
  remediate({ props }, { config }) {
    const enabled = props.enabledClusterLogTypes ?? [];
    return { enabledClusterLogTypes: [...new Set([...enabled, ...config.required])] };
  },
});
