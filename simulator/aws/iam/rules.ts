import { CloudError } from "../../errors";
import { policyProblem, principalArns, type PolicyKind } from "../policy-document";
import { resolve, type Target } from "../references";
import type { Place } from "../resource";
import { role, user } from "./reference-targets";

/** @throws CloudError MalformedPolicyDocument, or LimitExceeded for one that is too long */
export function requirePolicy(text: string, kind: PolicyKind, maxLength: number): void {
  const problem = policyProblem(text, kind);
  if (problem !== undefined) throw new CloudError("MalformedPolicyDocument", problem);
  // IAM doesn't count white space.
  if (text.replace(/\s/g, "").length > maxLength) {
    const quota = kind === "trust" ? "ACLSizePerRole" : "PolicySize";
    throw new CloudError("LimitExceeded", `Cannot exceed quota for ${quota}: ${maxLength}`);
  }
}

/** @throws CloudError for a role or user of this account that a trust policy names and that isn't there */
export function requirePrincipals(place: Place, trustPolicy: string): void {
  const { partition, account } = place.session;
  for (const arn of principalArns(trustPolicy)) {
    const own = new RegExp(`^arn:${partition}:iam::${account}:(role|user)/(?:.*/)?([^/]+)$`);
    const [, kind, name] = own.exec(arn) ?? [];
    if (name === undefined) continue;
    const target: Target = kind === "role" ? role : user;
    if (resolve(place, target, name)) continue;
    throw new CloudError("MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${arn}"`);
  }
}

/** `EntityAlreadyExists: Role with name nodes already exists.` */
export function alreadyExists(kind: string): (call: { id: string }) => CloudError {
  return ({ id }) =>
    new CloudError("EntityAlreadyExists", `${kind} with name ${id} already exists.`);
}
