import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { Statement } from "../iam";

/** Features of the controller that need additional permissions. */
export interface ControllerFeatures {
  /** HTTPS listeners with certificates of ACM or IAM. */
  certificates: boolean;
  /** Web access control lists of AWS WAF, by annotation. */
  waf: boolean;
  /** AWS Shield Advanced, by annotation. */
  shield: boolean;
  /** Authentication of users with Amazon Cognito, by annotation. */
  cognito: boolean;
}

/** The resources to which the permissions are limited. */
export interface ControllerScope extends Account {
  clusterName: pulumi.Input<string>;
  vpcId: pulumi.Input<string>;
}

/** The tag on everything that the controller creates; its value is the cluster's name. */
const clusterTag = "elbv2.k8s.aws/cluster";

type Arn = (service: string, resource: pulumi.Input<string>) => pulumi.Output<string>;

/**
 * Returns the permissions that the controller's documentation lists, each on the narrowest
 * resources that AWS supports. The controller changes only resources with the cluster's tag, and
 * the ingress rules of the VPC's security groups. Source: docs/deploy/installation.md of
 * github.com/kubernetes-sigs/aws-load-balancer-controller, v3.5; Service Authorization Reference of
 * each service.
 */
export function controllerPolicy(
  scope: ControllerScope,
  features: ControllerFeatures,
): Statement[] {
  const { id, region, partition } = scope;
  const arn: Arn = (service, resource) =>
    pulumi.interpolate`arn:${partition}:${service}:${region}:${id}:${resource}`;
  const globalArn: Arn = (service, resource) =>
    pulumi.interpolate`arn:${partition}:${service}::${id}:${resource}`;
  return [
    ...reading(globalArn),
    ...securityGroups(scope, arn),
    ...loadBalancers(scope, arn),
    ...listeners(arn),
    ...(features.certificates ? certificates(arn, globalArn) : []),
    ...(features.waf ? firewall(arn) : []),
    ...(features.shield ? shield(globalArn) : []),
    ...(features.cognito ? cognito(arn) : []),
  ];
}

function reading(globalArn: Arn): Statement[] {
  return [
    {
      Sid: "See",
      Action: [
        "ec2:DescribeAccountAttributes",
        "ec2:DescribeAddresses",
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeCoipPools",
        "ec2:DescribeInstances",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeIpamPools",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
        "ec2:DescribeVpcPeeringConnections",
        "ec2:DescribeVpcs",
        "ec2:GetCoipPoolUsage",
        "ec2:GetSecurityGroupsForVpc",
        "elasticloadbalancing:DescribeCapacityReservation",
        "elasticloadbalancing:DescribeListenerAttributes",
        "elasticloadbalancing:DescribeListenerCertificates",
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeLoadBalancerAttributes",
        "elasticloadbalancing:DescribeLoadBalancers",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeSSLPolicies",
        "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetGroupAttributes",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
        "elasticloadbalancing:DescribeTrustStores",
      ],
      // These calls support no resource-level permissions.
      Resource: "*",
    },
    {
      Sid: "ServiceRole",
      Action: "iam:CreateServiceLinkedRole",
      Resource: globalArn(
        "iam",
        "role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing",
      ),
      Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
    },
  ];
}

function securityGroups({ clusterName, vpcId }: ControllerScope, arn: Arn): Statement[] {
  const groups = arn("ec2", "security-group/*");
  const own = { [`aws:ResourceTag/${clusterTag}`]: clusterName };
  return [
    {
      Sid: "AdmitToTargets",
      Action: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
      Resource: groups,
      Condition: {
        ArnEquals: { "ec2:Vpc": arn("ec2", pulumi.interpolate`vpc/${vpcId}`) },
      },
    },
    {
      Sid: "CreateSecurityGroups",
      Action: "ec2:CreateSecurityGroup",
      Resource: [groups, arn("ec2", pulumi.interpolate`vpc/${vpcId}`)],
    },
    {
      Sid: "TagNewSecurityGroups",
      Action: "ec2:CreateTags",
      Resource: groups,
      Condition: {
        StringEquals: {
          "ec2:CreateAction": "CreateSecurityGroup",
          [`aws:RequestTag/${clusterTag}`]: clusterName,
        },
      },
    },
    {
      Sid: "TagOwnSecurityGroups",
      Action: ["ec2:CreateTags", "ec2:DeleteTags"],
      Resource: groups,
      Condition: {
        StringEquals: own,
        // The tag that marks a group as the controller's must not be removed.
        Null: { [`aws:RequestTag/${clusterTag}`]: "true" },
      },
    },
    {
      Sid: "DeleteOwnSecurityGroups",
      Action: "ec2:DeleteSecurityGroup",
      Resource: groups,
      Condition: { StringEquals: own },
    },
  ];
}

/** Returns the ARNs of both kinds of load balancers that the controller creates. */
const balancersOf = (arn: Arn) =>
  ["app", "net"].map((kind) => arn("elasticloadbalancing", `loadbalancer/${kind}/*/*`));

function loadBalancers({ clusterName }: ControllerScope, arn: Arn): Statement[] {
  const balancers = balancersOf(arn);
  const targetGroups = arn("elasticloadbalancing", "targetgroup/*/*");
  const own = { [`aws:ResourceTag/${clusterTag}`]: clusterName };
  const made = { [`aws:RequestTag/${clusterTag}`]: clusterName };
  return [
    {
      Sid: "CreateTagged",
      Action: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
      Resource: [...balancers, targetGroups],
      Condition: { StringEquals: made },
    },
    {
      Sid: "TagWhatIsCreated",
      Action: "elasticloadbalancing:AddTags",
      Resource: [...balancers, targetGroups],
      Condition: {
        StringEquals: {
          ...made,
          "elasticloadbalancing:CreateAction": ["CreateLoadBalancer", "CreateTargetGroup"],
        },
      },
    },
    {
      Sid: "TagOwn",
      Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
      Resource: [...balancers, targetGroups],
      Condition: {
        StringEquals: own,
        Null: { [`aws:RequestTag/${clusterTag}`]: "true" },
      },
    },
    {
      Sid: "ManageOwn",
      Action: [
        "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:DeleteTargetGroup",
        "elasticloadbalancing:ModifyCapacityReservation",
        "elasticloadbalancing:ModifyIpPools",
        "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:SetIpAddressType",
        "elasticloadbalancing:SetSecurityGroups",
        "elasticloadbalancing:SetSubnets",
      ],
      Resource: [...balancers, targetGroups],
      Condition: { StringEquals: own },
    },
    {
      Sid: "Targets",
      Action: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
      // A TargetGroupBinding may name a target group that others created.
      Resource: targetGroups,
    },
  ];
}

/**
 * Permissions on listeners and rules. The controller can be configured not to tag them, so only
 * their ARNs limit the permissions.
 */
function listeners(arn: Arn): Statement[] {
  const parts = ["app", "net"].flatMap((kind) => [
    arn("elasticloadbalancing", `listener/${kind}/*/*/*`),
    arn("elasticloadbalancing", `listener-rule/${kind}/*/*/*/*`),
  ]);
  return [
    {
      Sid: "Listeners",
      Action: [
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:CreateRule",
        "elasticloadbalancing:DeleteListener",
        "elasticloadbalancing:DeleteRule",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing:SetRulePriorities",
      ],
      Resource: parts,
    },
    {
      Sid: "ListenersOfLoadBalancers",
      Action: "elasticloadbalancing:CreateListener",
      Resource: balancersOf(arn),
    },
  ];
}

function certificates(arn: Arn, globalArn: Arn): Statement[] {
  return [
    {
      Sid: "FindCertificates",
      Action: ["acm:ListCertificates", "iam:ListServerCertificates"],
      // Both calls list the whole account.
      Resource: "*",
    },
    {
      Sid: "ReadCertificates",
      Action: ["acm:DescribeCertificate", "iam:GetServerCertificate"],
      Resource: [arn("acm", "certificate/*"), globalArn("iam", "server-certificate/*")],
    },
    {
      Sid: "UseCertificates",
      Action: [
        "elasticloadbalancing:AddListenerCertificates",
        "elasticloadbalancing:RemoveListenerCertificates",
      ],
      Resource: ["app", "net"].map((kind) => arn("elasticloadbalancing", `listener/${kind}/*/*/*`)),
    },
  ];
}

function firewall(arn: Arn): Statement[] {
  return [
    {
      Sid: "Firewall",
      Action: [
        "elasticloadbalancing:SetWebAcl",
        "waf-regional:AssociateWebACL",
        "waf-regional:DisassociateWebACL",
        "waf-regional:GetWebACL",
        "waf-regional:GetWebACLForResource",
        "wafv2:AssociateWebACL",
        "wafv2:DisassociateWebACL",
        "wafv2:GetWebACL",
        "wafv2:GetWebACLForResource",
      ],
      Resource: [
        arn("elasticloadbalancing", "loadbalancer/app/*/*"),
        arn("waf-regional", "webacl/*"),
        arn("wafv2", "regional/webacl/*/*"),
      ],
    },
  ];
}

function shield(globalArn: Arn): Statement[] {
  return [
    // The subscription belongs to the account.
    { Sid: "ShieldSubscription", Action: "shield:GetSubscriptionState", Resource: "*" },
    {
      Sid: "ShieldProtection",
      Action: ["shield:CreateProtection", "shield:DeleteProtection", "shield:DescribeProtection"],
      Resource: globalArn("shield", "protection/*"),
    },
  ];
}

function cognito(arn: Arn): Statement[] {
  return [
    {
      Sid: "UserPools",
      Action: "cognito-idp:DescribeUserPoolClient",
      Resource: arn("cognito-idp", "userpool/*"),
    },
  ];
}
