import type { ec2 } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { arn } from "../identity";
import { all, type Target } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { networkInterface, subnet, vpc } from "./reference-targets";

const flowLog: Target<ec2.FlowLogArgs> = {
  type: "aws:ec2/flowLog:FlowLog",
  notFound: (id) =>
    new CloudError("InvalidFlowLogId.NotFound", `These flow log ids do not exist: ${id}`),
  inUse: ({ id }) => new CloudError("DependencyViolation", `${id} is in use.`),
};

// Source: Amazon VPC User Guide, "Flow log records": version 2.
const DEFAULT_FORMAT =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

export const flowLogType = resourceType<ec2.FlowLogArgs>({
  token: flowLog.type,
  service: "EC2",
  noun: "Flow Log",
  operations: { create: "CreateFlowLogs", delete: "DeleteFlowLogs" },
  id: ({ hex }) => `fl-${hex(17)}`,
  defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
  // Flow logs of a deleted VPC go by themselves.
  references: [
    { path: "vpcId", to: vpc, blocks: false },
    { path: "subnetId", to: subnet, blocks: false },
    { path: "eniId", to: networkInterface, blocks: false },
  ],
  validate: (call) => {
    requireRole(call);
    requireNew(call);
  },
  outputs: ({ session, id, inputs }) => ({
    arn: arn(session, "ec2", `vpc-flow-log/${id}`),
    logFormat: inputs.logFormat ?? DEFAULT_FORMAT,
  }),
});

function requireRole({ inputs }: AwsCall<ec2.FlowLogArgs>): void {
  if (inputs.logDestinationType !== "cloud-watch-logs" || inputs.iamRoleArn) return;
  throw new CloudError(
    "InvalidParameter",
    "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.",
  );
}

function requireNew(call: AwsCall<ec2.FlowLogArgs>): void {
  const source = ({ vpcId, subnetId, eniId, trafficType, logDestination }: ec2.FlowLogArgs) =>
    JSON.stringify([vpcId, subnetId, eniId, trafficType, logDestination]);
  const isTwice = all(call, flowLog).some(
    ({ id, inputs }) => id !== call.id && source(inputs) === source(call.inputs),
  );
  if (!isTwice) return;
  throw new CloudError(
    "FlowLogAlreadyExists",
    "There is an existing Flow Log with the same configuration and log destination.",
  );
}
