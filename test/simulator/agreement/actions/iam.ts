import * as iam from "@aws-sdk/client-iam";
import { text } from "../../../../simulator/values";
import type { Action } from "../cloud";

export const role: Action = {
  type: "aws:iam/role:Role",
  async create({ iam: client }, { name, assumeRolePolicy }) {
    const { Role: made } = await client.send(
      new iam.CreateRoleCommand({
        RoleName: text(name),
        AssumeRolePolicyDocument: text(assumeRolePolicy),
      }),
    );
    return { id: made?.RoleName, details: { arn: made?.Arn } };
  },
  delete: ({ iam: client }, { id }) => client.send(new iam.DeleteRoleCommand({ RoleName: id })),
};

export const policy: Action = {
  type: "aws:iam/policy:Policy",
  async create({ iam: client }, { name, policy: document }) {
    const { Policy: made } = await client.send(
      new iam.CreatePolicyCommand({ PolicyName: text(name), PolicyDocument: text(document) }),
    );
    return { id: made?.Arn, details: { arn: made?.Arn } };
  },
  delete: ({ iam: client }, { id }) => client.send(new iam.DeletePolicyCommand({ PolicyArn: id })),
};

export const rolePolicy: Action = {
  type: "aws:iam/rolePolicy:RolePolicy",
  async create({ iam: client }, { role: roleName, name, policy: document }) {
    await client.send(
      new iam.PutRolePolicyCommand({
        RoleName: text(roleName),
        PolicyName: text(name),
        PolicyDocument: text(document),
      }),
    );
    return { id: text(name) };
  },
};

export const rolePolicyAttachment: Action = {
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  async create({ iam: client }, { role: roleName, policyArn }) {
    await client.send(
      new iam.AttachRolePolicyCommand({ RoleName: text(roleName), PolicyArn: text(policyArn) }),
    );
    return { id: text(roleName) };
  },
};

export const instanceProfile: Action = {
  type: "aws:iam/instanceProfile:InstanceProfile",
  async create({ iam: client }, { name, role: roleName }) {
    const { InstanceProfile: made } = await client.send(
      new iam.CreateInstanceProfileCommand({ InstanceProfileName: text(name) }),
    );
    if (roleName !== undefined) {
      await client.send(
        new iam.AddRoleToInstanceProfileCommand({
          InstanceProfileName: text(name),
          RoleName: text(roleName),
        }),
      );
    }
    return { id: made?.InstanceProfileName };
  },
};

export const openIdConnectProvider: Action = {
  type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  async create({ iam: client }, { url }) {
    const made = await client.send(
      new iam.CreateOpenIDConnectProviderCommand({
        Url: text(url),
        ClientIDList: ["sts.amazonaws.com"],
        ThumbprintList: ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"],
      }),
    );
    return { id: made.OpenIDConnectProviderArn };
  },
};

export const user: Action = {
  type: "aws:iam/user:User",
  async create({ iam: client }, { name }) {
    const { User: made } = await client.send(new iam.CreateUserCommand({ UserName: text(name) }));
    return { id: made?.UserName };
  },
};

export const group: Action = {
  type: "aws:iam/group:Group",
  async create({ iam: client }, { name }) {
    const { Group: made } = await client.send(
      new iam.CreateGroupCommand({ GroupName: text(name) }),
    );
    return { id: made?.GroupName };
  },
  delete: ({ iam: client }, { id }) => client.send(new iam.DeleteGroupCommand({ GroupName: id })),
};

export const groupPolicyAttachment: Action = {
  type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  async create({ iam: client }, { group: groupName, policyArn }) {
    await client.send(
      new iam.AttachGroupPolicyCommand({ GroupName: text(groupName), PolicyArn: text(policyArn) }),
    );
    return { id: text(groupName) };
  },
};

export const serviceLinkedRole: Action = {
  type: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
  async create({ iam: client }, { awsServiceName }) {
    const { Role: made } = await client.send(
      new iam.CreateServiceLinkedRoleCommand({ AWSServiceName: text(awsServiceName) }),
    );
    return { id: made?.Arn };
  },
};
