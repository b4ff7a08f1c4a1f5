import type { iam } from "@pulumi/aws";
import { CloudError } from "../../errors";
import serviceRoles from "../data/service-roles.json";
import { globalArn, iamId } from "../identity";
import { resourceType, type AwsCall } from "../resource";

type ServiceRole = AwsCall<iam.ServiceLinkedRoleArgs>["inputs"];

const roleNames = serviceRoles.roles as Record<string, string>;

export const serviceLinkedRoleType = resourceType<iam.ServiceLinkedRoleArgs>({
  token: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
  service: "IAM",
  noun: "IAM Service Linked Role",
  operations: {
    create: "CreateServiceLinkedRole",
    read: "GetRole",
    update: "UpdateRole",
    delete: "DeleteServiceLinkedRole",
  },
  global: true,
  id: ({ session, inputs }) => globalArn(session, "iam", `role${pathOf(inputs)}${nameOf(inputs)}`),
  exists: ({ inputs }) =>
    new CloudError(
      "InvalidInput",
      `Service role name ${nameOf(inputs)} has been taken in this account, please try a different suffix.`,
    ),
  outputs: ({ id, inputs, created, hex }) => ({
    arn: id,
    name: nameOf(inputs),
    path: pathOf(inputs),
    createDate: created,
    uniqueId: iamId("AROA", hex(34, "unique")),
  }),
});

function nameOf({ awsServiceName, customSuffix }: ServiceRole): string {
  const service = awsServiceName.split(".")[0] ?? "";
  const name =
    roleNames[awsServiceName] ??
    `AWSServiceRoleFor${service.charAt(0).toUpperCase()}${service.slice(1)}`;
  return customSuffix === undefined ? name : `${name}_${customSuffix}`;
}

function pathOf({ awsServiceName }: ServiceRole): string {
  return `/aws-service-role/${awsServiceName}/`;
}
