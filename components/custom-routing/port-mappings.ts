import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { portMappingSettings } from "../../model/custom-routing/settings";
import { InputError } from "../../model/errors";
import { filled } from "../../model/schema-parts";
import { checkLogRetention } from "../../model/cluster/log-retention";
import { policyDocument, serviceRole, type Statement } from "../iam";
import { bundle } from "../lambda-bundle";
import { encryptedLogGroup } from "../log-group";
import { scopeOf, type Scope } from "../scope";
import { createMappingStores, type MappingStores } from "./mapping-stores";
import type { PortMappingsArgs } from "./port-mappings-args";

/**
 * The port mappings of an accelerator, for matchmakers: in a table and in files that a Lambda
 * function keeps up to date, and over HTTP from another function.
 *
 * @throws InputError before anything is registered.
 * @example
 * new PortMappings("mappings", { acceleratorArn: routing.acceleratorArn });
 */
export class PortMappings extends pulumi.ComponentResource {
  /** Name of the bucket with the files `<accelerator>/<endpoint group>/<subnet>.portmap`. */
  readonly bucketName: pulumi.Output<string>;
  /** Name of the table with the blocks of mappings. */
  readonly tableName: pulumi.Output<string>;
  /** URL for look-ups over HTTP, for callers with AWS credentials (Signature Version 4). */
  readonly lookupUrl: pulumi.Output<string>;
  /** Name of the function that exports. Invoke it if the schedule is too slow. */
  readonly exporterName: pulumi.Output<string>;
  /** ARN of the function that answers look-ups. A caller needs `lambda:InvokeFunctionUrl` on it. */
  readonly lookupArn: pulumi.Output<string>;

  constructor(name: string, args: PortMappingsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { everyMinutes, logRetentionDays = 30 } = filled(portMappingSettings, args);
    check(everyMinutes, logRetentionDays);
    super("eks-scenarios:custom-routing:PortMappings", name, {}, opts);
    const scope = scopeOf(this, name, "custom-routing");
    const stores = createMappingStores(scope);
    const logGroup = encryptedLogGroup(scope, "logs", {
      logGroupName: `/aws/lambda/${pulumi.getStack()}/${name}`,
      retentionDays: logRetentionDays,
    });
    const exporter = createExporter(scope, stores, logGroup, args.acceleratorArn);
    createSchedule(scope, exporter, everyMinutes);
    const lookup = createLookup(scope, stores, logGroup);
    this.bucketName = stores.bucket.id;
    this.tableName = stores.table.name;
    this.lookupUrl = lookup.url.functionUrl;
    this.lookupArn = lookup.lookup.arn;
    this.exporterName = exporter.name;
    this.registerOutputs({
      bucketName: this.bucketName,
      tableName: this.tableName,
      lookupUrl: this.lookupUrl,
    });
  }
}

function check(everyMinutes: number, logRetentionDays: number): void {
  checkLogRetention(logRetentionDays, "logRetentionDays");
  if (Number.isInteger(everyMinutes) && everyMinutes >= 1) return;
  throw new InputError({
    argument: "everyMinutes",
    value: everyMinutes,
    rule: "must be a whole number from 1",
    fix: "Give a number of minutes.",
  });
}

interface FunctionArgs {
  description: string;
  /** Path of the module in `functions/`. */
  file: string;
  timeout: number;
  memorySize: number;
  variables: Record<string, pulumi.Input<string>>;
  permissions: readonly Statement[];
}

function createFunction(
  scope: Scope,
  suffix: string,
  logGroup: aws.cloudwatch.LogGroup,
  args: FunctionArgs,
): aws.lambda.Function {
  const name = `${scope.name}-${suffix}`;
  const opts = { parent: scope.parent };
  const { role } = serviceRole(scope, suffix, {
    description: args.description,
    trust: { service: "lambda.amazonaws.com" },
    partition: "aws",
  });
  const policy = new aws.iam.RolePolicy(
    name,
    {
      role: role.name,
      policy: policyDocument(...args.permissions, {
        Sid: "Logs",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: pulumi.interpolate`${logGroup.arn}:*`,
      }),
    },
    opts,
  );
  return new aws.lambda.Function(
    name,
    {
      description: args.description,
      role: role.arn,
      ...bundle(args.file),
      architectures: ["arm64"],
      timeout: args.timeout,
      memorySize: args.memorySize,
      environment: { variables: args.variables },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      tags: scope.tags,
    },
    { ...opts, dependsOn: [policy] },
  );
}

/** Creates the function that exports. */
function createExporter(
  scope: Scope,
  { bucket, table }: MappingStores,
  logGroup: aws.cloudwatch.LogGroup,
  acceleratorArn: pulumi.Input<string>,
): aws.lambda.Function {
  return createFunction(scope, "exporter", logGroup, {
    description: "Exports the port mappings of a custom routing accelerator",
    file: "port-mapping/export-handler.ts",
    // Three million mappings are 150 pages.
    timeout: 900,
    memorySize: 1024,
    variables: {
      ACCELERATOR_ARN: acceleratorArn,
      BUCKET_NAME: bucket.id,
      TABLE_NAME: table.id,
    },
    permissions: [
      {
        Sid: "Accelerator",
        Action: [
          "globalaccelerator:DescribeCustomRoutingAccelerator",
          "globalaccelerator:ListCustomRoutingEndpointGroups",
          "globalaccelerator:ListCustomRoutingListeners",
          "globalaccelerator:ListCustomRoutingPortMappings",
        ],
        Resource: [
          pulumi.interpolate`${acceleratorArn}`,
          pulumi.interpolate`${acceleratorArn}/listener/*`,
        ],
      },
      { Sid: "Table", Action: ["dynamodb:BatchWriteItem", "dynamodb:Query"], Resource: table.arn },
      { Sid: "List", Action: "s3:ListBucket", Resource: bucket.arn },
      {
        Sid: "Files",
        Action: ["s3:DeleteObject", "s3:PutObject"],
        Resource: pulumi.interpolate`${bucket.arn}/*`,
      },
    ],
  });
}

/** Creates the function that answers look-ups, with its URL. */
function createLookup(
  scope: Scope,
  { bucket }: MappingStores,
  logGroup: aws.cloudwatch.LogGroup,
): { lookup: aws.lambda.Function; url: aws.lambda.FunctionUrl } {
  const lookup = createFunction(scope, "lookup", logGroup, {
    description: "Looks up port mappings of a custom routing accelerator, from both ends",
    file: "port-mapping/lookup-handler.ts",
    timeout: 30,
    memorySize: 512,
    variables: { BUCKET_NAME: bucket.id },
    permissions: [
      { Sid: "List", Action: "s3:ListBucket", Resource: bucket.arn },
      {
        Sid: "Files",
        Action: "s3:GetObject",
        Resource: pulumi.interpolate`${bucket.arn}/*`,
      },
    ],
  });
  const url = new aws.lambda.FunctionUrl(
    `${scope.name}-lookup`,
    { functionName: lookup.name, authorizationType: "AWS_IAM" },
    { parent: scope.parent },
  );
  return { lookup, url };
}

/** Calls the exporter on a schedule. */
function createSchedule(
  scope: Scope,
  exporter: aws.lambda.Function,
  everyMinutes: number,
): aws.scheduler.Schedule {
  const name = `${scope.name}-schedule`;
  const opts = { parent: scope.parent };
  const { role } = serviceRole(scope, "schedule", {
    description: `Calls the exporter of ${scope.name}`,
    trust: { service: "scheduler.amazonaws.com" },
    partition: "aws",
  });
  const policy = new aws.iam.RolePolicy(
    name,
    {
      role: role.name,
      policy: policyDocument({ Action: "lambda:InvokeFunction", Resource: exporter.arn }),
    },
    opts,
  );
  return new aws.scheduler.Schedule(
    name,
    {
      description: `Exports port mappings every ${everyMinutes} min`,
      scheduleExpression: `rate(${everyMinutes} ${everyMinutes === 1 ? "minute" : "minutes"})`,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: exporter.arn,
        roleArn: role.arn,
        // The next scheduled call replaces a retry.
        retryPolicy: { maximumRetryAttempts: 0 },
      },
    },
    { ...opts, dependsOn: [policy] },
  );
}
