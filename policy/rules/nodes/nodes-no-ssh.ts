import { defineRule } from "../../frame/rule";
import { shown } from "../../frame/text";

const example = (access: object) => ({
  nodes: {
    type: "aws:eks/nodeGroup:NodeGroup",
    properties: {
      clusterName: "games",
      nodeRoleArn: "arn:aws:iam::123456789012:role/nodes",
      subnetIds: ["subnet-1"],
      scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 2 },
      ...access,
    },
  },
});

export const nodesNoSsh = defineRule({
  id: "nodes-no-ssh",
  area: "nodes",
  severity: "medium",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "Nodes do not have an SSH key.",
  why: "SSH keys are shared, do not expire and leave no record of who used them. With remote access and no source security groups, EKS opens port 22 to the internet.",
  fix: "Remove the key, and use Session Manager of AWS Systems Manager for access to a node.",
  fails: example({ remoteAccess: { ec2SshKey: "ops" } }),
  passes: example({}),
  links: [
    "https://docs.aws.amazon.com/eks/latest/best-practices/protecting-the-infrastructure.html",
  ],
  references: [{ framework: "Checkov", id: "CKV_AWS_100" }],
  types: [
    "aws:eks/nodeGroup:NodeGroup",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "aws:ec2/instance:Instance",
  ],
  check({ type, props }, { report }) {
    if (type !== "aws:eks/nodeGroup:NodeGroup") {
      if (props.keyName) report(`keyName must not be set; it is ${shown(props.keyName)}.`);
      return;
    }
    const { ec2SshKey, sourceSecurityGroupIds = [] } = props.remoteAccess ?? {};
    if (!ec2SshKey) return;
    const open = sourceSecurityGroupIds.length === 0 ? ", and port 22 is open to the internet" : "";
    report(`remoteAccess.ec2SshKey must not be set; it is ${shown(ec2SshKey)}${open}.`);
  },
});
