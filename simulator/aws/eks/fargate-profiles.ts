import type { eks } from "@pulumi/aws";
import { routesOf } from "../ec2/routes";
import { routeTableAssociation, subnet, vpc } from "../ec2/reference-targets";
import { arn, uuid } from "../identity";
import { all, requireTarget } from "../references";
import { resourceType, type AwsCall, type Place } from "../resource";
import { makeNodeAccess } from "./access-entries";
import { requireNodePlaces } from "./node-group-rules";
import {
  inUse,
  invalidParameter,
  keepsCluster,
  requireTrust,
  roleReference,
  subnets,
} from "./reference-targets";
import { text } from "../../values";

type ProfileCall = AwsCall<eks.FargateProfileArgs>;

export const fargateProfileType = resourceType<eks.FargateProfileArgs>({
  token: "aws:eks/fargateProfile:FargateProfile",
  service: "EKS",
  noun: "EKS Fargate Profile",
  operations: {
    create: "CreateFargateProfile",
    update: "TagResource",
    delete: "DeleteFargateProfile",
  },
  id: ({ inputs }) => `${inputs.clusterName}:${inputs.fargateProfileName}`,
  exists: () => inUse("A Fargate Profile already exists with this name in this cluster."),
  autoname: { property: "fargateProfileName", maxLength: 63 },
  references: [
    keepsCluster("Cluster has Fargate profiles attached"),
    roleReference("podExecutionRoleArn"),
    subnets("subnetIds[]"),
  ],
  validate: (call) => {
    const { clusterName, subnetIds = [], podExecutionRoleArn } = call.inputs;
    requireTrust(
      call,
      podExecutionRoleArn,
      "eks-fargate-pods.amazonaws.com",
      "Misconfigured PodExecutionRole Trust Policy; Please add the eks-fargate-pods.amazonaws.com Service Principal",
    );
    requireNodePlaces(call, clusterName, subnetIds, "Fargate profiles");
    for (const id of subnetIds) requirePrivate(call, id);
    requireSelectors(call);
  },
  outputs: ({ session, inputs, hex }) => ({
    arn: arn(
      session,
      "eks",
      `fargateprofile/${inputs.clusterName}/${inputs.fargateProfileName}/${uuid(hex(32))}`,
    ),
    status: "ACTIVE",
  }),
  afterCreate: (call) =>
    makeNodeAccess(call, call.inputs.clusterName, call.inputs.podExecutionRoleArn, "FARGATE_LINUX"),
});

function requirePrivate(place: Place, subnetId: string): void {
  const isPublic = routesOf(place, tableOf(place, subnetId)).some(({ gatewayId = "" }) =>
    gatewayId.startsWith("igw-"),
  );
  if (!isPublic) return;
  throw invalidParameter(`Subnet ${subnetId} provided in Fargate Profile is not a private subnet`);
}

/** The route table of a subnet: its own, or the VPC's main one. */
function tableOf(place: Place, subnetId: string): string {
  const own = all(place, routeTableAssociation).find(({ inputs }) => inputs.subnetId === subnetId);
  if (own) return own.inputs.routeTableId;
  const { vpcId } = requireTarget(place, subnet, subnetId).inputs;
  return text(requireTarget(place, vpc, vpcId).outputs["mainRouteTableId"]);
}

const MAX_SELECTORS = 5;

function requireSelectors({ inputs: { selectors } }: ProfileCall): void {
  if (selectors.length >= 1 && selectors.length <= MAX_SELECTORS) return;
  throw invalidParameter(
    `Fargate Profile selectors must be between 1 and ${MAX_SELECTORS}, got ${selectors.length}`,
  );
}
