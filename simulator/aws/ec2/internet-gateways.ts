import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { all, resolve } from "../references";
import { resourceType, type AwsCall } from "../resource";
import {
  carrierGateway,
  egressOnlyInternetGateway,
  internetGateway,
  natGateway,
  subnet,
  vpc,
} from "./reference-targets";

type GatewayCall = AwsCall<ec2.InternetGatewayArgs>;

export const internetGatewayType = resourceType<ec2.InternetGatewayArgs>({
  token: internetGateway.type,
  service: "EC2",
  noun: "EC2 Internet Gateway",
  operations: {
    create: "CreateInternetGateway",
    update: "AttachInternetGateway",
    delete: "DetachInternetGateway",
  },
  id: ({ hex }) => `igw-${hex(17)}`,
  references: [{ path: "vpcId", to: vpc }],
  validate: requireOnlyOne,
  outputs: ({ session, id }) => ({
    arn: arn(session, "ec2", `internet-gateway/${id}`),
    ownerId: session.account,
  }),
  beforeDelete: requireNoPublicAddresses,
  retries: ["DependencyViolation"],
});

export const egressOnlyInternetGatewayType = resourceType<ec2.EgressOnlyInternetGatewayArgs>({
  token: egressOnlyInternetGateway.type,
  service: "EC2",
  noun: "EC2 Egress-only Internet Gateway",
  operations: {
    create: "CreateEgressOnlyInternetGateway",
    update: "CreateTags",
    delete: "DeleteEgressOnlyInternetGateway",
  },
  id: ({ hex }) => `eigw-${hex(17)}`,
  references: [{ path: "vpcId", to: vpc }],
});

/** The way out of Wavelength Zones, into the carrier's network. */
export const carrierGatewayType = resourceType<ec2.CarrierGatewayArgs>({
  token: carrierGateway.type,
  service: "EC2",
  noun: "EC2 Carrier Gateway",
  operations: {
    create: "CreateCarrierGateway",
    update: "CreateTags",
    delete: "DeleteCarrierGateway",
  },
  id: ({ hex }) => `cagw-${hex(17)}`,
  references: [{ path: "vpcId", to: vpc }],
  validate: requireOnlyCarrierGateway,
  outputs: ({ session, id }) => ({
    arn: arn(session, "ec2", `carrier-gateway/${id}`),
    ownerId: session.account,
  }),
});

function requireOnlyOne(call: GatewayCall): void {
  const { vpcId } = call.inputs;
  if (vpcId === undefined) return;
  const other = all(call, internetGateway).find(
    ({ id, inputs }) => id !== call.id && inputs.vpcId === vpcId,
  );
  if (!other) return;
  throw new CloudError(
    "InvalidParameterValue",
    `Network ${vpcId} already has an internet gateway attached`,
  );
}

/** Source: AWS Wavelength Developer Guide, wavelength-quotas: one a VPC. The code is not documented. */
function requireOnlyCarrierGateway(call: AwsCall<ec2.CarrierGatewayArgs>): void {
  const { vpcId } = call.inputs;
  const other = all(call, carrierGateway).find(
    ({ id, inputs }) => id !== call.id && inputs.vpcId === vpcId,
  );
  if (!other) return;
  throw new CloudError(
    "ResourceLimitExceeded",
    `Network ${vpcId} already has the carrier gateway ${other.id}`,
  );
}

function requireNoPublicAddresses(call: GatewayCall): void {
  const { vpcId } = call.inputs;
  const user = all(call, natGateway).find(
    ({ inputs }) =>
      inputs.connectivityType !== "private" &&
      resolve(call, subnet, inputs.subnetId ?? "")?.inputs.vpcId === vpcId,
  );
  if (!user) return;
  throw new CloudError(
    "DependencyViolation",
    `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
  );
}
