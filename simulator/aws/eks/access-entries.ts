import type { eks } from "@pulumi/aws";
import data from "../data/eks.json";
import { role, user } from "../iam/reference-targets";
import { arn, uuid } from "../identity";
import { addCreatedByAws, type Origin } from "../created-by-aws";
import { requireTarget, resolve, type Target } from "../references";
import { resourceType, type AwsCall, type Place } from "../resource";
import { accessEntryId, accessEntryType as token } from "./access-names";
import {
  cluster,
  inUse,
  invalidParameter,
  invalidRequest,
  notFound,
  ofCluster,
} from "./reference-targets";

type EntryCall = AwsCall<eks.AccessEntryArgs>;
type PolicyCall = AwsCall<eks.AccessPolicyAssociationArgs>;

export const accessEntryType = resourceType<eks.AccessEntryArgs>({
  token,
  service: "EKS",
  noun: "EKS Access Entry",
  operations: {
    create: "CreateAccessEntry",
    update: "UpdateAccessEntry",
    delete: "DeleteAccessEntry",
  },
  id: ({ inputs }) => accessEntryId(inputs.clusterName, inputs.principalArn),
  exists: () => inUse("The specified access entry resource is already in use on this cluster."),
  defaults: { type: "STANDARD" },
  references: [ofCluster],
  validate: (call) => {
    requireApiMode(call, call.inputs.clusterName);
    requirePrincipal(call, call.inputs.principalArn);
    requireGroups(call);
  },
  outputs: (call) => ({
    ...entryOutputs(call, call.inputs.clusterName, call.inputs.principalArn, call.hex(32)),
    createdAt: call.created,
    modifiedAt: call.created,
    kubernetesGroups: groupsOf(call),
    userName: call.inputs.userName ?? userName(call.session.account, call.inputs),
  }),
});

function entryOutputs(place: Place, clusterName: string, principalArn: string, hex: string) {
  const [, account, kind, name] = /::(\d+):(\w+)\/(?:.*\/)?([^/]+)$/.exec(principalArn) ?? [];
  return {
    accessEntryArn: arn(
      place.session,
      "eks",
      `access-entry/${clusterName}/${kind}/${account}/${name}/${uuid(hex)}`,
    ),
  };
}

/** What EKS adds for the nodes of managed groups and Fargate, where nobody did. */
export function makeNodeAccess(
  call: Origin & { hex: EntryCall["hex"] },
  clusterName: string,
  principalArn: string,
  type: "EC2_LINUX" | "FARGATE_LINUX",
): void {
  const id = accessEntryId(clusterName, principalArn);
  const { outputs } = requireTarget(call, cluster, clusterName);
  const { authenticationMode } = outputs["accessConfig"] as { authenticationMode: string };
  if (authenticationMode === "CONFIG_MAP" || resolve(call, entry, id)) return;
  addCreatedByAws(call, {
    type: token,
    id,
    inputs: { clusterName, principalArn, type },
    outputs: entryOutputs(call, clusterName, principalArn, call.hex(32, "access")),
  });
}

const entry = {
  type: token,
  notFound: () =>
    notFound(
      "The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
    ),
  inUse: () => inUse("The access entry is in use."),
};

function requireApiMode(place: Place, clusterName: string): void {
  const { outputs } = requireTarget(place, cluster, clusterName);
  const { authenticationMode } = outputs["accessConfig"] as { authenticationMode: string };
  if (authenticationMode !== "CONFIG_MAP") return;
  throw invalidRequest(
    "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
  );
}

/** Principals of other accounts are not the local cloud's to know. */
function requirePrincipal(place: Place, principalArn: string): void {
  const { account, partition } = place.session;
  const shape = new RegExp(`^arn:${partition}:iam::(\\d{12}):(role|user)/(?:.*/)?([^/]+)$`);
  const [, owner, kind, name = ""] = shape.exec(principalArn) ?? [];
  const isForeign = owner !== undefined && owner !== account;
  const target: Target = kind === "role" ? role : user;
  if (isForeign || (owner !== undefined && resolve(place, target, name))) return;
  throw invalidParameter("The specified principalArn is invalid: invalid principal.");
}

function requireGroups({ inputs: { kubernetesGroups = [], type } }: EntryCall): void {
  if (type !== "STANDARD" && type !== "HYBRID_LINUX" && kubernetesGroups.length > 0) {
    throw invalidParameter(
      `The kubernetesGroups of an access entry of type ${type} cannot be set.`,
    );
  }
  const reserved = kubernetesGroups.find((group) => group.startsWith("system:"));
  if (reserved === undefined) return;
  throw invalidParameter(
    `The kubernetes group name ${reserved} is invalid, it cannot start with system:`,
  );
}

function groupsOf({ inputs: { kubernetesGroups, type } }: EntryCall): string[] {
  if (kubernetesGroups) return kubernetesGroups;
  return type === "EC2_LINUX" || type === "EC2_WINDOWS" || type === "FARGATE_LINUX"
    ? ["system:nodes"]
    : [];
}

function userName(account: string, { type, principalArn }: EntryCall["inputs"]): string {
  if (type !== "STANDARD") return "system:node:{{EC2PrivateDNSName}}";
  const [, kind, name = ""] = /:(role|user)\/(?:.*\/)?([^/]+)$/.exec(principalArn) ?? [];
  return kind === "role"
    ? `arn:aws:sts::${account}:assumed-role/${name}/{{SessionName}}`
    : principalArn;
}

export const accessPolicyAssociationType = resourceType<eks.AccessPolicyAssociationArgs>({
  token: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
  service: "EKS",
  noun: "EKS Access Policy Association",
  operations: { create: "AssociateAccessPolicy", delete: "DisassociateAccessPolicy" },
  overwrites: true,
  id: ({ inputs }) => `${inputs.clusterName}#${inputs.principalArn}#${inputs.policyArn}`,
  references: [ofCluster],
  validate: requireAccessPolicy,
  outputs: ({ created }) => ({ associatedAt: created, modifiedAt: created }),
});

function requireAccessPolicy(call: PolicyCall): void {
  const { clusterName, principalArn, policyArn, accessScope } = call.inputs;
  requireApiMode(call, clusterName);
  const { inputs } = requireTarget(call, entry, accessEntryId(clusterName, principalArn));
  if ((inputs as Record<string, unknown>)["type"] !== "STANDARD") {
    throw invalidRequest(
      "Access policies can only be associated with access entries of type STANDARD.",
    );
  }
  const name = /^arn:aws[a-z-]*:eks::aws:cluster-access-policy\/(\w+)$/.exec(policyArn)?.[1] ?? "";
  if (!data.accessPolicies.includes(name)) {
    throw invalidParameter("The specified policyArn is invalid.");
  }
  if (accessScope.type === "namespace" && (accessScope.namespaces ?? []).length === 0) {
    throw invalidParameter("An access scope of type namespace needs at least one namespace.");
  }
}
