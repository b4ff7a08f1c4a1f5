import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { all, amend, requireTarget } from "../references";
import { resourceType, type AwsCall, type Place } from "../resource";
import { requireRoutes, routeReferences } from "./route-rules";
import {
  internetGateway,
  routeTable,
  routeTableAssociation,
  subnet,
  vpc,
} from "./reference-targets";
import { text } from "../../values";

type AssociationCall = AwsCall<ec2.RouteTableAssociationArgs>;
type MainCall = AwsCall<ec2.MainRouteTableAssociationArgs>;

export const routeTableType = resourceType<ec2.RouteTableArgs>({
  token: routeTable.type,
  service: "EC2",
  noun: "EC2 Route Table",
  operations: { create: "CreateRouteTable", update: "CreateRoute", delete: "DeleteRouteTable" },
  id: ({ hex }) => `rtb-${hex(17)}`,
  references: [{ path: "vpcId", to: vpc }, ...routeReferences("routes[].")],
  validate: (call) =>
    requireRoutes(call, { id: call.id, vpcId: call.inputs.vpcId }, call.inputs.routes),
  outputs: (call) => ({
    arn: arn(call.session, "ec2", `route-table/${call.id}`),
    ownerId: call.session.account,
  }),
});

/** The main route table of a VPC, which AWS made, under the program's care. */
export const defaultRouteTableType = resourceType<ec2.DefaultRouteTableArgs>({
  token: "aws:ec2/defaultRouteTable:DefaultRouteTable",
  service: "EC2",
  noun: "EC2 Default Route Table",
  operations: { create: "DescribeRouteTables", update: "CreateRoute", delete: "DeleteRoute" },
  id: ({ inputs }) => inputs.defaultRouteTableId,
  references: [
    { path: "defaultRouteTableId", to: routeTable, blocks: false },
    ...routeReferences("routes[]."),
  ],
  validate: (call) =>
    requireRoutes(call, { id: call.id, vpcId: vpcOf(call, call.id) }, call.inputs.routes),
  outputs: (call) => ({
    arn: arn(call.session, "ec2", `route-table/${call.id}`),
    ownerId: call.session.account,
    vpcId: vpcOf(call, call.id),
  }),
});

export const routeTableAssociationType = resourceType<ec2.RouteTableAssociationArgs>({
  token: routeTableAssociation.type,
  service: "EC2",
  noun: "EC2 Route Table Association",
  operations: {
    create: "AssociateRouteTable",
    update: "ReplaceRouteTableAssociation",
    delete: "DisassociateRouteTable",
  },
  id: ({ hex }) => `rtbassoc-${hex(17)}`,
  references: [
    { path: "routeTableId", to: routeTable },
    { path: "subnetId", to: subnet, blocks: false },
    { path: "gatewayId", to: internetGateway, blocks: false, when: (id) => id.startsWith("igw-") },
  ],
  validate: (call) => {
    requireSameVpc(call);
    requireNotAssociated(call);
  },
});

export const mainRouteTableAssociationType = resourceType<ec2.MainRouteTableAssociationArgs>({
  token: "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  service: "EC2",
  noun: "EC2 Main Route Table Association",
  operations: {
    create: "ReplaceRouteTableAssociation",
    delete: "ReplaceRouteTableAssociation",
  },
  id: ({ hex }) => `rtbassoc-${hex(17)}`,
  references: [
    { path: "routeTableId", to: routeTable },
    { path: "vpcId", to: vpc, blocks: false },
  ],
  outputs: (call) => ({
    originalRouteTableId: call.previous?.outputs["originalRouteTableId"] ?? mainTableOf(call),
  }),
  afterCreate: (call) => setMainTable(call, call.inputs.routeTableId),
  afterUpdate: (call) => setMainTable(call, call.inputs.routeTableId),
  afterDelete: (call) => {
    const { outputs } = requireTarget(call, vpc, call.inputs.vpcId);
    setMainTable(call, text(outputs["defaultRouteTableId"]));
  },
});

function vpcOf(place: Place, routeTableId: string): string {
  return requireTarget(place, routeTable, routeTableId).inputs.vpcId;
}

function requireSameVpc(call: AssociationCall): void {
  const { routeTableId, subnetId } = call.inputs;
  if (subnetId === undefined) return;
  if (requireTarget(call, subnet, subnetId).inputs.vpcId === vpcOf(call, routeTableId)) return;
  throw new CloudError(
    "InvalidParameterValue",
    `Route table ${routeTableId} and subnet ${subnetId} belong to different networks`,
  );
}

function requireNotAssociated(call: AssociationCall): void {
  const { subnetId, routeTableId } = call.inputs;
  const other = all(call, routeTableAssociation).find(
    ({ id, inputs }) => id !== call.id && subnetId !== undefined && inputs.subnetId === subnetId,
  );
  if (!other) return;
  throw new CloudError(
    "Resource.AlreadyAssociated",
    `the specified association for route table ${routeTableId} conflicts with an existing association`,
  );
}

function mainTableOf(call: MainCall): string {
  return text(requireTarget(call, vpc, call.inputs.vpcId).outputs["mainRouteTableId"]);
}

function setMainTable(call: MainCall, mainRouteTableId: string): void {
  amend(call, requireTarget(call, vpc, call.inputs.vpcId), { mainRouteTableId });
}
