import { InputError } from "../errors";
import { latticeLimits } from "./names";

/** The action that requests to VPC Lattice services need. */
export const invokeAction = "vpc-lattice-svcs:Invoke";

/** The principals that may send requests under a generated policy. */
export interface AuthPolicyRequest {
  /** VPCs that may send requests. */
  vpcIds: readonly string[];
  /**
   * Account whose principals may send requests, which they then have to sign (SigV4).
   *
   * @default unsigned requests are also accepted
   */
  accountId?: string;
}

/**
 * An auth policy that allows requests from the VPCs; if an account is given, only requests of its
 * principals.
 *
 * @returns JSON without newlines, which VPC Lattice requires.
 */
export function latticeAuthPolicy({ vpcIds, accountId }: AuthPolicyRequest): string {
  const condition = {
    StringEquals: {
      "vpc-lattice-svcs:SourceVpc": [...vpcIds],
      ...(accountId !== undefined && { "aws:PrincipalAccount": accountId }),
    },
    ...(accountId !== undefined && {
      StringNotEqualsIgnoreCase: { "aws:PrincipalType": "anonymous" },
    }),
  };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: invokeAction,
        Resource: "*",
        Condition: condition,
      },
    ],
  });
}

/**
 * Checks an auth policy against the limits of VPC Lattice.
 *
 * @param policy JSON on one line.
 * @throws InputError
 */
export function checkAuthPolicy(policy: string, argument: string): void {
  const refuse = (value: unknown, rule: string, fix: string): never => {
    throw new InputError({ argument, value, rule, fix });
  };
  const bytes = new TextEncoder().encode(policy).length;
  if (bytes > latticeLimits.authPolicyBytes) {
    refuse(
      bytes,
      `bytes are more than the ${latticeLimits.authPolicyBytes} of an auth policy`,
      "Match groups of principals by conditions instead of listing them.",
    );
  }
  if (/[\r\n]/.test(policy)) {
    refuse(
      policy,
      "has newlines, which VPC Lattice refuses in an auth policy",
      "Give it on one line: JSON.stringify(JSON.parse(policy)).",
    );
  }
  const statements = statementsOf(policy);
  if (!statements || statements.length === 0) {
    return refuse(
      policy,
      "is not the JSON of a policy with statements",
      'Give {"Version":"2012-10-17","Statement":[…]}.',
    );
  }
  for (const { Principal: principal, Action: actions, Resource: resource } of statements) {
    if (principal === undefined) {
      refuse(policy, "has a statement without Principal", 'Name who it is about, or "*".');
    }
    if (resource === undefined) {
      refuse(policy, "has a statement without Resource", 'Name ARNs of services, or "*".');
    }
    const foreign = [actions].flat().find((action) => !isInvoke(action));
    if (foreign !== undefined) {
      refuse(
        foreign,
        "is not an action of requests to VPC Lattice services",
        `Use ${invokeAction}.`,
      );
    }
  }
}

interface AuthStatement {
  Principal?: unknown;
  Action?: unknown;
  Resource?: unknown;
}

function statementsOf(policy: string): AuthStatement[] | undefined {
  try {
    const { Statement: statements } = JSON.parse(policy) as { Statement?: unknown };
    return [statements].flat().filter((each): each is AuthStatement => typeof each === "object");
  } catch {
    return undefined;
  }
}

function isInvoke(action: unknown): boolean {
  return typeof action === "string" && /^(\*|vpc-lattice-svcs:(\*|Invoke|Connect))$/.test(action);
}
