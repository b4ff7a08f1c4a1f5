import assert from "node:assert/strict";
import type { Entry } from "../../simulator";
import { styleFor, table } from "../../local/show";

const entry = (more: Partial<Entry>): Entry => ({
  provider: "aws",
  scope: "123456789012/us-east-1",
  type: "aws:ec2/vpc:Vpc",
  id: "vpc-1",
  inputs: {},
  outputs: {},
  urn: "urn:pulumi:dev::games::aws:ec2/vpc:Vpc::vpc",
  ...more,
});

const entries = [
  entry({ outputs: { tagsAll: { Name: "main" } } }),
  entry({
    provider: "kubernetes",
    scope: "https://10.0.0.1",
    type: "kubernetes:apps/v1:Deployment",
    id: "games/web",
    inputs: { metadata: { name: "web" } },
    urn: "urn:pulumi:dev::games::kubernetes:apps/v1:Deployment::frontend",
  }),
  entry({
    type: "aws:ec2/securityGroup:SecurityGroup",
    id: "sg-0123456789",
    urn: undefined,
    madeWith: { type: "aws:ec2/vpc:Vpc", id: "vpc-1" },
  }),
];

describe("The table of what exists", () => {
  it("has a line per resource without frames, and counts by provider", () => {
    assert.equal(
      table(entries),
      [
        "Place             Type                Name or id     Stack resource",
        "us-east-1         ec2.SecurityGroup   sg-0123456789  made by AWS with vpc-1",
        "us-east-1         ec2.Vpc             main           dev: vpc",
        "https://10.0.0.1  apps/v1.Deployment  games/web      dev: frontend",
        "aws: 2, kubernetes: 1; 3 in all",
      ].join("\n"),
    );
  });

  it("shortens only the middle of ids if a line is too long", () => {
    const id = `cluster#arn:aws:iam::123456789012:role/${"x".repeat(40)}#policy/AmazonEKSViewPolicy`;
    const [, line = ""] = table([entry({ id })], { width: 80, colour: false }).split("\n");
    assert.equal(
      line,
      "us-east-1  ec2.Vpc  cluster#arn:aws:iam::1…y/AmazonEKSViewPolicy  dev: vpc",
    );
    const [, whole = ""] = table([entry({ id })], { width: 160, colour: false }).split("\n");
    assert.equal(whole, `us-east-1  ec2.Vpc  ${id}  dev: vpc`);
  });

  it("shortens other columns if short ids are not enough", () => {
    const urn = `urn:pulumi:dev::games::aws:ec2/vpc:Vpc::${"long".repeat(10)}`;
    const long = entry({ id: "i".repeat(50), urn });
    const [, line = ""] = table([long], { width: 80, colour: false }).split("\n");
    const shortId = `${"i".repeat(18)}…${"i".repeat(17)}`;
    assert.equal(line, `us-east-1  ec2.Vpc  ${shortId}  dev: longlon…onglonglong`);
  });

  it("reports an empty local cloud", () => {
    assert.equal(table([]), "The local cloud is empty.");
  });

  it("has a bold header if colour is enabled, and no other escape codes", () => {
    const [head = "", ...rest] = table(entries, { width: 160, colour: true }).split("\n");
    assert.ok(head.startsWith("\u001b[1mPlace\u001b[22m             \u001b[1mType"));
    assert.ok(!rest.join("\n").includes("\u001b"));
    assert.ok(!table(entries).includes("\u001b"));
  });

  it("has colour on terminals only, unless NO_COLOR is set", () => {
    assert.deepEqual(styleFor({}, {}), { width: 160, colour: false });
    assert.deepEqual(styleFor({ isTTY: true, columns: 99 }, {}), { width: 99, colour: true });
    assert.equal(styleFor({ isTTY: true }, { NO_COLOR: "1" }).colour, false);
    assert.equal(styleFor({ isTTY: true }, { NO_COLOR: "" }).colour, true);
  });
});
