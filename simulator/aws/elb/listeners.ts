import type { lb } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { all, requireTarget, type Reference } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { invalid, listener, listenerRule, loadBalancer, targetGroup } from "./reference-targets";

type ListenerCall = AwsCall<lb.ListenerArgs>;
type RuleCall = AwsCall<lb.ListenerRuleArgs>;

/** Target groups that actions forward to: they cannot be deleted before. */
const forwards = (path: string): Reference[] => [
  { path: `${path}[].targetGroupArn`, to: targetGroup },
  { path: `${path}[].forward.targetGroups[].arn`, to: targetGroup },
];

export const listenerType = resourceType<lb.ListenerArgs>({
  token: listener.type,
  service: "Elastic Load Balancing v2",
  noun: "ELBv2 Listener",
  operations: {
    create: "CreateListener",
    read: "DescribeListeners",
    update: "ModifyListener",
    delete: "DeleteListener",
  },
  id: ({ inputs, hex }) =>
    `${inputs.loadBalancerArn.replace(":loadbalancer/", ":listener/")}/${hex(16)}`,
  references: [
    { path: "loadBalancerArn", to: loadBalancer, blocks: false },
    ...forwards("defaultActions"),
  ],
  validate: (call) => {
    requireProtocol(call);
    requireFreePort(call);
  },
  outputs: (call) => ({
    arn: call.id,
    protocol: protocolOf(call),
    sslPolicy: call.inputs.sslPolicy ?? (isEncrypted(call) ? "ELBSecurityPolicy-2016-08" : ""),
  }),
});

/** The provider takes HTTP for none, at Application Load Balancers. */
function protocolOf(call: ListenerCall): string {
  const { loadBalancerType } = requireTarget(
    call,
    loadBalancer,
    call.inputs.loadBalancerArn,
  ).inputs;
  const isApplication = (loadBalancerType ?? "application") === "application";
  return call.inputs.protocol ?? (isApplication ? "HTTP" : "");
}

function isEncrypted(call: ListenerCall): boolean {
  return ["HTTPS", "TLS"].includes(protocolOf(call));
}

function requireProtocol(call: ListenerCall): void {
  const { loadBalancerType } = requireTarget(
    call,
    loadBalancer,
    call.inputs.loadBalancerArn,
  ).inputs;
  const allowed =
    (loadBalancerType ?? "application") === "application"
      ? ["HTTP", "HTTPS"]
      : ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"];
  const protocol = protocolOf(call);
  if (loadBalancerType !== "gateway" && !allowed.includes(protocol)) {
    throw invalid(`Listener protocol '${protocol}' must be one of '${allowed.join(", ")}'`);
  }
  if (isEncrypted(call) && call.inputs.certificateArn === undefined) {
    throw invalid("A certificate must be specified for HTTPS and TLS listeners");
  }
}

function requireFreePort(call: ListenerCall): void {
  const { loadBalancerArn, port } = call.inputs;
  const isTaken = all(call, listener).some(
    ({ id, inputs }) =>
      id !== call.id && inputs.loadBalancerArn === loadBalancerArn && inputs.port === port,
  );
  if (!isTaken) return;
  throw new CloudError(
    "DuplicateListener",
    `A listener already exists on this port for this load balancer '${loadBalancerArn}'`,
  );
}

export const listenerRuleType = resourceType<lb.ListenerRuleArgs>({
  token: listenerRule.type,
  service: "Elastic Load Balancing v2",
  noun: "ELBv2 Listener Rule",
  operations: {
    create: "CreateRule",
    read: "DescribeRules",
    update: "ModifyRule",
    delete: "DeleteRule",
  },
  id: ({ inputs, hex }) =>
    `${inputs.listenerArn.replace(":listener/", ":listener-rule/")}/${hex(16)}`,
  references: [{ path: "listenerArn", to: listener, blocks: false }, ...forwards("actions")],
  validate: requireFreePriority,
  outputs: (call) => ({ arn: call.id, priority: priorityOf(call) }),
});

/** The provider takes the next free priority for none. */
function priorityOf(call: RuleCall): number {
  const taken = rulesBeside(call).map(({ outputs }) => Number(outputs["priority"]));
  const before = call.previous?.outputs["priority"];
  return call.inputs.priority ?? Number(before ?? Math.max(0, ...taken) + 1);
}

function rulesBeside(call: RuleCall) {
  return all(call, listenerRule).filter(
    ({ id, inputs }) => id !== call.id && inputs.listenerArn === call.inputs.listenerArn,
  );
}

function requireFreePriority(call: RuleCall): void {
  const priority = priorityOf(call);
  const isTaken = rulesBeside(call).some(({ outputs }) => outputs["priority"] === priority);
  if (!isTaken) return;
  throw new CloudError("PriorityInUse", `Priority '${priority}' is currently in use`);
}
