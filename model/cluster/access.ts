import { InputError } from "../errors";
import { choice, list, object, optional, text, type Static } from "../schema-parts";

/** EKS access policies by the permissions that they grant. */
export const accessPolicies = {
  view: "AmazonEKSViewPolicy",
  edit: "AmazonEKSEditPolicy",
  admin: "AmazonEKSAdminPolicy",
  clusterAdmin: "AmazonEKSClusterAdminPolicy",
} as const;

/** Schema of an {@link AccessGrant}. */
export const accessGrant = object(
  "access of an IAM role",
  {
    name: text("what the access is for; part of resource names", {
      pattern: "^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$",
      examples: ["support"],
    }),
    principalArn: optional(
      text(
        "ARN of the IAM role or user; left out, a new role that principals of the account may be allowed to assume",
        { examples: ["arn:aws:iam::123456789012:role/support"] },
      ),
    ),
    policy: choice(
      "what it may do: view, edit and admin as Kubernetes defines these roles; clusterAdmin may do anything",
      ["view", "edit", "admin", "clusterAdmin"],
    ),
    namespaces: optional(list("namespaces that the access is limited to; all when left out")),
  },
  "AccessGrant",
);

/** Access of one IAM role. */
export type AccessGrant = Static<typeof accessGrant>;

/** Checks the properties of grants that are known before deployment. @throws InputError */
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
