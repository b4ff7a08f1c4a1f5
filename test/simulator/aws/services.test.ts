import assert from "node:assert/strict";
import { text, type Properties } from "../../../simulator/values";
import { permissions, trust } from "./everything/make";
import { LocalAws } from "./local-aws";
import { make, makeSubnets, refusal } from "./network";

describe("IAM in the local cloud", () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await LocalAws.start();
  });
  afterEach(() => aws.stop());

  const role = (inputs: Properties = {}) =>
    make(aws, "iam/Role", { assumeRolePolicy: trust("ec2.amazonaws.com"), ...inputs });

  it("gives roles ids and ARNs in AWS' shapes", async () => {
    const { outputs } = await role({ name: "nodes", path: "/games/" });
    assert.equal(outputs["arn"], "arn:aws:iam::123456789012:role/games/nodes");
    assert.match(text(outputs["uniqueId"]), /^AROA[A-Z2-7]{17}$/);
    assert.match(text(outputs["createDate"]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it("refuses a trust in a role that does not exist", async () => {
    const principal = "arn:aws:iam::123456789012:role/nobody";
    const assumeRolePolicy = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" },
    });
    assert.equal(
      await refusal(role({ assumeRolePolicy })),
      `MalformedPolicyDocument: Invalid principal in policy: "AWS":"${principal}"`,
    );
    await role({ name: "nobody" });
    await role({ assumeRolePolicy });
  });

  const documents: [string, Properties, string][] = [
    ["names a principal", { Principal: "*" }, "Policy document should not specify a principal."],
    ["has a misspelt key", { Ressource: "*" }, "Syntax errors in policy."],
    [
      "names a resource that is none",
      { Resource: "games" },
      'Resource games must be in ARN format or "*".',
    ],
    [
      "has a name with a space",
      { Sid: "read only" },
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    ],
  ];
  for (const [title, change, sentence] of documents) {
    it(`refuses a policy that ${title}`, async () => {
      const { Statement: valid } = JSON.parse(permissions) as { Statement: Properties[] };
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ ...valid[0], ...change }],
      });
      assert.equal(
        await refusal(make(aws, "iam/Policy", { policy })),
        `MalformedPolicyDocument: ${sentence}`,
      );
    });
  }

  it("attaches ten policies to a role, and not an eleventh", async () => {
    const { id } = await role();
    const attach = async (policy: string) =>
      make(aws, "iam/RolePolicyAttachment", {
        role: id,
        policyArn: (await make(aws, "iam/Policy", { policy })).id,
      });
    for (let index = 0; index < 10; index++) await attach(permissions);
    assert.equal(
      await refusal(attach(permissions)),
      "LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10",
    );
  });

  it("refuses a policy that is too long, white space not counted", async () => {
    const policy = (resource: string) => permissions.replace("games", resource);
    await make(aws, "iam/Policy", { policy: `${" ".repeat(7000)}${permissions}` });
    assert.equal(
      await refusal(make(aws, "iam/Policy", { policy: policy("g".repeat(6144)) })),
      "LimitExceeded: Cannot exceed quota for PolicySize: 6144",
    );
  });

  it("lets the provider detach what holds a role, where the program says so", async () => {
    const held = await role({ forceDetachPolicies: true });
    await make(aws, "iam/RolePolicy", { role: held.id, policy: permissions });
    await aws.delete(held);
    assert.deepEqual(aws.world.everything(), []);
  });
});

describe("Storage and names in the local cloud", () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await LocalAws.start();
  });
  afterEach(() => aws.stop());

  it("have one bucket of a name in all Regions", async () => {
    await make(aws, "s3/Bucket", { bucket: "kops-state" });
    const there = aws.as({ region: "eu-west-1" });
    assert.equal(
      await refusal(make(there, "s3/Bucket", { bucket: "kops-state" })),
      "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
    );
  });

  it("keep a new bucket from the public until its owner says otherwise", async () => {
    const { id: bucket } = await make(aws, "s3/Bucket", {});
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: `arn:aws:s3:::${bucket}/*`,
      },
    });
    const open = () => make(aws, "s3/BucketPolicy", { bucket, policy });
    assert.match(await refusal(open()), /^AccessDenied: .* BlockPublicPolicy setting/);
    await make(aws, "s3/BucketPublicAccessBlock", { bucket, blockPublicPolicy: false });
    await open();
  });

  it("refuse a bucket policy for another bucket", async () => {
    const { id: bucket } = await make(aws, "s3/Bucket", {});
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: "arn:aws:s3:::other/*",
      },
    });
    assert.equal(
      await refusal(make(aws, "s3/BucketPolicy", { bucket, policy })),
      "MalformedPolicy: Policy has invalid resource",
    );
  });

  it("count the versions of a parameter, whose value is secret", async () => {
    const inputs = { name: "/games/token", type: "SecureString", value: "one" };
    const made = await make(aws, "ssm/Parameter", inputs);
    const changed = await aws.update(made, { value: "two" });
    assert.deepEqual([made.outputs["version"], changed.outputs["version"]], [1, 2]);
    assert.equal(changed.outputs["insecureValue"], "");
    const { secrets } = await aws.preview("aws:ssm/parameter:Parameter", inputs);
    assert.ok(secrets.includes("/value"));
  });

  it("give a VPC one private zone of a name", async () => {
    const { vpcId } = await makeSubnets(aws, []);
    const zone = () => make(aws, "route53/Zone", { name: "games.internal", vpcs: [{ vpcId }] });
    const { id, outputs } = await zone();
    assert.match(id, /^Z[0-9A-F]{20}$/);
    assert.deepEqual(outputs["nameServers"], []);
    assert.equal(
      await refusal(zone()),
      `ConflictingDomainExists: The VPC ${vpcId} in region us-east-1 has already been associated with the hosted zone ${id} with the same domain name.`,
    );
  });

  it("refuse a record that is no address, or beside an alias name", async () => {
    const { id: zoneId } = await make(aws, "route53/Zone", { name: "games.example.com" });
    const record = (name: string, type: string, value: string) =>
      make(aws, "route53/Record", { zoneId, name, type, ttl: 60, records: [value] });
    assert.match(
      await refusal(record("play", "A", "198.51.100.300")),
      /^InvalidChangeBatch: \[Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address/,
    );
    await record("play", "CNAME", "lb.example.com");
    assert.equal(
      await refusal(record("play", "A", "198.51.100.3")),
      "InvalidChangeBatch: [RRSet of type CNAME with DNS name play.games.example.com. is not permitted as it conflicts with other records with the same DNS name in zone games.example.com.]",
    );
  });
});

describe("Auto Scaling in the local cloud", () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await LocalAws.start();
  });
  afterEach(() => aws.stop());

  async function group(template: Properties, change: Properties = {}) {
    const { subnetIds } = await makeSubnets(aws);
    const { id } = await make(aws, "ec2/LaunchTemplate", template);
    return make(aws, "autoscaling/Group", {
      minSize: 1,
      maxSize: 2,
      vpcZoneIdentifiers: subnetIds,
      launchTemplate: { id, version: "$Latest" },
      ...change,
    });
  }

  const template = { imageId: "ami-0123456789abcdef0", instanceType: "m5.large" };

  const refused: [string, Properties, Properties, string][] = [
    [
      "with a minimum above its maximum",
      template,
      { minSize: 3 },
      "Max bound, 2, must be greater than or equal to min bound, 3",
    ],
    [
      "without a place",
      template,
      { vpcZoneIdentifiers: [] },
      "At least one Availability Zone or VPC Subnet is required.",
    ],
    [
      "from a template with a security group that does not exist",
      { ...template, vpcSecurityGroupIds: ["sg-0123456789abcdef0"] },
      {},
      "You must use a valid fully-formed launch template. The security group ID 'sg-0123456789abcdef0' does not exist",
    ],
    [
      "from a template with an instance type that there is not",
      { ...template, instanceType: "m5.gigantic" },
      {},
      "You must use a valid fully-formed launch template. Invalid value 'm5.gigantic' for InstanceType.",
    ],
  ];
  for (const [title, launch, change, sentence] of refused) {
    it(`refuses a group ${title}`, async () => {
      assert.equal(await refusal(group(launch, change)), `ValidationError: ${sentence}`);
    });
  }

  it("tells the zones of a group, and which template it starts from", async () => {
    const { outputs } = await group(template);
    assert.deepEqual(outputs["availabilityZones"], ["us-east-1a", "us-east-1b"]);
    const { version } = outputs["launchTemplate"] as { version: string };
    assert.equal(version, "$Latest");
  });
});
