import type { globalaccelerator } from "@pulumi/aws";
import { lostPorts, overlap, portsText, type PortRange } from "../../../model/custom-routing/ports";
import facts from "../data/globalaccelerator.json";
import { all } from "../references";
import { resourceType, type AwsCall, type Plain } from "../resource";
import { acceleratorArnOf, deploy } from "./deployments";
import { accelerator, invalidPortRange, limitExceeded, listener } from "./reference-targets";

type ListenerArgs = globalaccelerator.CustomRoutingListenerArgs;
type ListenerCall = AwsCall<ListenerArgs>;

export const listenerType = resourceType<ListenerArgs>({
  token: listener.type,
  service: "Global Accelerator",
  noun: "Global Accelerator Custom Routing Listener",
  operations: {
    create: "CreateCustomRoutingListener",
    update: "UpdateCustomRoutingListener",
    delete: "DeleteCustomRoutingListener",
  },
  global: true,
  id: ({ inputs, hex }) => `${inputs.acceleratorArn}/listener/${hex(8)}`,
  references: [{ path: "acceleratorArn", to: accelerator }],
  validate: (call) => {
    requireQuota(call);
    requireRanges(call);
    requireGrowth(call);
  },
  outputs: ({ id }) => ({ arn: id }),
  afterCreate: (call) => deploy(call, call.inputs.acceleratorArn),
  afterUpdate: (call) => deploy(call, call.inputs.acceleratorArn),
  afterDelete: (call) => deploy(call, acceleratorArnOf(call.id)),
});

/** The ranges of a listener, with both ends. */
export function portRangesOf({ portRanges }: Plain<ListenerArgs>): PortRange[] {
  return portRanges.map(({ fromPort = 0, toPort = 0 }) => ({ fromPort, toPort }));
}

function othersOf(call: ListenerCall) {
  return all(call, listener).filter(
    ({ id, inputs }) => id !== call.id && inputs.acceleratorArn === call.inputs.acceleratorArn,
  );
}

function requireQuota(call: ListenerCall): void {
  if (call.previous || othersOf(call).length < facts.quotas.listeners) return;
  throw limitExceeded(`The accelerator has ${facts.quotas.listeners} listeners.`);
}

/**
 * The Developer Guide demands 16 ports a range, and the console does. The API takes fewer, as the
 * acceptance tests of the Terraform provider show; they are of no use, for lack of a whole block.
 */
function requireRanges(call: ListenerCall): void {
  const ranges = portRangesOf(call.inputs);
  const taken = othersOf(call).flatMap(({ inputs }) => portRangesOf(inputs));
  ranges.forEach((range, index) => {
    if (range.fromPort < 1 || range.toPort < range.fromPort) {
      throw invalidPortRange("The port numbers that you specified are not valid numbers.");
    }
    const other = [...taken, ...ranges.slice(0, index)].find((one) => overlap(one, range));
    if (!other) return;
    throw invalidPortRange(
      `The port numbers that you specified are not unique for this accelerator: ${portsText([other])}.`,
    );
  });
}

function requireGrowth({ inputs, previous }: ListenerCall): void {
  if (!previous) return;
  const lost = lostPorts(portRangesOf(previous.inputs), portRangesOf(inputs));
  if (lost.length === 0) return;
  throw invalidPortRange(
    `Existing port ranges can't be decreased: ${portsText(lost)} would be removed.`,
  );
}
