import { Type } from "@sinclair/typebox";
import { checkVersionStep } from "../../../model/cluster/versions";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";

const example = (version: string) => ({
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      name: "games",
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      version,
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
    },
  },
});

export const clusterOneMinorStep = defineRule({
  id: "cluster-one-minor-step",
  area: "cluster",
  severity: "medium",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "A cluster is upgraded one minor version at a time and never downgraded.",
  why: "EKS refuses an upgrade that skips a minor version, and every downgrade. The refusal comes in the middle of a deployment that may already have changed other resources.",
  fix: "Upgrade to the next minor version first.",
  fails: example("1.35"),
  passes: example("1.34"),
  exampleConfig: { current: { games: "1.33" } },
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html"],
  config: {
    current: property(Type.Record(Type.String(), Type.String()), {
      default: {},
      description:
        "the version that each cluster runs now, by the name of the cluster; a cluster that is not listed is not checked, because the engine does not pass the old state of a resource to policies",
    }),
  },
  types: ["aws:eks/cluster:Cluster"],
  check({ name, props }, { config }) {
    const current = config.current[props.name ?? name];
    if (current === undefined || props.version === undefined) return;
    checkVersionStep(current, props.version);
  },
});
