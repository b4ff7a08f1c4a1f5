import type { iam } from "@pulumi/aws";
import { ProviderError } from "../../errors";
import { stableHex } from "../identity";
import { all, requireTarget, resolve } from "../references";
import { awsFunction } from "../resource";
import { attachmentCount } from "./policies";
import { isManagedPolicy, noSuchEntity, policy, role } from "./reference-targets";
import { text } from "../../values";

export const getRole = awsFunction<iam.GetRoleArgs, iam.GetRoleResult>(
  "aws:iam/getRole:getRole",
  ["IAM", "GetRole"],
  (place, { name }) => {
    const { inputs, outputs } = requireTarget(place, role, name);
    return {
      id: name,
      arn: text(outputs["arn"]),
      assumeRolePolicy: text(outputs["assumeRolePolicy"]),
      createDate: text(outputs["createDate"]),
      description: inputs.description ?? "",
      maxSessionDuration: inputs.maxSessionDuration ?? 3600,
      name,
      path: inputs.path ?? "/",
      permissionsBoundary: inputs.permissionsBoundary ?? "",
      roleLastUseds: [],
      tags: (outputs["tagsAll"] ?? {}) as Record<string, string>,
      uniqueId: text(outputs["uniqueId"]),
    };
  },
);

/** Policies of the account and AWS' own; the local cloud knows of the latter only that they exist. */
export const getPolicy = awsFunction<iam.GetPolicyArgs, iam.GetPolicyResult>(
  "aws:iam/getPolicy:getPolicy",
  ["IAM", "GetPolicy"],
  (place, { arn, name, pathPrefix = "" }) => {
    const byName = all(place, policy).find(({ outputs }) => outputs["name"] === name);
    const own = arn === undefined ? byName : resolve(place, policy, arn);
    if (own) {
      return {
        arn: own.id,
        attachmentCount: attachmentCount(place, own.id),
        description: own.inputs.description ?? "",
        name: text(own.outputs["name"]),
        path: own.inputs.path ?? "/",
        pathPrefix,
        policy: text(own.outputs["policy"]),
        policyId: text(own.outputs["policyId"]),
        tags: (own.outputs["tagsAll"] ?? {}) as Record<string, string>,
      };
    }
    const managedArn = arn ?? `arn:${place.session.partition}:iam::aws:policy/${name ?? ""}`;
    if (!isManagedPolicy(managedArn)) throw noSuchEntity(`Policy ${managedArn} was not found.`);
    throw new ProviderError(
      `The local cloud does not know what ${managedArn} says, only that it exists. Use its ARN.`,
    );
  },
);

/** Who a session belongs to: the role behind an ARN of an assumed role, or the ARN itself. */
export const getSessionContext = awsFunction<
  iam.GetSessionContextArgs,
  iam.GetSessionContextResult
>("aws:iam/getSessionContext:getSessionContext", ["IAM", "GetRole"], (place, { arn }) => {
  const match = /^arn:[^:]+:sts::\d+:assumed-role\/(?:.*\/)?([^/]+)\/([^/]+)$/.exec(arn);
  const [, roleName, sessionName = ""] = match ?? [];
  if (roleName === undefined) {
    return { id: arn, arn, issuerArn: arn, issuerId: "", issuerName: "", sessionName: "" };
  }
  const { outputs } = requireTarget(place, role, roleName);
  return {
    id: stableHex(arn, 8),
    arn,
    issuerArn: text(outputs["arn"]),
    issuerId: text(outputs["uniqueId"]),
    issuerName: roleName,
    sessionName,
  };
});
