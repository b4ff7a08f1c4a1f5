import assert from "node:assert/strict";
import { shownEntries } from "../../../simulator/show";
import type { Entry } from "../../../simulator/world";

const endpoint = "https://ABC.gr7.us-east-1.eks.amazonaws.com";

const entry = (more: Partial<Entry>): Entry => ({
  provider: "aws",
  scope: "123456789012/us-east-1",
  type: "aws:ec2/vpc:Vpc",
  id: "vpc-1",
  inputs: {},
  outputs: {},
  ...more,
});

describe("The list of what exists", () => {
  it("names place, type, name and the stack's resource of each, in order", () => {
    const shown = shownEntries([
      entry({
        provider: "kubernetes",
        scope: endpoint,
        type: "kubernetes:core/v1:Namespace",
        id: "games",
        inputs: { metadata: { name: "games" } },
        urn: "urn:pulumi:dev::games::kubernetes:core/v1:Namespace::namespace",
      }),
      entry({
        type: "aws:eks/cluster:Cluster",
        id: "dev",
        outputs: { name: "dev", endpoint },
        urn: "urn:pulumi:dev::games::eks:index:Cluster$aws:eks/cluster:Cluster::cluster",
      }),
      entry({
        outputs: { tagsAll: { Name: "main" } },
        urn: "urn:pulumi:dev::games::aws:ec2/vpc:Vpc::vpc",
      }),
      entry({
        scope: "123456789012/global",
        type: "aws:iam/role:Role",
        id: "nodes",
        outputs: { name: "nodes" },
        urn: "urn:pulumi:prod::games::aws:iam/role:Role::node-role",
      }),
      entry({
        type: "aws:ec2/securityGroup:SecurityGroup",
        id: "sg-1",
        outputs: { name: "default" },
        madeWith: { type: "aws:ec2/vpc:Vpc", id: "vpc-1" },
      }),
    ]);
    assert.deepEqual(
      shown.map((row) => Object.values<string>({ ...row })),
      [
        ["aws", "global", "iam.Role", "nodes", "nodes", "prod: node-role"],
        ["aws", "us-east-1", "ec2.SecurityGroup", "sg-1", "default", "made by AWS with vpc-1"],
        ["aws", "us-east-1", "ec2.Vpc", "vpc-1", "main", "dev: vpc"],
        ["aws", "us-east-1", "eks.Cluster", "dev", "dev", "dev: cluster"],
        ["kubernetes", "dev", "core/v1.Namespace", "games", "games", "dev: namespace"],
      ],
    );
  });

  it("is empty where nothing exists", () => {
    assert.deepEqual(shownEntries([]), []);
  });
});
