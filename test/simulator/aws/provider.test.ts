import assert from "node:assert/strict";
import type { Autonaming } from "../../../simulator/provider";
import { text, UNKNOWN, type Properties } from "../../../simulator/values";
import { token } from "./everything/make";
import { LocalAws } from "./local-aws";
import { make, makeSubnets, refusal } from "./network";

const roleType = token("iam/Role");
const assumeRolePolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { Service: "a" }, Action: "sts:AssumeRole" },
});

describe("The simulated AWS provider", () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await LocalAws.start();
  });
  afterEach(() => aws.stop());

  describe("makes up a name", () => {
    const check = (news: Properties, more: { olds?: Properties; autonaming?: Autonaming } = {}) =>
      aws.provider.check(aws.session, {
        urn: "urn",
        type: roleType,
        name: "nodes",
        olds: more.olds ?? {},
        oldDefaults: more.olds ? ["name"] : [],
        news: { assumeRolePolicy, ...news },
        secrets: [],
        autonaming: more.autonaming ?? { mode: "default" },
        seed: Buffer.from("seed"),
      });

    it("of the resource's own and seven digits, the same for the same seed", () => {
      const { inputs, defaults } = check({});
      assert.match(text(inputs["name"]), /^nodes-[0-9a-f]{7}$/);
      assert.ok(defaults?.includes("name"));
      assert.deepEqual(check({}).inputs, inputs);
    });

    it("that stays once it was made up", () => {
      assert.equal(check({}, { olds: { name: "nodes-0000000" } }).inputs["name"], "nodes-0000000");
    });

    it("as the project's autonaming proposes, or none", () => {
      const proposed: Autonaming = { mode: "propose", name: "acme-nodes" };
      assert.equal(check({}, { autonaming: proposed }).inputs["name"], "acme-nodes");
      assert.equal(check({}, { autonaming: { mode: "disabled" } }).inputs["name"], undefined);
    });

    it("only where the program gives none, and no beginning", () => {
      const given = check({ name: "mine" });
      assert.equal(given.inputs["name"], "mine");
      assert.ok(!given.defaults?.includes("name"));
      assert.equal(check({ namePrefix: "games-" }).inputs["name"], undefined);
    });

    it("from a beginning when it creates, and keeps it", async () => {
      const role = await make(aws, "iam/Role", { assumeRolePolicy, namePrefix: "games-" });
      assert.match(role.id, /^games-[0-9a-f]{26}$/);
      assert.equal(role.outputs["name"], role.id);
      const changed = await aws.update(role, { description: "nodes of games" });
      assert.equal(changed.outputs["name"], role.id);
    });

    it("of small letters for a bucket", () => {
      const inputs = aws.check(token("s3/Bucket"), "StateOfKops", {});
      assert.match(text(inputs["bucket"]), /^stateofkops-[0-9a-f]{7}$/);
    });
  });

  describe("replaces", () => {
    it("what has a name of its own only after it is gone", async () => {
      const named = await make(aws, "iam/Role", { assumeRolePolicy, name: "nodes", path: "/a/" });
      assert.deepEqual(aws.diff(named, { path: "/b/" }), {
        changes: [{ path: "path", pointer: "/path", kind: "update", replace: true }],
        deleteBeforeReplace: true,
      });
      assert.equal(aws.diff(named, { path: "/b/", name: "other" }).deleteBeforeReplace, false);
      assert.equal(aws.diff(named, { description: "x" }).deleteBeforeReplace, false);
    });

    it("what has a made-up name after its replacement came", async () => {
      const made = await make(aws, "iam/Role", { assumeRolePolicy, path: "/a/" });
      const diff = aws.diff(made, { path: "/b/" }, ["name"]);
      assert.equal(diff.deleteBeforeReplace, false);
    });

    it("a cluster when its Services' addresses change, not when its access does", () => {
      const inputs = {
        name: "dev",
        roleArn: "arn:aws:iam::123456789012:role/eks",
        vpcConfig: { subnetIds: [] },
      };
      const made = { type: token("eks/Cluster"), name: "dev", id: "dev", inputs, outputs: {} };
      const replaces = (change: Properties) =>
        aws.diff(made, change).changes.some(({ replace }) => replace);
      assert.equal(replaces({ kubernetesNetworkConfig: { serviceIpv4Cidr: "10.1.0.0/16" } }), true);
      assert.equal(replaces({ accessConfig: { authenticationMode: "API" } }), false);
      assert.equal(replaces({ version: "1.36" }), false);
      assert.equal(replaces({ name: UNKNOWN }), true);
    });
  });

  it("adds the tags of the provider to those of the resource", async () => {
    const tagged = aws.as({ defaultTags: { Project: "games", env: "dev" } });
    const vpc = await make(tagged, "ec2/Vpc", { cidrBlock: "10.0.0.0/16", tags: { env: "prod" } });
    assert.deepEqual(vpc.outputs["tags"], { Project: "games", env: "prod" });
    assert.deepEqual(vpc.outputs["tagsAll"], { Project: "games", env: "prod" });
  });

  it("puts a resource into the Region that it names", async () => {
    const vpc = await make(aws, "ec2/Vpc", { cidrBlock: "10.0.0.0/16", region: "eu-west-1" });
    assert.equal(vpc.outputs["arn"], `arn:aws:ec2:eu-west-1:123456789012:vpc/${vpc.id}`);
    const found = aws.invoke("aws:ec2/getVpc:getVpc", { id: vpc.id, region: "eu-west-1" });
    assert.equal(found["id"], vpc.id);
  });

  it("gives a replacement other ids than what it replaces, and the same in every run", async () => {
    const first = await make(aws, "ec2/Vpc", { cidrBlock: "10.0.0.0/16" }, "main");
    const second = await make(aws, "ec2/Vpc", { cidrBlock: "10.1.0.0/16" }, "main");
    assert.notEqual(second.id, first.id);
    const other = await LocalAws.start();
    const again = await make(other, "ec2/Vpc", { cidrBlock: "10.0.0.0/16" }, "main");
    await other.stop();
    assert.equal(again.id, first.id);
  });

  it("takes an empty text of an optional input for none", () => {
    assert.doesNotThrow(() =>
      aws.check(token("cloudwatch/LogGroup"), "logs", {
        name: "games",
        kmsKeyId: "",
        retentionInDays: 0,
      }),
    );
  });

  it("tries a deletion again while something else is about to go", async () => {
    const patient = await LocalAws.start("us-east-1", 200);
    const { vpcId, subnetIds } = await makeSubnets(patient);
    const card = await make(patient, "ec2/NetworkInterface", { subnetId: subnetIds[0]! });
    const group = await make(patient, "ec2/SecurityGroup", { vpcId });
    const rule = await make(patient, "vpc/SecurityGroupIngressRule", {
      securityGroupId: (await make(patient, "ec2/SecurityGroup", { vpcId })).id,
      referencedSecurityGroupId: group.id,
      ipProtocol: "-1",
    });
    const deletion = patient.delete(group);
    await patient.delete(rule);
    await deletion;
    await patient.delete(card);
    await patient.stop();
  });

  it("reads what is there, and nothing of what isn't", async () => {
    const vpc = await make(aws, "ec2/Vpc", { cidrBlock: "10.0.0.0/16" });
    const read = aws.read(vpc);
    assert.deepEqual([read?.inputs, read?.values], [vpc.inputs, vpc.outputs]);
    await aws.delete(vpc);
    assert.equal(aws.read(vpc), undefined);
    assert.equal(await refusal(aws.update(vpc, {})), `EC2 VPC (${vpc.id}) not found`);
  });
});
