import { defineRule } from "../../frame/rule";
import { shown } from "../../frame/text";

const example = (protection: object) => ({
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
      ...protection,
    },
  },
});

export const clusterDeletionProtection = defineRule({
  id: "cluster-deletion-protection",
  area: "cluster",
  severity: "medium",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "A cluster has deletion protection.",
  why: "A change that replaces the cluster, or a destroy of the wrong stack, deletes the cluster and everything in it. With deletion protection, EKS refuses to delete it.",
  fix: "Set deletionProtection to true.",
  fails: example({}),
  passes: example({ deletionProtection: true }),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html"],
  types: ["aws:eks/cluster:Cluster"],
  check({ props }, { report }) {
    if (props.deletionProtection === true) return;
    report(`deletionProtection must be true; it is ${shown(props.deletionProtection)}.`);
  },
  remediate: () => ({ deletionProtection: true }),
});
