import type { ec2, vpclattice } from "@pulumi/aws";
import { latticeLimits } from "../../../model/lattice/names";
import { text } from "../../values";
import { securityGroup, vpc } from "../ec2/reference-targets";
import { arn } from "../identity";
import { all, requireTarget, resolve, type Target } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { removeOwned } from "./owned-resources";
import {
  conflict,
  invalid,
  overQuota,
  requireFreeName,
  service,
  serviceAssociation,
  serviceNetwork,
  vpcAssociation,
} from "./reference-targets";

type VpcAssociationCall = AwsCall<vpclattice.ServiceNetworkVpcAssociationArgs>;
type ServiceAssociationCall = AwsCall<vpclattice.ServiceNetworkServiceAssociationArgs>;

export const serviceNetworkType = resourceType<vpclattice.ServiceNetworkArgs>({
  token: serviceNetwork.type,
  service: "VPC Lattice",
  noun: "VPC Lattice Service Network",
  operations: {
    create: "CreateServiceNetwork",
    read: "GetServiceNetwork",
    update: "UpdateServiceNetwork",
    delete: "DeleteServiceNetwork",
  },
  id: ({ hex }) => `sn-${hex(17)}`,
  autoname: { property: "name", maxLength: 63 },
  validate: (call) => requireFreeName(call, serviceNetwork, "Service network"),
  outputs: ({ session, id, inputs }) => ({
    arn: arn(session, "vpc-lattice", `servicenetwork/${id}`),
    authType: inputs.authType ?? "NONE",
  }),
  afterDelete: removeOwned,
});

/** What another service says of something of EC2 that isn't there. */
const absent = <Args>(to: Target<Args>): Target<Args> => ({
  ...to,
  notFound: (id) => invalid(`${id} does not exist`),
});

export const vpcAssociationType = resourceType<vpclattice.ServiceNetworkVpcAssociationArgs>({
  token: vpcAssociation.type,
  service: "VPC Lattice",
  noun: "VPC Lattice Service Network VPC Association",
  operations: {
    create: "CreateServiceNetworkVpcAssociation",
    read: "GetServiceNetworkVpcAssociation",
    update: "UpdateServiceNetworkVpcAssociation",
    delete: "DeleteServiceNetworkVpcAssociation",
  },
  id: ({ hex }) => `snva-${hex(17)}`,
  references: [
    { path: "serviceNetworkIdentifier", to: serviceNetwork },
    { path: "vpcIdentifier", to: absent<ec2.VpcArgs>(vpc) },
    { path: "securityGroupIds[]", to: absent<ec2.SecurityGroupArgs>(securityGroup) },
  ],
  validate: (call) => {
    requireOneNetwork(call);
    requireGroupsOfVpc(call);
    requireGroupsKept(call);
  },
  outputs: ({ session, id }) => ({
    arn: arn(session, "vpc-lattice", `servicenetworkvpcassociation/${id}`),
    createdBy: session.account,
    status: "ACTIVE",
  }),
});

/** Source: VPC Lattice User Guide, "Manage the VPC associations for a service network". */
function requireOneNetwork(call: VpcAssociationCall): void {
  const { vpcIdentifier } = call.inputs;
  const other = all(call, vpcAssociation).find(
    ({ id, inputs }) => id !== call.id && inputs.vpcIdentifier === vpcIdentifier,
  );
  if (!other) return;
  throw conflict(
    `VPC ${vpcIdentifier} already has an association with service network ${other.inputs.serviceNetworkIdentifier}`,
  );
}

function requireGroupsOfVpc(call: VpcAssociationCall): void {
  const { vpcIdentifier, securityGroupIds = [] } = call.inputs;
  const foreign = securityGroupIds.find(
    (id) => text(resolve(call, securityGroup, id)?.outputs["vpcId"]) !== vpcIdentifier,
  );
  if (foreign === undefined) return;
  throw invalid(`Security group ${foreign} does not belong to VPC ${vpcIdentifier}`);
}

/** Source: VPC Lattice API Reference, UpdateServiceNetworkVpcAssociation. */
function requireGroupsKept({ inputs, previous }: VpcAssociationCall): void {
  const had = previous?.inputs.securityGroupIds ?? [];
  if (had.length === 0 || (inputs.securityGroupIds ?? []).length > 0) return;
  throw invalid(
    "You cannot remove all security groups. To remove all security groups, delete the association and create it again without security groups",
  );
}

export const serviceAssociationType = resourceType<vpclattice.ServiceNetworkServiceAssociationArgs>(
  {
    token: serviceAssociation.type,
    service: "VPC Lattice",
    noun: "VPC Lattice Service Network Service Association",
    operations: {
      create: "CreateServiceNetworkServiceAssociation",
      read: "GetServiceNetworkServiceAssociation",
      delete: "DeleteServiceNetworkServiceAssociation",
    },
    id: ({ hex }) => `snsa-${hex(17)}`,
    references: [
      { path: "serviceNetworkIdentifier", to: serviceNetwork },
      { path: "serviceIdentifier", to: service },
    ],
    validate: requireNewAssociation,
    outputs: (call) => {
      const { inputs, outputs } = requireTarget(call, service, call.inputs.serviceIdentifier);
      return {
        arn: arn(call.session, "vpc-lattice", `servicenetworkserviceassociation/${call.id}`),
        createdBy: call.session.account,
        customDomainName: inputs.customDomainName ?? "",
        dnsEntries: outputs["dnsEntries"],
        status: "ACTIVE",
      };
    },
  },
);

function requireNewAssociation(call: ServiceAssociationCall): void {
  const idOf = (reference: string) => reference.split("/").at(-1);
  const { serviceIdentifier, serviceNetworkIdentifier } = call.inputs;
  const ofNetwork = all(call, serviceAssociation).filter(
    ({ id, inputs }) =>
      id !== call.id && idOf(inputs.serviceNetworkIdentifier) === idOf(serviceNetworkIdentifier),
  );
  if (ofNetwork.some(({ inputs }) => idOf(inputs.serviceIdentifier) === idOf(serviceIdentifier))) {
    throw conflict(
      `Service ${serviceIdentifier} is already associated with service network ${serviceNetworkIdentifier}`,
    );
  }
  if (ofNetwork.length < latticeLimits.associationsPerNetwork) return;
  throw overQuota("Service network has reached its number of service associations");
}
