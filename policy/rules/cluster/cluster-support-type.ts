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
  description: "A cluster does not slip into extended support unasked.",
  why: "Extended support is the default. It begins by itself on the day standard support ends, at several times the price per cluster hour. With STANDARD, EKS updates the control plane instead.",
  fix: 'Set upgradePolicy.supportType to "STANDARD".',
  fails: example("EXTENDED"),
  passes: example("STANDARD"),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html"],
  config: {
    supportType: property(oneOf(["STANDARD", "EXTENDED"]), {
      default: "STANDARD",
      description: "the support that clusters are to have, STANDARD or EXTENDED",
    }),
  },
  types: ["aws:eks/cluster:Cluster"],
  check({ props }, { config, report }) {
    const type = props.upgradePolicy?.supportType;
    if ((type ?? "EXTENDED") === config.supportType) return;
    report(
      `upgradePolicy.supportType is ${type ?? "not set, which is EXTENDED"}.`,
      `Set it to "${config.supportType}".`,
    );
  },
});
