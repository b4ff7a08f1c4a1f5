import type { lb } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { text } from "../../values";
import { vpc } from "../ec2/reference-targets";
import { arn } from "../identity";
import { all, requireTarget } from "../references";
import { resourceType, type AwsCall, type Place } from "../resource";
import { invalid, listener, listenerRule, targetGroup } from "./reference-targets";

type GroupCall = AwsCall<lb.TargetGroupArgs>;

export const targetGroupType = resourceType<lb.TargetGroupArgs>({
  token: targetGroup.type,
  service: "Elastic Load Balancing v2",
  noun: "ELBv2 Target Group",
  operations: {
    create: "CreateTargetGroup",
    read: "DescribeTargetGroups",
    update: "ModifyTargetGroupAttributes",
    delete: "DeleteTargetGroup",
  },
  id: ({ session, inputs, hex }) =>
    arn(session, "elasticloadbalancing", `targetgroup/${inputs.name}/${hex(16)}`),
  defaults: {
    deregistrationDelay: 300,
    lambdaMultiValueHeadersEnabled: false,
    proxyProtocolV2: false,
    slowStart: 0,
    targetType: "instance",
  },
  autoname: { property: "name", prefix: "namePrefix", maxLength: 32 },
  references: [
    {
      path: "vpcId",
      to: { ...vpc, notFound: (id) => invalid(`The VPC ID '${id}' is not found`) },
    },
  ],
  validate: (call) => {
    requireName(call);
    requireParts(call);
  },
  outputs: groupOutputs,
});

function requireName(call: GroupCall): void {
  const { name = "" } = call.inputs;
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(name)) {
    throw invalid(
      `Target group name '${name}' can only contain characters that are alphanumeric characters or hyphens(-), and cannot begin or end with '-'`,
    );
  }
  const isTaken = all(call, targetGroup).some(
    ({ id, outputs }) => id !== call.id && outputs["name"] === name,
  );
  if (!isTaken) return;
  throw new CloudError(
    "DuplicateTargetGroupName",
    `A target group with the same name '${name}' exists, but with different settings`,
  );
}

/** Source: Elastic Load Balancing API Reference, CreateTargetGroup. */
function requireParts({ inputs }: GroupCall): void {
  const parts = { protocol: inputs.protocol, port: inputs.port, "VPC ID": inputs.vpcId };
  const isLambda = inputs.targetType === "lambda";
  for (const [name, value] of Object.entries(parts)) {
    if (isLambda && value !== undefined) {
      throw invalid(`${name} cannot be specified for target groups with target type 'lambda'`);
    }
    if (!isLambda && value === undefined) throw invalid(`A ${name} must be specified`);
  }
}

function groupOutputs(call: GroupCall) {
  const { id, inputs } = call;
  const { protocol = "", targetType } = inputs;
  const isHttp = protocol === "HTTP" || protocol === "HTTPS";
  return {
    arn: id,
    arnSuffix: id.split(":").at(-1) ?? "",
    name: inputs.name,
    ipAddressType: inputs.ipAddressType ?? (targetType === "lambda" ? "" : "ipv4"),
    protocolVersion: inputs.protocolVersion ?? (isHttp ? "HTTP1" : ""),
    preserveClientIp: inputs.preserveClientIp ?? "",
    loadBalancingAlgorithmType: inputs.loadBalancingAlgorithmType ?? (isHttp ? "round_robin" : ""),
    loadBalancingAnomalyMitigation: inputs.loadBalancingAnomalyMitigation ?? (isHttp ? "off" : ""),
    loadBalancingCrossZoneEnabled:
      inputs.loadBalancingCrossZoneEnabled ?? "use_load_balancer_configuration",
    healthCheck: {
      enabled: targetType !== "lambda",
      healthyThreshold: isHttp ? 5 : 3,
      interval: 30,
      matcher: isHttp ? "200" : "",
      path: isHttp ? "/" : "",
      port: "traffic-port",
      protocol: isHttp ? "HTTP" : "TCP",
      timeout: isHttp ? 5 : 10,
      unhealthyThreshold: isHttp ? 2 : 3,
      ...inputs.healthCheck,
    },
    stickiness: {
      enabled: inputs.stickiness !== undefined,
      type: isHttp ? "lb_cookie" : "source_ip",
      cookieDuration: 86_400,
      cookieName: "",
      ...inputs.stickiness,
    },
    targetGroupHealth: inputs.targetGroupHealth ?? {
      dnsFailover: { minimumHealthyTargetsCount: "1", minimumHealthyTargetsPercentage: "off" },
      unhealthyStateRouting: {
        minimumHealthyTargetsCount: 1,
        minimumHealthyTargetsPercentage: "off",
      },
    },
    loadBalancerArns: balancersOf(call, id),
  };
}

/** The load balancers that send something to a target group. */
function balancersOf(place: Place, targetGroupArn: string): string[] {
  const names = (value: unknown) => JSON.stringify(value ?? []).includes(`"${targetGroupArn}"`);
  const own = all(place, listener).filter(({ inputs }) => names(inputs.defaultActions));
  const ruled = all(place, listenerRule)
    .filter(({ inputs }) => names(inputs.actions))
    .map(({ inputs }) => requireTarget(place, listener, inputs.listenerArn));
  return [...new Set([...own, ...ruled].map(({ inputs }) => text(inputs.loadBalancerArn)))];
}

export const attachmentType = resourceType<lb.TargetGroupAttachmentArgs>({
  token: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  service: "Elastic Load Balancing v2",
  noun: "ELBv2 Target Group Attachment",
  operations: {
    create: "RegisterTargets",
    read: "DescribeTargetHealth",
    delete: "DeregisterTargets",
  },
  overwrites: true,
  id: ({ inputs, hex }) => `${inputs.targetGroupArn}-${hex(26)}`,
  references: [{ path: "targetGroupArn", to: targetGroup, blocks: false }],
});
