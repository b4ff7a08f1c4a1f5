import type { iam } from "@pulumi/aws";
import { ProviderError } from "../../errors";
import { stableHex } from "../identity";
import { awsFunction } from "../resource";

type Statement = NonNullable<iam.GetPolicyDocumentArgs["statements"]>[number];
type OneOrMore = string | string[];

interface Document {
  Version?: string;
  Id?: string;
  Statement: Record<string, unknown>[];
}

/** Builds a document as the provider does: one value stands alone, several are in falling order. */
export const getPolicyDocument = awsFunction<
  iam.GetPolicyDocumentArgs,
  iam.GetPolicyDocumentResult
>("aws:iam/getPolicyDocument:getPolicyDocument", ["", ""], (_place, args) => {
  const sources = [args.sourceJson, ...(args.sourcePolicyDocuments ?? [])].map(parse);
  const overrides = [args.overrideJson, ...(args.overridePolicyDocuments ?? [])].map(parse);
  requireDistinctIds(sources.flatMap(({ Statement: statements }) => statements));
  const own: Document = {
    Statement: (args.statements ?? []).map(render),
    ...(args.policyId !== undefined && { Id: args.policyId }),
  };
  const merged = [...sources, own, ...overrides].reduce(merge, { Statement: [] });
  const document = {
    Version: args.version ?? merged.Version ?? "2012-10-17",
    ...(merged.Id !== undefined && { Id: merged.Id }),
    Statement: merged.Statement,
  };
  const json = JSON.stringify(document, null, 2);
  return {
    id: String(parseInt(stableHex(json, 8), 16)),
    json,
    minifiedJson: JSON.stringify(document),
    version: document.Version,
  };
});

function render(statement: Statement): Record<string, unknown> {
  const { sid, effect = "Allow", conditions = [] } = statement;
  const parts: [string, unknown][] = [
    ["Sid", sid],
    ["Effect", effect],
    ["Action", list(statement.actions)],
    ["NotAction", list(statement.notActions)],
    ["Resource", list(statement.resources)],
    ["NotResource", list(statement.notResources)],
    ["Principal", principals(statement.principals)],
    ["NotPrincipal", principals(statement.notPrincipals)],
    ["Condition", conditions.length > 0 ? renderConditions(conditions) : undefined],
  ];
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined && value !== ""));
}

function list(values: readonly string[] | undefined): OneOrMore | undefined {
  if (!values || values.length === 0) return undefined;
  const texts = values.map(withVariables).sort().reverse();
  return texts.length === 1 ? texts[0] : texts;
}

/** `&{aws:username}` keeps Pulumi and Terraform from reading a variable of IAM's as their own. */
function withVariables(text: string): string {
  return text.replaceAll("&{", "${");
}

function principals(
  given: Statement["principals"],
): "*" | Record<string, OneOrMore | undefined> | undefined {
  if (!given || given.length === 0) return undefined;
  const all = given.find(({ type, identifiers }) => type === "*" && identifiers.includes("*"));
  if (all) return "*";
  const types = [...new Set(given.map(({ type }) => type))];
  return Object.fromEntries(
    types.map((type) => [
      type,
      list(given.filter((one) => one.type === type).flatMap(({ identifiers }) => identifiers)),
    ]),
  );
}

function renderConditions(conditions: NonNullable<Statement["conditions"]>) {
  const rendered: Record<string, Record<string, OneOrMore>> = {};
  for (const { test, variable, values } of conditions) {
    const texts = values.map(withVariables);
    const tests = (rendered[test] ??= {});
    tests[variable] = [tests[variable] ?? [], texts].flat();
    if (tests[variable].length === 1) tests[variable] = tests[variable][0]!;
  }
  return rendered;
}

function parse(json: string | undefined): Document {
  if (json === undefined || json === "") return { Statement: [] };
  try {
    const document = JSON.parse(json) as Partial<Document>;
    return { ...document, Statement: [document.Statement ?? []].flat() };
  } catch (error) {
    throw new ProviderError(`reading a source or override policy document: ${String(error)}`);
  }
}

function requireDistinctIds(statements: Document["Statement"]): void {
  const ids = statements.map(({ Sid: sid }) => sid).filter((sid) => sid !== undefined);
  const twice = ids.find((sid, index) => ids.indexOf(sid) < index);
  if (twice === undefined) return;
  throw new ProviderError(
    `duplicate Sid (${JSON.stringify(twice)}) in source_policy_documents. Remove the Sid or ensure Sids are unique.`,
  );
}

/** A later statement takes the place of one with its Sid. */
function merge(base: Document, { Statement: statements, ...rest }: Document): Document {
  const result = [...base.Statement];
  for (const statement of statements) {
    const index = result.findIndex(({ Sid: sid }) => sid !== undefined && sid === statement["Sid"]);
    if (index >= 0) result[index] = statement;
    else result.push(statement);
  }
  return { ...base, ...rest, Statement: result };
}
