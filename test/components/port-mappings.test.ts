import assert from "node:assert/strict";
import { compileFunction } from "node:vm";
import type * as pulumi from "@pulumi/pulumi";
import { PortMappings } from "../../components/custom-routing";
import { bundle } from "../../components/lambda-bundle";
import { refuses } from "../model/refusal";
import { deploy, valueOf } from "./harness";

const types = {
  function: "aws:lambda/function:Function",
  table: "aws:dynamodb/table:Table",
  schedule: "aws:scheduler/schedule:Schedule",
  url: "aws:lambda/functionUrl:FunctionUrl",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  bucket: "aws:s3/bucket:Bucket",
};

const acceleratorArn = "arn:aws:globalaccelerator::123456789012:accelerator/1";

const deployed = (everyMinutes?: number) =>
  deploy(
    () =>
      new PortMappings("mappings", {
        acceleratorArn,
        ...(everyMinutes !== undefined && { everyMinutes }),
      }),
    { [types.url]: () => ({ functionUrl: "https://lookup.example/" }) },
  );

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: string | string[];
}

const statements = (inputs: Record<string, unknown>) =>
  (JSON.parse(String(inputs.policy)) as { Statement: Statement[] }).Statement;

/** Returns the code of a bundle for Lambda. */
async function codeOf(file: string): Promise<string> {
  const assets = await (bundle(file).code as pulumi.asset.AssetArchive).assets;
  return (assets["index.js"] as pulumi.asset.StringAsset).text;
}

describe("The export of port mappings", () => {
  it("writes a table of blocks and private files, which are deleted with the stack", async () => {
    const { get, result } = await deployed();
    const { billingMode, hashKey, rangeKey, attributes } = get(types.table).inputs;
    assert.deepEqual(
      { billingMode, hashKey, rangeKey, attributes },
      {
        billingMode: "PAY_PER_REQUEST",
        hashKey: "subnetId",
        rangeKey: "block",
        attributes: [
          { name: "subnetId", type: "S" },
          { name: "block", type: "S" },
        ],
      },
    );
    assert.equal(get(types.bucket).inputs.forceDestroy, true);
    assert.equal(await valueOf(result.bucketName), "mappings-files-id");
    assert.equal(await valueOf(result.lookupUrl), "https://lookup.example/");
  });

  it("runs every five minutes, or as often as configured", async () => {
    const usual = (await deployed()).get(types.schedule).inputs;
    assert.equal(usual.scheduleExpression, "rate(5 minutes)");
    assert.deepEqual(usual.target, {
      arn: "arn:aws:lambda:us-east-1:123456789012:mappings-exporter",
      roleArn: "arn:aws:iam:us-east-1:123456789012:mappings-schedule",
      retryPolicy: { maximumRetryAttempts: 0 },
    });
    const often = (await deployed(1)).get(types.schedule).inputs;
    assert.equal(often.scheduleExpression, "rate(1 minute)");
  });

  it("gets the accelerator, the table and the bucket as settings", async () => {
    const { get } = await deployed();
    assert.deepEqual(get(types.function, "mappings-exporter").inputs.environment, {
      variables: {
        ACCELERATOR_ARN: acceleratorArn,
        BUCKET_NAME: "mappings-files-id",
        TABLE_NAME: "mappings-blocks-id",
      },
    });
    assert.deepEqual(get(types.function, "mappings-lookup").inputs.environment, {
      variables: { BUCKET_NAME: "mappings-files-id" },
    });
  });

  it("has permissions on its own resources only", async () => {
    const { get } = await deployed();
    const exporter = statements(get(types.rolePolicy, "mappings-exporter").inputs);
    assert.deepEqual(
      exporter.map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["Accelerator", [acceleratorArn, `${acceleratorArn}/listener/*`]],
        ["Table", "arn:aws:dynamodb:us-east-1:123456789012:mappings-blocks"],
        ["List", "arn:aws:s3:us-east-1:123456789012:mappings-files"],
        ["Files", "arn:aws:s3:us-east-1:123456789012:mappings-files/*"],
        ["Logs", "arn:aws:cloudwatch:us-east-1:123456789012:mappings-logs:*"],
      ],
    );
    const lookup = statements(get(types.rolePolicy, "mappings-lookup").inputs);
    assert.deepEqual(
      lookup.flatMap(({ Action }) => Action),
      ["s3:ListBucket", "s3:GetObject", "logs:CreateLogStream", "logs:PutLogEvents"],
    );
  });

  it("has its functions' permissions before the functions run", async () => {
    const { get } = await deployed();
    assert(get(types.function, "mappings-exporter").dependencies.includes("mappings-exporter"));
    assert(get(types.schedule).dependencies.includes("mappings-schedule"));
  });

  it("answers look-ups to callers with AWS credentials only", async () => {
    const { get } = await deployed();
    assert.equal(get(types.url).inputs.authorizationType, "AWS_IAM");
  });

  it("is refused at invalid intervals", () => {
    refuses(
      () => new PortMappings("mappings", { acceleratorArn, everyMinutes: 0.5 }),
      "everyMinutes: 0.5 must be a whole number from 1. Give a number of minutes.",
    );
  });

  it("is refused with a retention that CloudWatch Logs does not have", () => {
    refuses(
      () => new PortMappings("mappings", { acceleratorArn, logRetentionDays: 31 }),
      "logRetentionDays: 31 is not a number of days that CloudWatch Logs keeps entries. Take 60.",
    );
  });
});

describe("The code of a function", () => {
  for (const file of ["port-mapping/export-handler.ts", "port-mapping/lookup-handler.ts"]) {
    it(`is one module that imports only Lambda's runtime: ${file}`, async () => {
      const code = await codeOf(file);
      const needed = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name = ""]) => name);
      assert(needed.length > 0);
      assert.deepEqual(
        needed.filter((name) => !name.startsWith("@aws-sdk/client-") && !name.startsWith("node:")),
        [],
      );
      assert.doesNotMatch(code, new RegExp(process.cwd()));
      assert.equal(await codeOf(file), code);
    });
  }

  it("has a handler", async () => {
    const module = { exports: {} as { handler?: unknown } };
    const code = await codeOf("port-mapping/export-handler.ts");
    const run = compileFunction(code, ["module", "exports", "require"]) as (
      ...args: unknown[]
    ) => void;
    run(module, module.exports, require);
    assert.equal(typeof module.exports.handler, "function");
  });
});
