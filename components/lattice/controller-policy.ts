import * as pulumi from "@pulumi/pulumi";
import { managedByTag } from "../../model/lattice/names";
import type { Account } from "../account";
import { policyDocument, type Statement } from "../iam";

/** What the controller's permissions are limited to. */
export interface ControllerPlace {
  account: Account;
  clusterName: pulumi.Input<string>;
  vpcId: pulumi.Input<string>;
  /** Destinations of routes' access logs. */
  accessLogs: readonly pulumi.Input<string>[];
}

/** Reads of one thing. */
const reads = [
  "vpc-lattice:GetListener",
  "vpc-lattice:GetRule",
  "vpc-lattice:GetService",
  "vpc-lattice:GetServiceNetwork",
  "vpc-lattice:GetServiceNetworkVpcAssociation",
  "vpc-lattice:GetTargetGroup",
  "vpc-lattice:ListListeners",
  "vpc-lattice:ListRules",
  "vpc-lattice:ListTagsForResource",
  "vpc-lattice:ListTargets",
];

/** Reads that no resource can be named for. */
const lists = [
  "vpc-lattice:ListServiceNetworks",
  "vpc-lattice:ListServiceNetworkServiceAssociations",
  "vpc-lattice:ListServiceNetworkVpcAssociations",
  "vpc-lattice:ListServices",
  "vpc-lattice:ListTargetGroups",
  "tag:GetResources",
  // VPC Lattice looks at the VPC of a target group with the caller's permissions.
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcs",
];

const creations = [
  "vpc-lattice:CreateListener",
  "vpc-lattice:CreateRule",
  "vpc-lattice:CreateService",
  "vpc-lattice:CreateServiceNetworkServiceAssociation",
  "vpc-lattice:CreateTargetGroup",
  "vpc-lattice:TagResource",
];

/** Changes of what the controller made itself. */
const changes = [
  "vpc-lattice:BatchUpdateRule",
  "vpc-lattice:DeleteAuthPolicy",
  "vpc-lattice:DeleteListener",
  "vpc-lattice:DeleteRule",
  "vpc-lattice:DeleteService",
  "vpc-lattice:DeleteServiceNetworkServiceAssociation",
  "vpc-lattice:DeleteTargetGroup",
  "vpc-lattice:DeregisterTargets",
  "vpc-lattice:PutAuthPolicy",
  "vpc-lattice:RegisterTargets",
  "vpc-lattice:TagResource",
  "vpc-lattice:UntagResource",
  "vpc-lattice:UpdateListener",
  "vpc-lattice:UpdateRule",
  "vpc-lattice:UpdateService",
  "vpc-lattice:UpdateTargetGroup",
];

/**
 * The permissions that the controller's documentation asks for, cut down to the calls that its
 * code makes here: service networks, VPC associations and access logs of Gateways are not its
 * business, and what it has not made itself it neither changes nor deletes.
 *
 * Source: pkg/aws and pkg/deploy/lattice of github.com/aws/aws-application-networking-k8s v2.1.3;
 * Service Authorization Reference, "Amazon VPC Lattice".
 */
export function controllerPolicy(place: ControllerPlace): pulumi.Output<string> {
  const { account, clusterName, vpcId } = place;
  const owner = pulumi.interpolate`${account.id}/${clusterName}/${vpcId}`;
  const own = (of: "Request" | "Resource") => ({
    StringEquals: { [`aws:${of}Tag/${managedByTag}`]: owner },
  });
  const lattice = [
    "service/*",
    "servicenetwork/*",
    "servicenetworkserviceassociation/*",
    "servicenetworkvpcassociation/*",
    "targetgroup/*",
  ].map((path) => arn(account, "vpc-lattice", path));
  return policyDocument(
    { Sid: "Find", Action: lists, Resource: "*" },
    { Sid: "Read", Action: reads, Resource: lattice },
    { Sid: "Make", Action: creations, Resource: lattice, Condition: own("Request") },
    { Sid: "ChangeOwn", Action: changes, Resource: lattice, Condition: own("Resource") },
    // The Resource Groups Tagging API takes no resource; it needs TagResource of the service, too.
    { Sid: "TagOwn", Action: ["tag:TagResources", "tag:UntagResources"], Resource: "*" },
    serviceLinkedRole(account, "vpc-lattice", "AWSServiceRoleForVpcLattice"),
    ...accessLogStatements(place),
  );
}

/** What setting up the delivery of logs takes, where routes have access logs of their own. */
function accessLogStatements({ account, accessLogs }: ControllerPlace): Statement[] {
  if (accessLogs.length === 0) return [];
  return [
    {
      Sid: "RouteAccessLogs",
      Action: [
        "vpc-lattice:CreateAccessLogSubscription",
        "vpc-lattice:DeleteAccessLogSubscription",
        "vpc-lattice:GetAccessLogSubscription",
        "vpc-lattice:ListAccessLogSubscriptions",
        "vpc-lattice:UpdateAccessLogSubscription",
      ],
      Resource: [
        arn(account, "vpc-lattice", "accesslogsubscription/*"),
        arn(account, "vpc-lattice", "service/*"),
      ],
    },
    {
      Sid: "DeliverLogs",
      Action: [
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
      ],
      // CloudWatch Logs knows no resource for deliveries and resource policies.
      Resource: "*",
    },
    {
      Sid: "AdmitLogsToBuckets",
      Action: ["s3:GetBucketPolicy", "s3:PutBucketPolicy"],
      Resource: [...accessLogs],
    },
    serviceLinkedRole(account, "delivery.logs", "AWSServiceRoleForLogDelivery"),
  ];
}

function serviceLinkedRole({ id, partition }: Account, service: string, role: string): Statement {
  const host = `${service}.amazonaws.com`;
  return {
    Action: "iam:CreateServiceLinkedRole",
    Resource: pulumi.interpolate`arn:${partition}:iam::${id}:role/aws-service-role/${host}/${role}`,
    Condition: { StringEquals: { "iam:AWSServiceName": host } },
  };
}

function arn({ id, region, partition }: Account, service: string, path: string) {
  return pulumi.interpolate`arn:${partition}:${service}:${region}:${id}:${path}`;
}
