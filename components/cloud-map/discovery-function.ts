import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkLogRetention } from "../../model/cluster/log-retention";
import { accountOf } from "../account";
import { policyDocument, serviceRole } from "../iam";
import { bundle } from "../lambda-bundle";
import { encryptedLogGroup } from "../log-group";
import { scopeOf, type Scope } from "../scope";
import { discoverStatement, type PublishedNamespace } from "./external-dns-policy";

/** Arguments of a {@link DiscoveryFunction}. */
export interface DiscoveryFunctionArgs {
  /** The namespace in which the function discovers services. */
  namespace: PublishedNamespace;

  /**
   * Days for which logs are kept.
   *
   * @default 30
   */
  logRetentionDays?: number;
}

/**
 * Discovery by attributes over HTTP, for clients without an AWS SDK: a Lambda function with a URL,
 * for callers with AWS credentials (Signature Version 4).
 *
 * @throws InputError before anything is registered.
 * @example
 * new DiscoveryFunction("discover", { namespace: services });
 * // GET <url>?service=frontend&query=version=1.0,active=yes
 */
export class DiscoveryFunction extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  /** ARN of the function. A caller needs `lambda:InvokeFunctionUrl` on it. */
  readonly functionArn: pulumi.Output<string>;

  constructor(name: string, args: DiscoveryFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace, logRetentionDays = 30 } = args;
    checkLogRetention(logRetentionDays, "logRetentionDays");
    super("eks-scenarios:cloud-map:DiscoveryFunction", name, {}, opts);
    const scope = scopeOf(this, name, "cloud-map");
    const logGroup = encryptedLogGroup(scope, "logs", {
      logGroupName: `/aws/lambda/${pulumi.getStack()}/${name}`,
      retentionDays: logRetentionDays,
    });
    const code = createFunction(scope, namespace, logGroup);
    const { functionUrl } = new aws.lambda.FunctionUrl(
      name,
      { functionName: code.name, authorizationType: "AWS_IAM" },
      { parent: this },
    );
    this.url = functionUrl;
    this.functionArn = code.arn;
    this.registerOutputs({ url: this.url, functionArn: this.functionArn });
  }
}

function createFunction(
  scope: Scope,
  namespace: PublishedNamespace,
  logGroup: aws.cloudwatch.LogGroup,
): aws.lambda.Function {
  const description = `Discovers services in ${namespace.namespaceName} by their attributes`;
  const account = accountOf(scope.parent);
  const { role } = serviceRole(scope, "function", {
    description,
    trust: { service: "lambda.amazonaws.com" },
    partition: account.partition,
  });
  const policy = new aws.iam.RolePolicy(
    scope.name,
    {
      role: role.name,
      policy: policyDocument(discoverStatement(account, [namespace]), {
        Sid: "Logs",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: pulumi.interpolate`${logGroup.arn}:*`,
      }),
    },
    { parent: scope.parent },
  );
  return new aws.lambda.Function(
    scope.name,
    {
      description,
      role: role.arn,
      ...bundle("discover/handler.ts"),
      architectures: ["arm64"],
      timeout: 10,
      memorySize: 256,
      environment: { variables: { NAMESPACE_NAME: namespace.namespaceName } },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      tags: scope.tags,
    },
    { parent: scope.parent, dependsOn: [policy] },
  );
}
