import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { DiscoveryFunction, type PublishedNamespace } from "../../components/cloud-map";
import { deploy, valueOf } from "./harness";

const namespace: PublishedNamespace = {
  namespaceName: "games.internal",
  kind: "private",
  namespaceArn: pulumi.output("arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-1"),
  hostedZoneId: pulumi.output("Z1"),
};

const outputs = {
  "aws:lambda/functionUrl:FunctionUrl": () => ({ functionUrl: "https://discover.example/" }),
};

const build = (logRetentionDays?: number) => () =>
  new DiscoveryFunction("discover", {
    namespace,
    ...(logRetentionDays !== undefined && { logRetentionDays }),
  });

describe("The function that discovers services", () => {
  it("discovers in one namespace, and admits callers with AWS credentials only", async () => {
    const { get, result } = await deploy(build(), outputs);
    const { environment } = get("aws:lambda/function:Function").inputs;
    assert.deepEqual(environment, { variables: { NAMESPACE_NAME: "games.internal" } });
    const { authorizationType } = get("aws:lambda/functionUrl:FunctionUrl").inputs;
    assert.equal(authorizationType, "AWS_IAM");
    assert.equal(await valueOf(result.url), "https://discover.example/");
  });

  it("may discover in its namespace and write its logs, and nothing else", async () => {
    const { get } = await deploy(build(), outputs);
    const { policy } = get("aws:iam/rolePolicy:RolePolicy").inputs;
    const { Statement } = JSON.parse(String(policy)) as { Statement: Record<string, unknown>[] };
    assert.deepEqual(
      Statement.map(({ Action }) => Action),
      ["servicediscovery:DiscoverInstances", ["logs:CreateLogStream", "logs:PutLogEvents"]],
    );
    assert.deepEqual(Statement[0]?.Resource, [
      "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-1",
      "arn:aws:servicediscovery:us-east-1:123456789012:service/*",
    ]);
    assert.deepEqual(Statement[0]?.Condition, {
      StringEquals: { "servicediscovery:NamespaceName": ["games.internal"] },
    });
  });

  it("starts once it has its permissions", async () => {
    const { get } = await deploy(build(), outputs);
    assert(get("aws:lambda/function:Function").dependencies.includes("discover"));
  });

  it("refuses a number of days that CloudWatch Logs does not keep", async () => {
    await assert.rejects(deploy(build(31)), {
      message:
        "logRetentionDays: 31 is not a number of days that CloudWatch Logs keeps entries. Take 60.",
    });
  });
});
