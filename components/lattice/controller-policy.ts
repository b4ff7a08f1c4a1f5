import * as pulumi from "@pulumi/pulumi";
import { managedByTag } from "../../model/lattice/names";
import type { Account } from "../account";
import { policyDocument, type Statement } from "../iam";

/** The resources to which the controller's permissions are limited. */
export interface ControllerPlace {
  account: Account;
  clusterName: pulumi.Input<string>;
  vpcId: pulumi.Input<string>;
  /** Destinations of routes' access logs. */
  accessLogs: readonly pulumi.Input<string>[];
}

/** Read actions on one resource. */
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

/** Read actions without resource-level permissions. */
const lists = [
  "vpc-lattice:ListServiceNetworks",
  "vpc-lattice:ListServiceNetworkServiceAssociations",
  "vpc-lattice:ListServiceNetworkVpcAssociations",
  "vpc-lattice:ListServices",
  "vpc-lattice:ListTargetGroups",
  "tag:GetResources",
  // VPC Lattice describes the VPC of a target group with the caller's permissions.
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

/** Changes of resources that the controller created. */
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
 * Returns the permissions that the controller's documentation lists, limited to the calls that its
 * code makes here: this program manages service networks, VPC associations and access logs of
 * Gateways, and the controller changes and deletes only the resources that it created.
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
    // The Resource Groups Tagging API takes no resource; it also needs TagResource of the service.
    { Sid: "TagOwn", Action: ["tag:TagResources", "tag:UntagResources"], Resource: "*" },
    serviceLinkedRole(account, "vpc-lattice", "AWSServiceRoleForVpcLattice"),
    ...accessLogStatements(place),
  );
}

/** Returns the permissions to set up log delivery, for routes with their own access logs. */
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
      // CloudWatch Logs has no resource-level permissions for deliveries and resource policies.
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
