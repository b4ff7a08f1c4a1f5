import {
  group,
  groupPolicyAttachment,
  instanceProfile,
  openIdConnectProvider,
  policy,
  role,
  rolePolicy,
  rolePolicyAttachment,
  serviceLinkedRole,
  user,
} from "../actions/iam";
import { call, type Case, type Cloud } from "../cloud";
import { permissions, trust } from "./documents";

const assumeRolePolicy = trust("ec2.amazonaws.com");
const makeRole = (cloud: Cloud, name = "nodes") => cloud.create(role, { name, assumeRolePolicy });
const makePolicy = (cloud: Cloud, document = permissions) =>
  cloud.create(policy, { name: "games", policy: document });

const managed = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";

/** Calls about identities and their permissions. */
export const iamCases: Case[] = [
  call("a role", (cloud) => Promise.resolve(() => makeRole(cloud))),
  call("a second role of one name", async (cloud) => {
    await makeRole(cloud);
    return () => makeRole(cloud);
  }),
  call("a role with a trust policy that is not JSON", (cloud) =>
    Promise.resolve(() => cloud.create(role, { name: "nodes", assumeRolePolicy: "{" })),
  ),
  call("a role with a trust policy that names a resource", (cloud) => {
    const document = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ec2.amazonaws.com" },
          Action: "sts:AssumeRole",
          Resource: "*",
        },
      ],
    });
    return Promise.resolve(() => cloud.create(role, { name: "nodes", assumeRolePolicy: document }));
  }),
  call("a policy", (cloud) => Promise.resolve(() => makePolicy(cloud))),
  call("a second policy of one name", async (cloud) => {
    await makePolicy(cloud);
    return () => makePolicy(cloud);
  }),
  call("a policy without a resource", (cloud) =>
    Promise.resolve(() =>
      makePolicy(
        cloud,
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "s3:GetObject" }],
        }),
      ),
    ),
  ),
  call("a policy with an action that no service has", (cloud) =>
    Promise.resolve(() =>
      makePolicy(
        cloud,
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "GetObject", Resource: "*" }],
        }),
      ),
    ),
  ),
  call("a policy with a version that there is not", (cloud) =>
    Promise.resolve(() =>
      makePolicy(
        cloud,
        JSON.stringify({
          Version: "2020-01-01",
          Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
        }),
      ),
    ),
  ),
  call("attaching a policy of AWS", async (cloud) => {
    const { id } = await makeRole(cloud);
    return () => cloud.create(rolePolicyAttachment, { role: id, policyArn: managed });
  }),
  call("attaching a policy of AWS that there is not", async (cloud) => {
    const { id } = await makeRole(cloud);
    const policyArn = "arn:aws:iam::aws:policy/AmazonEKSWorkersPolicy";
    return () => cloud.create(rolePolicyAttachment, { role: id, policyArn });
  }),
  call("attaching a policy to a role that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(rolePolicyAttachment, { role: "nobody", policyArn: managed }),
    ),
  ),
  call("deleting a role that has an attached policy", async (cloud) => {
    const made = await makeRole(cloud);
    const { id: policyArn } = await makePolicy(cloud);
    await cloud.create(rolePolicyAttachment, { role: made.id, policyArn });
    return () => cloud.delete(role, made);
  }),
  call("deleting a role that has an inline policy", async (cloud) => {
    const made = await makeRole(cloud);
    await cloud.create(rolePolicy, { role: made.id, name: "read", policy: permissions });
    return () => cloud.delete(role, made);
  }),
  call("deleting a policy that is attached", async (cloud) => {
    const made = await makePolicy(cloud);
    const { id } = await makeRole(cloud);
    await cloud.create(rolePolicyAttachment, { role: id, policyArn: made.id });
    return () => cloud.delete(policy, made);
  }),
  call("an inline policy of a role that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(rolePolicy, { role: "nobody", name: "read", policy: permissions }),
    ),
  ),
  call("an instance profile with a role that does not exist", (cloud) =>
    Promise.resolve(() => cloud.create(instanceProfile, { name: "nodes", role: "nobody" })),
  ),
  call("a second instance profile of one name", async (cloud) => {
    await cloud.create(instanceProfile, { name: "nodes" });
    return () => cloud.create(instanceProfile, { name: "nodes" });
  }),
  call("a second identity provider for one issuer", async (cloud) => {
    const inputs = { url: "https://oidc.example.com/id/1", clientIdLists: ["sts.amazonaws.com"] };
    await cloud.create(openIdConnectProvider, inputs);
    return () => cloud.create(openIdConnectProvider, inputs);
  }),
  call("an identity provider without https", (cloud) =>
    Promise.resolve(() =>
      cloud.create(openIdConnectProvider, {
        url: "oidc.example.com/id/1",
        clientIdLists: ["sts.amazonaws.com"],
      }),
    ),
  ),
  call("a second user of one name", async (cloud) => {
    await cloud.create(user, { name: "kops" });
    return () => cloud.create(user, { name: "kops" });
  }),
  call("deleting a group that has an attached policy", async (cloud) => {
    const made = await cloud.create(group, { name: "kops" });
    const { id: policyArn } = await makePolicy(cloud);
    await cloud.create(groupPolicyAttachment, { group: made.id, policyArn });
    return () => cloud.delete(group, made);
  }),
  call("a second service-linked role of one service", async (cloud) => {
    await cloud.create(serviceLinkedRole, { awsServiceName: "spot.amazonaws.com" });
    return () => cloud.create(serviceLinkedRole, { awsServiceName: "spot.amazonaws.com" });
  }),
];
