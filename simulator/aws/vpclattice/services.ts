import type { vpclattice } from "@pulumi/aws";
import { latticeLimits } from "../../../model/lattice/names";
import type { Properties } from "../../values";
import { arn, stableHex } from "../identity";
import { all } from "../references";
import { resourceType, type AwsCall, type AwsSession, type Place } from "../resource";
import { removeOwned } from "./owned-resources";
import {
  conflict,
  invalid,
  listener,
  listenerRule,
  overQuota,
  requireFreeName,
  service,
  targetGroup,
} from "./reference-targets";

type ListenerCall = AwsCall<vpclattice.ListenerArgs>;
type RuleCall = AwsCall<vpclattice.ListenerRuleArgs>;

const lastPart = (reference: string | undefined) => reference?.split("/").at(-1) ?? "";

/** The outputs of a service that AWS gives it. */
export function serviceOutputs(
  session: AwsSession,
  { id, name, inputs }: { id: string; name: string; inputs: { authType?: string } },
): Properties {
  const digits = id.replace(/^svc-/, "");
  const domain = stableHex(`${session.account}${session.region}`, 7);
  return {
    arn: arn(session, "vpc-lattice", `service/${id}`),
    authType: inputs.authType ?? "NONE",
    dnsEntries: [
      {
        domainName: `${name}-${digits}.${domain}.vpc-lattice-svcs.${session.region}.on.aws`,
        hostedZoneId: `Z${stableHex(session.region, 20).toUpperCase()}`,
      },
    ],
    idleTimeoutSeconds: 60,
    status: "ACTIVE",
  };
}

export const serviceType = resourceType<vpclattice.ServiceArgs>({
  token: service.type,
  service: "VPC Lattice",
  noun: "VPC Lattice Service",
  operations: {
    create: "CreateService",
    read: "GetService",
    update: "UpdateService",
    delete: "DeleteService",
  },
  id: ({ hex }) => `svc-${hex(17)}`,
  autoname: { property: "name", maxLength: 40 },
  validate: (call) => requireFreeName(call, service, "Service"),
  outputs: ({ session, id, inputs }) => ({
    ...serviceOutputs(session, { id, name: inputs.name!, inputs }),
    ...(inputs.idleTimeoutSeconds !== undefined && {
      idleTimeoutSeconds: inputs.idleTimeoutSeconds,
    }),
  }),
  afterDelete: removeOwned,
});

export const listenerType = resourceType<vpclattice.ListenerArgs>({
  token: listener.type,
  service: "VPC Lattice",
  noun: "VPC Lattice Listener",
  operations: {
    create: "CreateListener",
    read: "GetListener",
    update: "UpdateListener",
    delete: "DeleteListener",
  },
  id: ({ inputs, hex }) =>
    `${lastPart(inputs.serviceIdentifier ?? inputs.serviceArn)}/listener-${hex(17)}`,
  autoname: { property: "name", maxLength: 63 },
  references: [
    { path: "serviceIdentifier", to: service, blocks: false },
    { path: "serviceArn", to: service, blocks: false },
    {
      path: "defaultAction.forwards[].targetGroups[].targetGroupIdentifier",
      to: targetGroup,
    },
  ],
  validate: (call) => {
    requireRoomForListener(call);
    requireForwards(call);
  },
  changing: ["lastUpdatedAt"],
  outputs: ({ session, id, inputs, created }) => {
    const serviceId = lastPart(inputs.serviceIdentifier ?? inputs.serviceArn);
    return {
      arn: arn(session, "vpc-lattice", `service/${serviceId}/listener/${lastPart(id)}`),
      listenerId: lastPart(id),
      serviceIdentifier: serviceId,
      serviceArn: arn(session, "vpc-lattice", `service/${serviceId}`),
      port: portOf(inputs),
      createdAt: created,
      lastUpdatedAt: created,
    };
  },
  afterDelete: (call) => {
    for (const rule of all(call, listenerRule)) {
      const isOwn = lastPart(rule.inputs.listenerIdentifier) === lastPart(call.id);
      if (isOwn) call.world.remove(rule);
    }
  },
});

function portOf({ port, protocol }: Pick<ListenerCall["inputs"], "port" | "protocol">): number {
  return port ?? (protocol === "HTTP" ? 80 : 443);
}

function listenersOf(place: Place, serviceId: string) {
  return all(place, listener).filter(
    ({ inputs }) => lastPart(inputs.serviceIdentifier ?? inputs.serviceArn) === serviceId,
  );
}

function requireRoomForListener(call: ListenerCall): void {
  const { inputs, id } = call;
  const reference = inputs.serviceIdentifier ?? inputs.serviceArn;
  if (reference === undefined) throw invalid("serviceIdentifier is required");
  const others = listenersOf(call, lastPart(reference)).filter((other) => other.id !== id);
  if (others.some((other) => portOf(other.inputs) === portOf(inputs))) {
    throw conflict(`Listener with port ${portOf(inputs)} already exists for the service`);
  }
  if (others.length < latticeLimits.listenersPerService) return;
  throw overQuota("Service has reached its number of listeners");
}

function requireForwards({ inputs: { defaultAction } }: ListenerCall): void {
  const { fixedResponse, forwards = [] } = defaultAction;
  if ((fixedResponse === undefined) === (forwards.length === 0)) {
    throw invalid("Default action must be exactly one of forward and fixedResponse");
  }
  for (const { targetGroups = [] } of forwards) requireWeights(targetGroups);
}

function requireWeights(groups: readonly { weight?: number }[]): void {
  if (groups.length > latticeLimits.targetGroupsPerRule) {
    throw invalid("Number of target groups in an action is too large");
  }
  const wrong = groups.find(({ weight = 0 }) => weight < 0 || weight > latticeLimits.weight);
  if (wrong) throw invalid(`Weight ${wrong.weight} is not between 0 and ${latticeLimits.weight}`);
}

export const listenerRuleType = resourceType<vpclattice.ListenerRuleArgs>({
  token: listenerRule.type,
  service: "VPC Lattice",
  noun: "VPC Lattice Listener Rule",
  operations: {
    create: "CreateRule",
    read: "GetRule",
    update: "UpdateRule",
    delete: "DeleteRule",
  },
  id: ({ inputs, hex }) =>
    [
      lastPart(inputs.serviceIdentifier),
      lastPart(inputs.listenerIdentifier),
      `rule-${hex(17)}`,
    ].join("/"),
  autoname: { property: "name", maxLength: 63 },
  references: [
    { path: "serviceIdentifier", to: service, blocks: false },
    { path: "listenerIdentifier", to: listener, blocks: false },
    { path: "action.forward.targetGroups[].targetGroupIdentifier", to: targetGroup },
  ],
  validate: (call) => {
    requireRoomForRule(call);
    requireFewTargetGroups(call);
  },
  outputs: ({ session, id }) => {
    const [serviceId = "", listenerId = "", ruleId = ""] = id.split("/");
    const path = `service/${serviceId}/listener/${listenerId}/rule/${ruleId}`;
    return { arn: arn(session, "vpc-lattice", path), ruleId };
  },
});

function requireRoomForRule(call: RuleCall): void {
  const listenerId = lastPart(call.inputs.listenerIdentifier);
  const others = all(call, listenerRule).filter(
    ({ id, inputs }) => id !== call.id && lastPart(inputs.listenerIdentifier) === listenerId,
  );
  if (others.some(({ inputs }) => inputs.priority === call.inputs.priority)) {
    throw conflict(`Rule with priority ${call.inputs.priority} already exists for the listener`);
  }
  if (others.length < latticeLimits.rulesPerListener) return;
  throw overQuota("Listener has reached its number of rules");
}

/** A service reaches so many target groups, over all rules of its listeners. */
function requireFewTargetGroups(call: RuleCall): void {
  const serviceId = lastPart(call.inputs.serviceIdentifier);
  const rules = all(call, listenerRule).filter(
    ({ id, inputs }) => id !== call.id && lastPart(inputs.serviceIdentifier) === serviceId,
  );
  const groups = [...rules, call].flatMap(({ inputs }) =>
    (inputs.action.forward?.targetGroups ?? []).map(({ targetGroupIdentifier }) =>
      lastPart(targetGroupIdentifier),
    ),
  );
  if (new Set(groups).size <= latticeLimits.targetGroupsPerService) return;
  throw overQuota("Service has reached its number of target groups");
}
