import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountOf } from "../account";
import { policyDocument, serviceRole } from "../iam";
import { encryptedLogGroup } from "../log-group";
import { named, type Scope } from "../scope";

/** Records all traffic of a VPC in an encrypted log group, aggregated over a minute. */
export function createFlowLogs(
  scope: Scope,
  vpcId: pulumi.Output<string>,
  retentionDays: number,
): void {
  const { id, region, partition } = accountOf(scope.parent);
  const logGroup = encryptedLogGroup(scope, "flow-logs", {
    logGroupName: `/aws/vpc/${pulumi.getStack()}/${scope.name}`,
    retentionDays,
  });
  const { role } = serviceRole(scope, "flow-logs", {
    description: `Writes the flow logs of ${scope.name}`,
    partition,
    trust: {
      service: "vpc-flow-logs.amazonaws.com",
      condition: {
        StringEquals: { "aws:SourceAccount": id },
        ArnLike: {
          "aws:SourceArn": pulumi.interpolate`arn:${partition}:ec2:${region}:${id}:vpc-flow-log/*`,
        },
      },
    },
  });
  const policy = new aws.iam.RolePolicy(
    `${scope.name}-flow-logs`,
    {
      role: role.name,
      policy: policyDocument({
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        Resource: [logGroup.arn, pulumi.interpolate`${logGroup.arn}:*`],
      }),
    },
    { parent: scope.parent },
  );
  new aws.ec2.FlowLog(
    `${scope.name}-flow-logs`,
    {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 60,
      tags: named(scope, `${scope.name}-flow-logs`),
    },
    { parent: scope.parent, dependsOn: [policy] },
  );
}
