import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { Kops, type KopsArgs } from "../../components/kops";
import { refuses } from "../model/refusal";
import { deploy, valueOf } from "./harness";

const valid: KopsArgs = {
  clusterName: "kops.dev.example.com",
  kubernetesVersion: "1.35.0",
  networkCidr: "10.30.0.0/20",
  vpcId: "vpc-1",
  subnets: [
    { tier: "private", zone: "us-east-1a", cidr: "10.30.0.0/23", id: "subnet-private-a" },
    { tier: "private", zone: "us-east-1b", cidr: "10.30.2.0/23", id: "subnet-private-b" },
    { tier: "public", zone: "us-east-1a", cidr: "10.30.15.192/26", id: "subnet-public-a" },
    { tier: "public", zone: "us-east-1b", cidr: "10.30.15.128/26", id: "subnet-public-b" },
  ],
  apiAccessCidrs: ["198.51.100.0/24"],
  minNodes: 1,
  maxNodes: 3,
};

const deployed = (change: Partial<KopsArgs> = {}) =>
  deploy(() => new Kops("kops", { ...valid, ...change }), {
    "aws:s3/bucket:Bucket": () => ({ bucket: "kops-state-1" }),
    "aws:route53/zone:Zone": () => ({ zoneId: "Z1" }),
    "aws:iam/group:Group": ({ name }) => ({ name }),
  });

type Manifest = { kind: string; spec: Record<string, unknown> };

const manifestsOf = async (kops: Kops) =>
  parseAllDocuments(await valueOf(kops.manifests)).map((one) => one.toJS() as Manifest);

describe("A kops set-up", () => {
  it("keeps its state in a private, encrypted, versioned bucket that requires TLS", async () => {
    const { get } = await deployed();
    assert.deepEqual(
      get("aws:s3/bucketVersioning:BucketVersioning").inputs.versioningConfiguration,
      {
        status: "Enabled",
      },
    );
    const encryption = get(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    );
    assert.deepEqual(encryption.inputs.rules, [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
    const { bucket, ...blocked } = get(
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    ).inputs;
    assert.equal(bucket, "kops-state-id");
    assert.deepEqual(Object.values(blocked), [true, true, true, true]);
    const policy = JSON.parse(String(get("aws:s3/bucketPolicy:BucketPolicy").inputs.policy)) as {
      Statement: Record<string, unknown>[];
    };
    assert.equal(policy.Statement[0]?.Effect, "Deny");
    assert.deepEqual(policy.Statement[0]?.Condition, { Bool: { "aws:SecureTransport": "false" } });
  });

  it("grants its operators the permissions for this one cluster, never all", async () => {
    const { all } = await deployed({ dns: "public" });
    const policies = all("aws:iam/policy:Policy");
    assert.deepEqual(
      policies.map(({ name }) => name),
      ["kops-compute", "kops-dns", "kops-iam", "kops-read", "kops-state"],
    );
    for (const { name, inputs } of policies) {
      const text = String(inputs.policy);
      // IAM's limit for a managed policy.
      assert(text.length <= 6144, `${name} has ${text.length} characters`);
      const { Statement } = JSON.parse(text) as { Statement: { Action: string | string[] }[] };
      for (const action of Statement.flatMap(({ Action }) => Action)) {
        assert.match(action, /^[a-z0-9-]+:[A-Za-z]+$/, name);
      }
    }
    assert.deepEqual(
      all("aws:iam/groupPolicyAttachment:GroupPolicyAttachment").map(({ inputs }) => inputs.group),
      policies.map(() => "kops-operators"),
    );
  });

  it("uses public subnets for nodes, and needs no zone, by default", async () => {
    const { result, all } = await deployed();
    const [cluster, , nodes] = await manifestsOf(result);
    assert.deepEqual(
      (cluster?.spec.subnets as Record<string, string>[]).map(({ id, type }) => [id, type]),
      [
        ["subnet-public-a", "Public"],
        ["subnet-public-b", "Public"],
      ],
    );
    assert.equal(cluster?.spec.configBase, "s3://kops-state-1/kops.dev.example.com");
    assert.deepEqual(nodes?.spec.subnets, ["us-east-1a", "us-east-1b"]);
    assert.equal(all("aws:route53/zone:Zone").length, 0);
    assert.equal(await valueOf(result.dnsZoneId), "");
  });

  it("uses private subnets for nodes and public ones for load balancers in a private topology", async () => {
    const { result } = await deployed({ topology: "private" });
    const [cluster] = await manifestsOf(result);
    assert.deepEqual(
      (cluster?.spec.subnets as Record<string, string>[]).map(({ id, type }) => [id, type]),
      [
        ["subnet-private-a", "Private"],
        ["subnet-private-b", "Private"],
        ["subnet-public-a", "Utility"],
        ["subnet-public-b", "Utility"],
      ],
    );
  });

  it("creates a private zone in the VPC on request", async () => {
    const { get, result } = await deployed({ dns: "private" });
    const { inputs } = get("aws:route53/zone:Zone");
    assert.equal(inputs.name, "dev.example.com");
    assert.deepEqual(inputs.vpcs, [{ vpcId: "vpc-1" }]);
    const [cluster] = await manifestsOf(result);
    assert.equal(cluster?.spec.dnsZone, "Z1");
  });

  it("uses a given zone", async () => {
    const { all, result } = await deployed({ dns: "public", dnsZoneId: "Z9" });
    assert.equal(all("aws:route53/zone:Zone").length, 0);
    assert.equal(await valueOf(result.dnsZoneId), "Z9");
    const dns = all("aws:iam/policy:Policy").find(({ name }) => name === "kops-dns");
    assert.match(String(dns?.inputs.policy), /arn:aws:route53:::hostedzone\/Z9/);
  });

  it("outputs the commands that start the cluster", async () => {
    const { result } = await deployed();
    assert.deepEqual(await valueOf(result.commands), [
      "export KOPS_STATE_STORE=s3://kops-state-1",
      "kops create -f -",
      "kops update cluster --name kops.dev.example.com --yes --admin",
    ]);
  });

  it("is refused with kubenet in a private topology before anything is registered", async () => {
    const { resources } = await deploy(() =>
      refuses(
        () => new Kops("kops", { ...valid, networking: "kubenet", topology: "private" }),
        'networking: "kubenet" needs one route table for all nodes, which private subnets of ' +
          'several zones have not. Choose topology "public" or networking "amazonvpc".',
      ),
    );
    assert.deepEqual(resources, []);
  });
});
