import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { asSent } from "../../frame/unknown";
import { declaredVolumes, hasRootOfImage, volumeTypes } from "../../support/nodes/volumes";

const example = (encrypted: string) => ({
  template: {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    properties: {
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 50, encrypted } }],
    },
  },
});

export const nodesEncryptedVolumes = defineRule({
  id: "nodes-encrypted-volumes",
  area: "nodes",
  severity: "high",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "The volumes of nodes are encrypted.",
  why: "Container images, logs, emptyDir volumes and secrets that are mounted into pods are stored on the disk of the node. Encryption keeps them out of snapshots and copies, and does not make the volume slower.",
  fix: "Set encrypted to true.",
  fails: example("false"),
  passes: example("true"),
  links: ["https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"],
  references: [
    { framework: "AWS Security Hub", id: "EC2.3" },
    { framework: "AWS Security Hub", id: "EC2.181" },
    { framework: "Checkov", id: "CKV_AWS_3" },
    { framework: "Checkov", id: "CKV_AWS_8" },
    { framework: "Trivy", id: "AWS-0008" },
    { framework: "Trivy", id: "AWS-0026" },
    { framework: "Trivy", id: "AWS-0131" },
    { framework: "cdk-nag", id: "AwsSolutions-EC26" },
  ],
  config: {
    byDefault: property(Type.Boolean(), {
      default: false,
      description: "whether the account encrypts new EBS volumes by default, in each Region in use",
    }),
  },
  types: volumeTypes,
  check(resource, { config, report }) {
    for (const { path, encrypted } of declaredVolumes(resource)) {
      if (String(encrypted) === "true" || (encrypted === undefined && config.byDefault)) continue;
      report(
        `${path}encrypted must be true; it is ${encrypted === undefined ? "not set" : "false"}.`,
      );
    }
    if (hasRootOfImage(resource) && !config.byDefault) {
      report(
        "The root volume must be declared and encrypted; without a declaration the AMI decides, and EKS AMIs do not encrypt it.",
        "Declare the root volume with encrypted set to true.",
      );
    }
  },
  /** For launch templates only: encrypting an existing volume would replace it. */
  remediate(resource) {
    if (resource.type !== "aws:ec2/launchTemplate:LaunchTemplate") return undefined;
    const { blockDeviceMappings } = resource.props;
    if (!blockDeviceMappings) return undefined;
    return {
      blockDeviceMappings: asSent(blockDeviceMappings).map((mapping) =>
        mapping.ebs ? { ...mapping, ebs: { ...mapping.ebs, encrypted: "true" } } : mapping,
      ),
    };
  },
});
