import { oneOf, property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";

const example = (supportType: string) => ({
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
      upgradePolicy: { supportType },
    },
  },
});

export const clusterSupportType = defineRule({
  id: "cluster-support-type",
  area: "cluster",
  severity: "low",
  levels: { dev: "advisory", prod: "advisory" },
  description: "A cluster does not enter extended support automatically.",
  why: "Extended support is the default of EKS. It starts on the day on which standard support ends and costs several times as much per cluster hour. With STANDARD, EKS upgrades the control plane instead.",
  fix: 'Set upgradePolicy.supportType to "STANDARD".',
  fails: example("EXTENDED"),
  passes: example("STANDARD"),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html"],
  config: {
    supportType: property(oneOf(["STANDARD", "EXTENDED"]), {
      default: "STANDARD",
      description: "the support type that clusters must have, STANDARD or EXTENDED",
    }),
  },
  types: ["aws:eks/cluster:Cluster"],
  check({ props }, { config, report }) {
    const type = props.upgradePolicy?.supportType;
    if ((type ?? "EXTENDED") === config.supportType) return;
    report(
      `upgradePolicy.supportType must be ${config.supportType}; it is ${type ?? "not set, which means EXTENDED"}.`,
      `Set upgradePolicy.supportType to "${config.supportType}".`,
    );
  },
});
