import { defineRule } from "../../frame/rule";
import { shown } from "../../frame/text";
import { ifKnown, unknown, UnknownValueError } from "../../frame/unknown";

const example = (encryption: object) => ({
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
      ...encryption,
    },
  },
});

export const clusterSecretsEncryption = defineRule({
  id: "cluster-secrets-encryption",
  area: "cluster",
  severity: "high",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "Kubernetes secrets are encrypted with a customer managed KMS key.",
  why: "With a customer managed key, the key policy and CloudTrail show who reads secrets, and access to the key can be withdrawn. EKS cannot remove the encryption from a cluster again.",
  fix: 'Set encryptionConfig to { provider: { keyArn: … }, resources: ["secrets"] }.',
  fails: example({}),
  passes: example({
    encryptionConfig: {
      provider: { keyArn: "arn:aws:kms:us-east-1:123456789012:key/1" },
      resources: ["secrets"],
    },
  }),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html"],
  references: [
    { framework: "CIS Amazon EKS Benchmark 1.8.0", id: "5.3.1" },
    { framework: "Checkov", id: "CKV_AWS_58" },
    { framework: "Trivy", id: "AWS-0039" },
  ],
  unknown:
    "The rule checks that encryption is configured, not the ARN of the key. A configuration that is unknown as a whole passes if it is made from a KMS key of the stack. Otherwise it is reported as advisory and checked during `pulumi up`.",
  types: ["aws:eks/cluster:Cluster"],
  check({ props }, { report }) {
    const encryption = ifKnown(() => props.encryptionConfig);
    if (encryption === unknown) return;
    if (!encryption) report("encryptionConfig must be set.");
    else if (!encryption.resources.includes("secrets")) {
      report(
        `encryptionConfig.resources must include "secrets"; it is ${shown(encryption.resources)}.`,
      );
    }
  },
  checkInStack({ props, propertyDependencies }, { stack }) {
    if (ifKnown(() => props.encryptionConfig) !== unknown) return;
    const sources = (propertyDependencies["encryptionConfig"] ?? []).map((urn) => stack.byUrn(urn));
    if (sources.some((source) => source?.type === "aws:kms/key:Key")) return;
    throw new UnknownValueError("encryptionConfig");
  },
});
