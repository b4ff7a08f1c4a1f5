import { Type } from "@sinclair/typebox";
import { oneOf, property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";

const example = (accessConfig: object) => ({
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
      accessConfig,
    },
  },
});

export const clusterAccessMode = defineRule({
  id: "cluster-access-mode",
  area: "cluster",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "Access to a cluster is managed with EKS access entries.",
  why: "With the aws-auth ConfigMap, the default of the API, anyone with write access to kube-system can change or break everybody's access. AWS does not log what the ConfigMap grants, and the identity that created the cluster keeps administrator rights that no list shows.",
  fix: 'Set accessConfig.authenticationMode to "API".',
  fails: example({ authenticationMode: "CONFIG_MAP" }),
  passes: example({ authenticationMode: "API" }),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html"],
  config: {
    modes: property(Type.Array(oneOf(["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"])), {
      default: ["API"],
      description: "accepted authentication modes",
    }),
  },
  types: ["aws:eks/cluster:Cluster"],
  check({ props }, { config, report }) {
    const mode = props.accessConfig?.authenticationMode;
    if (config.modes.some((each) => each === mode)) return;
    const given = mode ?? "not set, which means CONFIG_MAP";
    report(`accessConfig.authenticationMode must be ${config.modes.join(" or ")}; it is ${given}.`);
  },
});
