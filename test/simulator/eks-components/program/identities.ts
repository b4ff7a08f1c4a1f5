import * as aws from "@pulumi/aws";

/** What clusters and nodes are given: roles, an instance profile, a key. */
export interface Identities {
  controlPlane: aws.iam.Role;
  nodes: aws.iam.Role;
  profile: aws.iam.InstanceProfile;
  key: aws.kms.Key;
  admin: aws.iam.Role;
}

export function createIdentities(): Identities {
  const nodes = createRole("nodes", "ec2.amazonaws.com", [
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonEC2ContainerRegistryReadOnly",
  ]);
  return {
    controlPlane: createRole("control-plane", "eks.amazonaws.com", ["AmazonEKSClusterPolicy"]),
    nodes,
    profile: new aws.iam.InstanceProfile("nodes", { role: nodes.name }),
    key: new aws.kms.Key("secrets", {}),
    admin: createRole("admin", "ec2.amazonaws.com", []),
  };
}

function createRole(name: string, service: string, policies: string[]): aws.iam.Role {
  const role = new aws.iam.Role(name, {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: service }),
  });
  policies.forEach(
    (policy, index) =>
      new aws.iam.RolePolicyAttachment(`${name}-${index}`, {
        role: role.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
      }),
  );
  return role;
}
