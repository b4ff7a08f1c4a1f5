import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { child } from "./children";

type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;

const ALL = { fromPort: 0, toPort: 0, protocol: "-1" };
const ANYWHERE = ["0.0.0.0/0"];

/** The security group of a control plane: it may reach everything. */
export function createClusterSecurityGroup(
  name: string,
  vpcId: pulumi.Input<string>,
  tags: Tags | undefined,
  ownTags: Tags | undefined,
  parent: pulumi.Resource,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(
    `${name}-eksClusterSecurityGroup`,
    {
      vpcId,
      revokeRulesOnDelete: true,
      tags: named(`${name}-eksClusterSecurityGroup`, ownTags, tags),
    },
    child(parent),
  );
  new ec2.SecurityGroupRule(
    `${name}-eksClusterInternetEgressRule`,
    {
      description: "Allow internet access.",
      type: "egress",
      ...ALL,
      cidrBlocks: ANYWHERE,
      securityGroupId: group.id,
    },
    child(parent),
  );
  return group;
}

/** What a group of nodes' security group is made from. */
export interface NodeSecurityGroupArgs {
  vpcId: pulumi.Input<string>;
  clusterSecurityGroupId: pulumi.Input<string>;
  clusterName: pulumi.Input<string>;
  tags?: Tags;
}

/** The security group of nodes, and the rule that lets their pods call the API server. */
export interface NodeSecurityGroup {
  group: ec2.SecurityGroup;
  clusterIngressRule: ec2.SecurityGroupRule;
}

/** Nodes and pods talk to one another and to the internet; the control plane talks to them, and they to it. */
export function createNodeSecurityGroup(
  name: string,
  { vpcId, clusterSecurityGroupId, clusterName, tags }: NodeSecurityGroupArgs,
  parent: pulumi.Resource,
): NodeSecurityGroup {
  const group = new ec2.SecurityGroup(
    `${name}-nodeSecurityGroup`,
    {
      vpcId,
      revokeRulesOnDelete: true,
      tags: pulumi.all([tags ?? {}, clusterName]).apply(([given, cluster]) => ({
        Name: `${name}-nodeSecurityGroup`,
        [`kubernetes.io/cluster/${cluster}`]: "owned",
        ...given,
      })),
    },
    child(parent),
  );
  const rule = (
    ruleName: string,
    args: Omit<ec2.SecurityGroupRuleArgs, "securityGroupId"> & {
      securityGroupId?: pulumi.Input<string>;
    },
  ) =>
    new ec2.SecurityGroupRule(
      `${name}-${ruleName}`,
      { securityGroupId: group.id, ...args },
      child(parent),
    );
  rule("eksNodeIngressRule", {
    description: "Allow nodes to communicate with each other",
    type: "ingress",
    ...ALL,
    self: true,
  });
  rule("eksNodeClusterIngressRule", {
    description:
      "Allow worker Kubelets and pods to receive communication from the cluster control plane",
    type: "ingress",
    fromPort: 1025,
    toPort: 65535,
    protocol: "tcp",
    sourceSecurityGroupId: clusterSecurityGroupId,
  });
  rule("eksExtApiServerClusterIngressRule", {
    description:
      "Allow pods running extension API servers on port 443 to receive communication from cluster control plane",
    type: "ingress",
    fromPort: 443,
    toPort: 443,
    protocol: "tcp",
    sourceSecurityGroupId: clusterSecurityGroupId,
  });
  rule("eksNodeInternetEgressRule", {
    description: "Allow internet access.",
    type: "egress",
    ...ALL,
    cidrBlocks: ANYWHERE,
  });
  const clusterIngressRule = rule("eksClusterIngressRule", {
    description: "Allow pods to communicate with the cluster API Server",
    type: "ingress",
    fromPort: 443,
    toPort: 443,
    protocol: "tcp",
    securityGroupId: clusterSecurityGroupId,
    sourceSecurityGroupId: group.id,
  });
  return { group, clusterIngressRule };
}

/** Tags with a name; those that come later win. */
export function named(
  name: string,
  ...tags: (Tags | undefined)[]
): pulumi.Output<Record<string, string>> {
  return pulumi
    .all(tags.map((each) => pulumi.output(each ?? {})))
    .apply((all) => Object.assign({ Name: name }, ...all) as Record<string, string>);
}
