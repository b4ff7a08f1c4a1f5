import { InputError } from "../errors";

/** What somebody may do in the cluster, as an EKS access policy. */
export const accessPolicies = {
  view: "AmazonEKSViewPolicy",
  edit: "AmazonEKSEditPolicy",
  admin: "AmazonEKSAdminPolicy",
  clusterAdmin: "AmazonEKSClusterAdminPolicy",
} as const;

/** Access of one IAM role. */
export interface AccessGrant {
  /**
   * What the access is for; part of resource names.
   *
   * @example "support"
   */
  name: string;

  /**
   * ARN of the IAM role (or user).
   *
   * @default a new role, which principals of the account may be allowed to assume
   * @example "arn:aws:iam::123456789012:role/support"
   */
  principalArn?: string;

  /**
   * `view`, `edit` and `admin` as Kubernetes defines these roles; `clusterAdmin` may do anything.
   */
  policy: keyof typeof accessPolicies;

  /**
   * Namespaces that the access is limited to.
   *
   * @default all
   */
  namespaces?: readonly string[];
}

/** Checks what is known of grants before deployment. @throws InputError */
export function checkGrants(grants: readonly AccessGrant[], argument: string): void {
  grants.forEach(({ name, principalArn, policy, namespaces }, index) => {
    const refuse = (part: string, value: unknown, rule: string, fix: string): never => {
      throw new InputError({ argument: `${argument}[${index}].${part}`, value, rule, fix });
    };
    const earlier = grants.slice(0, index);
    if (earlier.some((other) => other.name === name)) {
      refuse("name", name, "is the name of another grant", "Name every grant differently.");
    }
    if (policy === "clusterAdmin" && namespaces) {
      refuse(
        "namespaces",
        namespaces,
        "limits an access that is for the whole cluster",
        'Choose policy "admin" for these namespaces.',
      );
    }
    if (namespaces?.length === 0) {
      refuse(
        "namespaces",
        [],
        "gives access to nothing",
        "List namespaces, or leave it out for all.",
      );
    }
    if (principalArn === undefined) return;
    const sessionRole = /:assumed-role\/([^/]+)\//.exec(principalArn)?.[1];
    if (!/^arn:[a-z-]+:iam::\d{12}:(role|user)\/.+$/.test(principalArn)) {
      refuse(
        "principalArn",
        principalArn,
        "is not the ARN of an IAM role or user",
        sessionRole
          ? `Give the role of the session: arn:aws:iam::<account>:role/${sessionRole}.`
          : "Give for example arn:aws:iam::123456789012:role/support.",
      );
    }
    if (earlier.some((other) => other.principalArn === principalArn)) {
      refuse(
        "principalArn",
        principalArn,
        "has a grant already, and EKS keeps one access entry per principal",
        "Put what it may do into one grant.",
      );
    }
  });
}
