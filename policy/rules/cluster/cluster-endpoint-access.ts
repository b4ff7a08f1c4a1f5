import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { isOpenToAll } from "../../support/security-groups/openings";

const example = (vpcConfig: object) => ({
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], ...vpcConfig },
    },
  },
});

export const clusterEndpointAccess = defineRule({
  id: "cluster-endpoint-access",
  area: "cluster",
  severity: "critical",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "The API endpoint of a cluster is private, or public for listed addresses only.",
  why: "Every request to the cluster goes through this endpoint. If it is open to the internet, one leaked token or one vulnerability of the API server is enough to take over the cluster.",
  fix: "Set vpcConfig.endpointPublicAccess to false and endpointPrivateAccess to true, or list the allowed addresses in publicAccessCidrs.",
  fails: example({}),
  passes: example({ endpointPrivateAccess: true, publicAccessCidrs: ["203.0.113.0/24"] }),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"],
  references: [
    { framework: "CIS Amazon EKS Benchmark 1.8.0", id: "5.4.1" },
    { framework: "CIS Amazon EKS Benchmark 1.8.0", id: "5.4.2" },
    { framework: "AWS Security Hub", id: "EKS.1" },
    { framework: "Checkov", id: "CKV_AWS_38" },
    { framework: "Checkov", id: "CKV_AWS_39" },
    { framework: "Trivy", id: "AWS-0040" },
    { framework: "Trivy", id: "AWS-0041" },
    { framework: "KICS", id: "42f4b905-3736-4213-bfe9-c0660518cda8" },
    { framework: "cdk-nag", id: "AwsSolutions-EKS1" },
  ],
  config: {
    allowPublic: property(Type.Boolean(), {
      default: true,
      description: "whether public endpoints with listed addresses are accepted",
    }),
  },
  types: ["aws:eks/cluster:Cluster"],
  check({ props }, { config, report }) {
    const { endpointPublicAccess = true, publicAccessCidrs } = props.vpcConfig;
    if (!endpointPublicAccess) return;
    if (!config.allowPublic) {
      return report("vpcConfig.endpointPublicAccess must be false; by default it is true.");
    }
    if (publicAccessCidrs === undefined || publicAccessCidrs.length === 0) {
      report(
        "vpcConfig.publicAccessCidrs must list the addresses that may use the public endpoint; it lists none, which means all.",
      );
    }
    const open = (publicAccessCidrs ?? []).find(isOpenToAll);
    if (open)
      report(
        `vpcConfig.publicAccessCidrs must not open the public endpoint to the internet; it lists ${open}.`,
      );
  },
});
