import { isObject, type Value } from "../values";

/** Where a policy is: attached to a principal, saying who may take a role, or on a resource. */
export type PolicyKind = "identity" | "trust" | "resource";

const statementKeys = [
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
];

/**
 * What AWS finds wrong with a policy document, in its words, or undefined.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export function policyProblem(text: string, kind: PolicyKind): string | undefined {
  const document = parse(text);
  if (!isObject(document)) return "This policy contains invalid Json";
  const { Version: version, Statement: statement, ...rest } = document;
  if (Object.keys(rest).some((key) => key !== "Id")) return "Syntax errors in policy.";
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    return "The policy must contain a valid version string";
  }
  const statements: Value[] = Array.isArray(statement) ? statement : [statement ?? null];
  if (statements.length === 0) return "The policy must contain a valid Statement";
  for (const one of statements) {
    const problem = statementProblem(one, kind);
    if (problem !== undefined) return problem;
  }
  const ids = statements.flatMap((one) => (isObject(one) ? (one["Sid"] ?? []) : []));
  return ids.length === new Set(ids).size
    ? undefined
    : "Statement IDs (SID) in a single policy must be unique.";
}

function statementProblem(statement: Value, kind: PolicyKind): string | undefined {
  if (!isObject(statement)) return "Syntax errors in policy.";
  if (Object.keys(statement).some((key) => !statementKeys.includes(key))) {
    return "Syntax errors in policy.";
  }
  const { Effect: effect, Sid: sid } = statement;
  if (effect !== "Allow" && effect !== "Deny") return "Syntax errors in policy.";
  if (kind === "identity" && typeof sid === "string" && !/^[0-9A-Za-z]*$/.test(sid)) {
    return "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
  }
  return (
    actionProblem(statement) ??
    principalProblem(statement, kind) ??
    resourceProblem(statement, kind)
  );
}

function actionProblem(statement: Record<string, Value>): string | undefined {
  const actions = textsAt(statement, "Action", "NotAction");
  if (actions.length === 0) return "Policy statement must contain actions.";
  return actions.every((action) => action === "*" || /^[\w-]+:[\w*?-]+$/.test(action))
    ? undefined
    : "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
}

function principalProblem(statement: Record<string, Value>, kind: PolicyKind): string | undefined {
  const hasPrincipal = "Principal" in statement || "NotPrincipal" in statement;
  if (kind === "identity" && hasPrincipal) return "Policy document should not specify a principal.";
  if (kind !== "identity" && !hasPrincipal) return "Missing required field Principal";
  return undefined;
}

function resourceProblem(statement: Record<string, Value>, kind: PolicyKind): string | undefined {
  const resources = textsAt(statement, "Resource", "NotResource");
  if (kind === "trust") {
    if (resources.length > 0) return "Has prohibited field Resource";
    const isSts = textsAt(statement, "Action", "NotAction").every((action) =>
      action.startsWith("sts:"),
    );
    return isSts ? undefined : "AssumeRole policy may only specify STS AssumeRole actions.";
  }
  if (resources.length === 0) return "Policy statement must contain resources.";
  const wrong = resources.find((resource) => resource !== "*" && !resource.startsWith("arn:"));
  return wrong === undefined ? undefined : `Resource ${wrong} must be in ARN format or "*".`;
}

/** A document as text: the SDK takes it as an object, too. */
export function documentText(document: unknown): string {
  return typeof document === "string" ? document : JSON.stringify(document);
}

/** The ARNs of principals that a document names. */
export function principalArns(text: string): string[] {
  const document = parse(text);
  const statements = isObject(document) ? [document["Statement"] ?? []].flat() : [];
  return statements.flatMap((statement) => {
    const principal = isObject(statement) ? statement["Principal"] : undefined;
    return isObject(principal) ? textsAt(principal, "AWS") : [];
  });
}

function textsAt(object: Record<string, Value>, ...keys: string[]): string[] {
  return keys.flatMap((key) => object[key] ?? []).map(String);
}

function parse(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
