import assert from "node:assert/strict";
import type { CloudError } from "../../../simulator/errors";
import { trust } from "./everything/make";
import { LocalAws, type Made } from "./local-aws";

/** Asserts that a call fails, with a code and a text. */
const refuses = (call: Promise<unknown>, text: RegExp) =>
  assert.rejects(call, ({ code, message }: CloudError) => {
    assert.match(`${code}: ${message}`, text);
    return true;
  });

const types = {
  function: "aws:lambda/function:Function",
  url: "aws:lambda/functionUrl:FunctionUrl",
  table: "aws:dynamodb/table:Table",
  schedule: "aws:scheduler/schedule:Schedule",
} as const;

describe("Functions, tables and schedules of the local cloud", () => {
  let aws: LocalAws;
  let role: Made;
  let caller: Made;

  beforeEach(async () => {
    aws = await LocalAws.start();
    role = await aws.create(
      "aws:iam/role:Role",
      { assumeRolePolicy: trust("lambda.amazonaws.com") },
      "function",
    );
    caller = await aws.create(
      "aws:iam/role:Role",
      { assumeRolePolicy: trust("scheduler.amazonaws.com") },
      "schedule",
    );
  });
  afterEach(() => aws.stop());

  const functionInputs = (more: object = {}) => ({
    name: "exporter",
    role: role.outputs["arn"]!,
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "code",
    s3Key: "exporter.zip",
    ...more,
  });
  const makeFunction = (more: object = {}, name = "exporter") =>
    aws.create(types.function, functionInputs(more), name);
  const makeSchedule = async (more: object = {}) =>
    aws.create(types.schedule, {
      name: "often",
      scheduleExpression: "rate(5 minutes)",
      flexibleTimeWindow: { mode: "OFF" },
      target: { arn: (await makeFunction()).outputs["arn"]!, roleArn: caller.outputs["arn"]! },
      ...more,
    });
  const table = (more: object = {}) =>
    aws.create(types.table, {
      name: "mappings",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "subnetId",
      attributes: [{ name: "subnetId", type: "S" }],
      ...more,
    });

  it("names a function in ARNs as AWS does", async () => {
    const { outputs } = await makeFunction();
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:exporter";
    assert.deepEqual(
      [outputs["arn"], outputs["qualifiedArn"], outputs["invokeArn"]],
      [
        arn,
        `${arn}:$LATEST`,
        `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
      ],
    );
  });

  it("gives a function one URL", async () => {
    await makeFunction();
    const inputs = { functionName: "exporter", authorizationType: "AWS_IAM" };
    const { outputs } = await aws.create(types.url, inputs);
    assert.match(
      outputs["functionUrl"] as string,
      /^https:\/\/[a-z0-9]{32}\.lambda-url\.us-east-1\.on\.aws\/$/,
    );
    await refuses(aws.create(types.url, inputs, "second"), /ResourceConflictException/);
  });

  const refused: [string, () => Promise<unknown>, RegExp][] = [
    [
      "a function whose role Lambda may not take",
      () => makeFunction({ role: caller.outputs["arn"]! }),
      /InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda\./,
    ],
    [
      "a function whose role is not there",
      () => makeFunction({ role: "arn:aws:iam::123456789012:role/nobody" }),
      /InvalidParameterValueException: The role defined/,
    ],
    [
      "a function without code",
      () => makeFunction({ s3Bucket: undefined, s3Key: undefined }),
      /InvalidParameterValueException: Please provide a source for function code\./,
    ],
    [
      "a function without a handler",
      () => makeFunction({ handler: undefined }),
      /InvalidParameterValueException: Runtime and Handler are mandatory/,
    ],
    [
      "a second function of one name",
      async () => {
        await makeFunction();
        await makeFunction({}, "other");
      },
      /ResourceConflictException: Function already exist: exporter/,
    ],
    [
      "a URL of no function",
      () => aws.create(types.url, { functionName: "nobody", authorizationType: "AWS_IAM" }),
      /ResourceNotFoundException: Function not found: nobody/,
    ],
    [
      "a table whose key has no type",
      () => table({ rangeKey: "block" }),
      /ValidationException: .*Keys: \[subnetId, block\], AttributeDefinitions: \[subnetId\]/,
    ],
    [
      "a table with an attribute that no key has",
      () =>
        table({
          attributes: [
            { name: "subnetId", type: "S" },
            { name: "count", type: "N" },
          ],
        }),
      /ValidationException: .*does not exactly match number of attributes/,
    ],
    [
      "a table with provisioned capacity of nothing",
      () => table({ billingMode: "PROVISIONED" }),
      /ValidationException: .*must both be specified/,
    ],
    [
      "a schedule of no sense",
      () => makeSchedule({ scheduleExpression: "rate(five minutes)" }),
      /ValidationException: Invalid Schedule Expression rate\(five minutes\)\./,
    ],
    [
      "a schedule whose role the scheduler may not take",
      async () => {
        const { outputs } = await makeFunction();
        await aws.create(types.schedule, {
          scheduleExpression: "rate(1 minute)",
          flexibleTimeWindow: { mode: "OFF" },
          target: { arn: outputs["arn"]!, roleArn: role.outputs["arn"]! },
        });
      },
      /ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role\./,
    ],
    [
      "a window of no length",
      () => makeSchedule({ flexibleTimeWindow: { mode: "FLEXIBLE" } }),
      /ValidationException: Invalid FlexibleTimeWindow/,
    ],
  ];
  for (const [title, call, error] of refused) {
    it(`refuses ${title}`, () => refuses(call(), error));
  }

  it("keeps a protected table", async () => {
    const made = await table({ deletionProtectionEnabled: true });
    await refuses(
      Promise.resolve(aws.delete(made)),
      /ValidationException: Resource cannot be deleted/,
    );
  });
});
