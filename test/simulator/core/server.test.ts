import assert from "node:assert/strict";
import type { ServiceError } from "@grpc/grpc-js";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalCloud, World, type Fault, type LocalCloud } from "../../../simulator";
import { decode, filledIn, UNKNOWN, type Properties } from "../../../simulator/values";
import { EngineConnection, PROVIDER } from "./client";

const vpcType = "aws:ec2/vpc:Vpc";
const parameterType = "aws:ssm/parameter:Parameter";
const addOnType = "aws:eks/addon:Addon";

describe("A provider that serves the engine", () => {
  let folder: string;
  let cloud: LocalCloud;
  const connections: EngineConnection[] = [];

  async function start(faults: Fault[] = []): Promise<EngineConnection> {
    folder = mkdtempSync(join(tmpdir(), "server-"));
    cloud = await startLocalCloud({ stateFile: join(folder, "world.json"), faults });
    return connect("us-east-1");
  }

  async function connect(region?: string): Promise<EngineConnection> {
    const port = /aws:(\d+)/.exec(cloud.environment.PULUMI_DEBUG_PROVIDERS)?.[1];
    const connection = new EngineConnection(Number(port));
    connections.push(connection);
    if (region !== undefined) await connection.configure({ region });
    return connection;
  }

  afterEach(async () => {
    for (const connection of connections.splice(0)) connection.close();
    await cloud.stop();
    rmSync(folder, { recursive: true });
  });

  const plain = (values: Properties) => ({ values, secrets: [] });

  async function make(aws: EngineConnection, type: string, name: string, values: Properties) {
    const checked = (await aws.check(type, name, plain(values))).getInputs()!;
    return { ...(await aws.create(type, name, checked)), checked };
  }

  it("fills in names and marks them as its own, also when it reads them again", async () => {
    const aws = await start();
    const type = "aws:iam/role:Role";
    const assumeRolePolicy = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { Service: "a" }, Action: "sts:AssumeRole" },
    });
    const { id, checked } = await make(aws, type, "nodes", { assumeRolePolicy });
    assert.match(id, /^nodes-[0-9a-f]{7}$/);
    assert.ok(filledIn(checked).includes("name"));
    const read = await aws.read(type, "nodes", id, checked);
    assert.deepEqual(filledIn(read.getInputs()), filledIn(checked));
  });

  it("tells what is wrong with inputs, by property", async () => {
    const aws = await start();
    const failures = (await aws.check(vpcType, "main", plain({ cidr: "x" }))).getFailuresList();
    assert.deepEqual(
      failures.map((failure) => failure.toObject()),
      [
        {
          property: "cidr",
          reason: 'Invalid or unknown key. An argument named "cidr" is not expected here',
        },
      ],
    );
  });

  it("shows no secret in what is wrong with inputs", async () => {
    const aws = await start();
    const inputs = { values: { name: "s3cr3t/", assumeRolePolicy: "{}" }, secrets: ["/name"] };
    const checked = await aws.check("aws:iam/role:Role", "nodes", inputs);
    assert.deepEqual(
      checked.getFailuresList().map((failure) => failure.getReason()),
      ['name must match pattern "^[\\w+=,.@-]+$", got a secret'],
    );
  });

  it("knows in a preview what follows from the inputs, and nothing else", async () => {
    const aws = await start();
    const inputs = (
      await aws.check(vpcType, "main", plain({ cidrBlock: "10.0.0.0/16" }))
    ).getInputs()!;
    const { id, outputs } = await aws.create(vpcType, "main", inputs, true);
    assert.equal(id, "");
    assert.equal(outputs.values["cidrBlock"], "10.0.0.0/16");
    assert.equal(outputs.values["region"], "us-east-1");
    assert.equal(outputs.values["mainRouteTableId"], UNKNOWN);
    assert.deepEqual(cloud.world.everything(), []);
  });

  it("keeps a secret secret in outputs, its own and the program's", async () => {
    const aws = await start();
    const inputs = {
      values: { name: "/token", type: "SecureString", value: "s3cr3t", description: "d" },
      secrets: ["/description"],
    };
    const checked = (await aws.check(parameterType, "token", inputs)).getInputs()!;
    assert.deepEqual(decode(checked).secrets, ["/description"]);
    const { outputs } = await aws.create(parameterType, "token", checked);
    assert.deepEqual(outputs.secrets.sort(), ["/description", "/value"]);
  });

  it("names the properties of a difference, and which replace", async () => {
    const aws = await start();
    const { id, checked } = await make(aws, vpcType, "main", { cidrBlock: "10.0.0.0/16" });
    const news = { cidrBlock: "10.1.0.0/16", tags: { Name: "games" } };
    const wanted = (await aws.check(vpcType, "main", plain(news))).getInputs()!;
    const diff = await aws.diff(vpcType, "main", id, checked, wanted);
    assert.equal(diff.getChanges(), pb.DiffResponse.DiffChanges.DIFF_SOME);
    assert.deepEqual(diff.getDiffsList().sort(), ["cidrBlock", "tags"]);
    assert.deepEqual(diff.getReplacesList(), ["cidrBlock"]);
    assert.equal(
      diff.getDetaileddiffMap().get("cidrBlock")?.getKind(),
      pb.PropertyDiff.Kind.UPDATE_REPLACE,
    );
  });

  it("serves each connection in the Region that it was configured for", async () => {
    const virginia = await start();
    const ireland = await connect("eu-west-1");
    const here = await make(virginia, vpcType, "main", { cidrBlock: "10.0.0.0/16" });
    const there = await make(ireland, vpcType, "there", { cidrBlock: "10.0.0.0/16" });
    assert.equal(here.outputs.values["arn"], `arn:aws:ec2:us-east-1:123456789012:vpc/${here.id}`);
    assert.equal(there.outputs.values["arn"], `arn:aws:ec2:eu-west-1:123456789012:vpc/${there.id}`);
    assert.equal(
      (await virginia.invoke("aws:index/getRegion:getRegion", {}))["region"],
      "us-east-1",
    );
    assert.equal(
      (await ireland.invoke("aws:index/getRegion:getRegion", {}))["region"],
      "eu-west-1",
    );
  });

  it("says what a provider of AWS says when AWS refuses", async () => {
    const aws = await start();
    const inputs = { vpcId: "vpc-0123456789abcdef0", cidrBlock: "10.0.0.0/24" };
    await assert.rejects(make(aws, "aws:ec2/subnet:Subnet", "a", inputs), {
      details:
        "creating EC2 Subnet: operation error EC2: CreateSubnet, api error InvalidVpcID.NotFound: The vpc ID 'vpc-0123456789abcdef0' does not exist",
    });
  });

  it("names a type or function that the local cloud does not know", async () => {
    const aws = await start();
    await assert.rejects(aws.check("aws:rds/cluster:Cluster", "db", plain({})), {
      details:
        "The local cloud does not know how aws:rds/cluster:Cluster behaves. Describe it in simulator/aws (CONTRIBUTING.md shows how).",
    });
    await assert.rejects(aws.invoke("aws:rds/getCluster:getCluster", {}), {
      details:
        "The local cloud does not know how the function aws:rds/getCluster:getCluster behaves. Describe it in simulator/aws (CONTRIBUTING.md shows how).",
    });
  });

  it("refuses arguments that a function does not take", async () => {
    const aws = await start();
    await assert.rejects(aws.invoke("aws:ec2/getSubnet:getSubnet", { subnetId: "subnet-1" }), {
      details:
        'invoking aws:ec2/getSubnet:getSubnet: Invalid or unknown key. An argument named "subnetId" is not expected here',
    });
  });

  it("wants a Region", async () => {
    const aws = await start();
    await assert.rejects((await connect()).configure({}), {
      details:
        "The AWS provider has no Region. Set it with `pulumi config set aws:region us-east-1`, or in the provider's arguments.",
    });
    await assert.doesNotReject(aws.invoke("aws:index/getPartition:getPartition", {}));
  });

  it("writes to disk before it answers, and deletes what is gone without an error", async () => {
    const aws = await start();
    const { id, checked } = await make(aws, vpcType, "main", { cidrBlock: "10.0.0.0/16" });
    const saved = World.peek(join(folder, "world.json"));
    assert.ok(saved.some((entry) => entry.id === id));
    await aws.delete(vpcType, "main", id);
    await aws.delete(vpcType, "main", id);
    assert.equal((await aws.read(vpcType, "main", id, checked)).getId(), "");
  });

  it("keeps a journal of what it changed, and of nothing else", async () => {
    const aws = await start();
    const parameter = { name: "/token", type: "SecureString", value: "s3cr3t" };
    const inputs = { values: parameter, secrets: ["/value"] };
    const checked = (await aws.check(parameterType, "token", inputs)).getInputs()!;
    await aws.create(parameterType, "planned", checked, true);
    await aws.create(parameterType, "token", checked);
    await assert.rejects(aws.create(parameterType, "other", checked));
    const role = {
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Principal: { Service: "a" }, Action: "sts:AssumeRole" },
      }),
    };
    const { id } = await make(aws, "aws:iam/role:Role", "nodes", role);
    const { id: vpcId } = await make(aws, vpcType, "main", { cidrBlock: "10.0.0.0/16" });
    await aws.delete(vpcType, "main", vpcId);
    const known = { provider: `${PROVIDER}::1234`, secretInputs: [], done: true };
    assert.deepEqual(
      cloud.world.journal.entries.map(({ urn, defaults, ...entry }) => ({
        ...entry,
        name: urn.split("::").at(-1),
        isNameMarked: defaults?.includes("name") ?? false,
      })),
      [
        {
          ...known,
          ...{ operation: "create", id: "/token", name: "token", isNameMarked: false },
          ...{ secretInputs: ["/value"], secretOutputs: ["/value", "/valueWo", "/value"] },
        },
        {
          ...known,
          ...{ operation: "create", id, name: "nodes", isNameMarked: true, secretOutputs: [] },
        },
        {
          ...known,
          ...{ operation: "delete", id: vpcId, name: "main", isNameMarked: false },
          secretOutputs: [],
        },
      ],
    );
  });

  it("tells the engine of what exists although its creation failed", async () => {
    const aws = await start([{ effect: "slow", milliseconds: 0 }]);
    const { id: vpcId } = await make(aws, vpcType, "main", { cidrBlock: "10.0.0.0/16" });
    const subnetIds: string[] = [];
    for (const [index, availabilityZone] of ["us-east-1a", "us-east-1b"].entries()) {
      const cidrBlock = `10.0.${index}.0/24`;
      const subnet = await make(aws, "aws:ec2/subnet:Subnet", availabilityZone, {
        vpcId,
        cidrBlock,
        availabilityZone,
      });
      subnetIds.push(subnet.id);
    }
    const role = await make(aws, "aws:iam/role:Role", "eks", {
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          Effect: "Allow",
          Principal: { Service: "eks.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      }),
    });
    await make(aws, "aws:eks/cluster:Cluster", "dev", {
      name: "dev",
      roleArn: role.outputs.values["arn"]!,
      vpcConfig: { subnetIds },
    });
    const addOn = { clusterName: "dev", addonName: "coredns" };
    const error = await make(aws, addOnType, "dns", addOn).then(
      () => assert.fail("CoreDNS has nowhere to run"),
      (failure: ServiceError) => failure,
    );
    const text =
      "unexpected EKS Add-On (dev:coredns) state returned during creation: timeout while waiting for state to become 'ACTIVE' (last state: 'DEGRADED', timeout: 20m0s): InsufficientNumberOfReplicas: The add-on is unhealthy because it doesn't have the desired number of replicas.";
    assert.equal(error.details, text);
    const [details] = error.metadata.get("grpc-status-details-bin");
    const [any] = Status.deserializeBinary(details as Buffer).getDetailsList();
    const partial = pb.ErrorResourceInitFailed.deserializeBinary(any!.getValue_asU8());
    assert.equal(partial.getId(), "dev:coredns");
    assert.deepEqual(partial.getReasonsList(), [text]);
    assert.equal(decode(partial.getProperties()).values["addonName"], "coredns");
  });
});
