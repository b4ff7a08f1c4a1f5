import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { Statement } from "../iam";

/** The resources to which the permissions are limited. */
export interface PolicyScope extends Account {
  /** Full name of the kops cluster. */
  clusterName: string;
  bucketArn: pulumi.Input<string>;
  /** ARN of the Route 53 zone, if there is one. */
  zoneArn?: pulumi.Input<string>;
}

/**
 * Returns the permissions that kops needs for one cluster on an existing network, by policy name.
 * The managed policies that its documentation lists (full access to EC2, IAM, S3, Route 53, VPC,
 * SQS and EventBridge) allow far more.
 */
export function kopsPolicies(scope: PolicyScope): Record<string, Statement[]> {
  return {
    state: stateStore(scope),
    read: reading(),
    compute: compute(scope),
    iam: roles(scope),
    ...(scope.zoneArn !== undefined && { dns: dns(scope.zoneArn) }),
  };
}

function stateStore({ bucketArn }: PolicyScope): Statement[] {
  return [
    {
      Sid: "FindState",
      Action: [
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:GetBucketLocation",
        "s3:GetEncryptionConfiguration",
        "s3:GetBucketVersioning",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketPolicyStatus",
        "s3:GetBucketAcl",
      ],
      Resource: bucketArn,
    },
    {
      Sid: "KeepState",
      Action: [
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:GetObjectAcl",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
      ],
      Resource: pulumi.interpolate`${bucketArn}/*`,
    },
  ];
}

/** Describe and list calls, which support no resource-level permissions. */
function reading(): Statement[] {
  return [
    {
      Sid: "See",
      Action: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeLifecycleHooks",
        "autoscaling:DescribeScalingActivities",
        "autoscaling:DescribeTags",
        "autoscaling:DescribeWarmPool",
        "ec2:DescribeAccountAttributes",
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeInstances",
        "ec2:DescribeKeyPairs",
        "ec2:DescribeLaunchTemplateVersions",
        "ec2:DescribeLaunchTemplates",
        "ec2:DescribeNatGateways",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeRegions",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroupRules",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
        "ec2:DescribeVolumes",
        "ec2:DescribeVpcs",
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeLoadBalancerAttributes",
        "elasticloadbalancing:DescribeLoadBalancers",
        "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetGroupAttributes",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
        "events:ListRules",
        "route53:ListHostedZones",
        "route53:ListHostedZonesByName",
        "sqs:ListQueues",
        "ssm:GetParameter",
        "tag:GetResources",
      ],
      Resource: "*",
    },
  ];
}

function compute({ clusterName, region, partition, id }: PolicyScope): Statement[] {
  const arn = (service: string, resource: string) =>
    pulumi.interpolate`arn:${partition}:${service}:${region}:${id}:${resource}`;
  const owned = { StringEquals: { "aws:ResourceTag/KubernetesCluster": clusterName } };
  const made = { StringEquals: { "aws:RequestTag/KubernetesCluster": clusterName } };
  return [
    {
      Sid: "CreateTagged",
      Action: [
        "autoscaling:CreateAutoScalingGroup",
        "ec2:CreateLaunchTemplate",
        "ec2:CreateVolume",
        "ec2:ImportKeyPair",
        "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateTargetGroup",
      ],
      // A resource has no ARN before it is created: the required tag limits the permission.
      Resource: "*",
      Condition: made,
    },
    {
      Sid: "CreateSecurityGroups",
      Action: "ec2:CreateSecurityGroup",
      Resource: [arn("ec2", "security-group/*"), arn("ec2", "vpc/*")],
    },
    {
      Sid: "TagWhatIsCreated",
      Action: "ec2:CreateTags",
      Resource: arn("ec2", "*/*"),
      Condition: {
        StringEquals: {
          "ec2:CreateAction": [
            "CreateLaunchTemplate",
            "CreateSecurityGroup",
            "CreateVolume",
            "ImportKeyPair",
            "RunInstances",
          ],
        },
      },
    },
    {
      Sid: "LaunchNodes",
      Action: ["ec2:RunInstances"],
      Resource: [
        ...[
          "instance/*",
          "launch-template/*",
          "network-interface/*",
          "security-group/*",
          "subnet/*",
          "volume/*",
          "key-pair/*",
        ].map((resource) => arn("ec2", resource)),
        pulumi.interpolate`arn:${partition}:ec2:${region}::image/*`,
      ],
    },
    {
      Sid: "ManageOwn",
      Action: [
        "autoscaling:AttachLoadBalancerTargetGroups",
        "autoscaling:CreateOrUpdateTags",
        "autoscaling:DeleteAutoScalingGroup",
        "autoscaling:DeleteLifecycleHook",
        "autoscaling:DeleteTags",
        "autoscaling:DetachInstances",
        "autoscaling:EnableMetricsCollection",
        "autoscaling:PutLifecycleHook",
        "autoscaling:ResumeProcesses",
        "autoscaling:SuspendProcesses",
        "autoscaling:TerminateInstanceInAutoScalingGroup",
        "autoscaling:UpdateAutoScalingGroup",
        "ec2:AuthorizeSecurityGroupEgress",
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:CreateLaunchTemplateVersion",
        "ec2:DeleteKeyPair",
        "ec2:DeleteLaunchTemplate",
        "ec2:DeleteLaunchTemplateVersions",
        "ec2:DeleteSecurityGroup",
        "ec2:DeleteTags",
        "ec2:DeleteVolume",
        "ec2:ModifyInstanceAttribute",
        "ec2:ModifyLaunchTemplate",
        "ec2:RevokeSecurityGroupEgress",
        "ec2:RevokeSecurityGroupIngress",
        "ec2:TerminateInstances",
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:DeleteListener",
        "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:DeleteTargetGroup",
        "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:RegisterTargets",
        "elasticloadbalancing:SetSecurityGroups",
      ],
      Resource: [arn("autoscaling", "*"), arn("ec2", "*/*"), arn("elasticloadbalancing", "*/*")],
      Condition: owned,
    },
    {
      Sid: "Interruptions",
      Action: [
        "events:DeleteRule",
        "events:ListTargetsByRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:TagResource",
        "sqs:CreateQueue",
        "sqs:DeleteQueue",
        "sqs:GetQueueAttributes",
        "sqs:ListQueueTags",
        "sqs:SetQueueAttributes",
        "sqs:TagQueue",
      ],
      // kops names them after the cluster; queue names have hyphens instead of dots.
      Resource: [
        arn("events", `rule/${clusterName}-*`),
        arn("sqs", `${clusterName.replaceAll(".", "-")}-*`),
      ],
    },
  ];
}

function roles({ clusterName, partition, id }: PolicyScope): Statement[] {
  const own = ["control-plane", "masters", "nodes", "bastions"].flatMap((kind) =>
    ["role", "instance-profile"].map(
      (type) => pulumi.interpolate`arn:${partition}:iam::${id}:${type}/${kind}.${clusterName}`,
    ),
  );
  return [
    {
      Sid: "RolesOfTheCluster",
      Action: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:CreateRole",
        "iam:DeleteInstanceProfile",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:GetInstanceProfile",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:PutRolePolicy",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:TagRole",
        "iam:UntagInstanceProfile",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
      ],
      Resource: own,
    },
    {
      Sid: "GiveRolesToNodes",
      Action: "iam:PassRole",
      Resource: own,
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
    {
      Sid: "FindRoles",
      Action: ["iam:ListInstanceProfiles", "iam:ListRoles"],
      // IAM limits lists by path, and kops creates its roles at the root path.
      Resource: "*",
    },
    {
      Sid: "ServiceRoles",
      Action: "iam:CreateServiceLinkedRole",
      Resource: pulumi.interpolate`arn:${partition}:iam::${id}:role/aws-service-role/*`,
      Condition: {
        StringEquals: {
          "iam:AWSServiceName": ["autoscaling.amazonaws.com", "elasticloadbalancing.amazonaws.com"],
        },
      },
    },
  ];
}

function dns(zoneArn: pulumi.Input<string>): Statement[] {
  return [
    {
      Sid: "RecordsOfTheZone",
      Action: [
        "route53:ChangeResourceRecordSets",
        "route53:GetHostedZone",
        "route53:ListResourceRecordSets",
      ],
      Resource: zoneArn,
    },
    {
      Sid: "AwaitChanges",
      Action: "route53:GetChange",
      Resource: pulumi.interpolate`arn:${pulumi.output(zoneArn).apply((arn) => arn.split(":")[1] ?? "aws")}:route53:::change/*`,
    },
  ];
}
