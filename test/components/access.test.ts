import assert from "node:assert/strict";
import { ClusterAccess, type AccessGrant } from "../../components/access";
import { refuses } from "../model/refusal";
import { deploy, valueOf } from "./harness";

const role = "arn:aws:iam::123456789012:role/ops/support";

const deployed = (...grants: AccessGrant[]) =>
  deploy(() => new ClusterAccess("games", { clusterName: "games", grants }));

describe("Access to a cluster", () => {
  it("is an access entry with a policy for the whole cluster", async () => {
    const { get } = await deployed({ name: "support", principalArn: role, policy: "view" });
    const entry = get("aws:eks/accessEntry:AccessEntry").inputs;
    assert.equal(entry.principalArn, role);
    assert.equal(entry.type, "STANDARD");
    assert.deepEqual(get("aws:eks/accessPolicyAssociation:AccessPolicyAssociation").inputs, {
      clusterName: "games",
      principalArn: role,
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
      accessScope: { type: "cluster" },
    });
  });

  it("may be limited to namespaces", async () => {
    const grant = { name: "a", principalArn: role, policy: "admin", namespaces: ["shop"] } as const;
    const { inputs } = (await deployed(grant)).get(
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    );
    assert.deepEqual(inputs.accessScope, { type: "namespace", namespaces: ["shop"] });
    assert.equal(inputs.policyArn, "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy");
  });

  it("creates a role that can only find the cluster if none is given", async () => {
    const { get, result } = await deployed({ name: "viewers", policy: "view" });
    const arn = "arn:aws:iam:us-east-1:123456789012:games-viewers";
    assert.equal(get("aws:eks/accessEntry:AccessEntry").inputs.principalArn, arn);
    assert.equal(await valueOf(result.roleArns.viewers ?? assert.fail()), arn);
    assert.deepEqual(JSON.parse(String(get("aws:iam/rolePolicy:RolePolicy").inputs.policy)), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "eks:DescribeCluster",
          Resource: "arn:aws:eks:us-east-1:123456789012:cluster/games",
        },
      ],
    });
  });

  const grant: AccessGrant = { name: "support", principalArn: role, policy: "view" };
  const spoiled: [string, AccessGrant[], string][] = [
    [
      "for something other than a role",
      [{ ...grant, principalArn: "support" }],
      'grants[0].principalArn: "support" is not the ARN of an IAM role or user. ' +
        "Give for example arn:aws:iam::123456789012:role/support.",
    ],
    [
      "for the root of an account",
      [{ ...grant, principalArn: "arn:aws:iam::123456789012:root" }],
      'grants[0].principalArn: "arn:aws:iam::123456789012:root" is not the ARN of an IAM role or user. ' +
        "Give for example arn:aws:iam::123456789012:role/support.",
    ],
    [
      "for a session of a role",
      [{ ...grant, principalArn: "arn:aws:sts::123456789012:assumed-role/support/anna" }],
      'grants[0].principalArn: "arn:aws:sts::123456789012:assumed-role/support/anna" is not the ARN of ' +
        "an IAM role or user. Give the role of the session: arn:aws:iam::<account>:role/support.",
    ],
    [
      "for one principal twice",
      [grant, { ...grant, name: "other" }],
      `grants[1].principalArn: "${role}" has a grant already, and EKS keeps one access entry per ` +
        "principal. Put what it may do into one grant.",
    ],
    [
      "under one name twice",
      [grant, { name: "support", policy: "edit" }],
      'grants[1].name: "support" is the name of another grant. Name every grant differently.',
    ],
    [
      "to the whole cluster and to namespaces",
      [{ ...grant, policy: "clusterAdmin", namespaces: ["shop"] }],
      'grants[0].namespaces: ["shop"] limits an access that is for the whole cluster. ' +
        'Choose policy "admin" for these namespaces.',
    ],
    [
      "to no namespace",
      [{ ...grant, namespaces: [] }],
      "grants[0].namespaces: [] gives access to nothing. List namespaces, or leave it out for all.",
    ],
  ];
  for (const [how, grants, message] of spoiled) {
    it(`is refused ${how} before anything is registered`, async () => {
      const { resources } = await deploy(() =>
        refuses(() => new ClusterAccess("games", { clusterName: "games", grants }), message),
      );
      assert.deepEqual(resources, []);
    });
  }
});
