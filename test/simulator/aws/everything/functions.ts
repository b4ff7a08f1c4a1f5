import { trust, type Make } from "./make";

/** A function with a URL, what it writes to, and what calls it. */
export async function makeFunctions(make: Make): Promise<void> {
  const role = await make(
    "iam/Role",
    { assumeRolePolicy: trust("lambda.amazonaws.com") },
    "function",
  );
  const exporter = await make("lambda/Function", {
    role: role.outputs["arn"]!,
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "code",
    s3Key: "exporter.zip",
  });
  await make("lambda/FunctionUrl", { functionName: exporter.id, authorizationType: "AWS_IAM" });
  await make("dynamodb/Table", {
    billingMode: "PAY_PER_REQUEST",
    hashKey: "subnetId",
    attributes: [{ name: "subnetId", type: "S" }],
  });
  const caller = await make(
    "iam/Role",
    { assumeRolePolicy: trust("scheduler.amazonaws.com") },
    "schedule",
  );
  await make("scheduler/Schedule", {
    scheduleExpression: "rate(5 minutes)",
    flexibleTimeWindow: { mode: "OFF" },
    target: { arn: exporter.outputs["arn"]!, roleArn: caller.outputs["arn"]! },
  });
}
