import type { globalaccelerator } from "@pulumi/aws";
import { overlap, portsText } from "../../../model/custom-routing/ports";
import { CloudError } from "../../errors";
import facts from "../data/globalaccelerator.json";
import { all } from "../references";
import { resourceType, type AwsCall, type EntryOf, type Plain } from "../resource";
import { acceleratorArnOf, deploy } from "./deployments";
import { addEndpoints, removeEndpoints } from "./endpoints";
import { endpointGroup, invalidPortRange, limitExceeded, listener } from "./reference-targets";

type GroupArgs = globalaccelerator.CustomRoutingEndpointGroupArgs;
type GroupCall = AwsCall<GroupArgs>;
type Configurations = Plain<GroupArgs>["destinationConfigurations"];

export const endpointGroupType = resourceType<GroupArgs>({
  token: endpointGroup.type,
  service: "Global Accelerator",
  noun: "Global Accelerator Custom Routing Endpoint Group",
  operations: {
    create: "CreateCustomRoutingEndpointGroup",
    delete: "DeleteCustomRoutingEndpointGroup",
  },
  global: true,
  id: ({ inputs, hex }) => `${inputs.listenerArn}/endpoint-group/${hex(12)}`,
  references: [{ path: "listenerArn", to: listener }],
  validate: (call) => {
    requireOnePerRegion(call);
    requireQuota(call);
    requireDestinations(call.inputs.destinationConfigurations);
  },
  outputs: (call) => ({
    arn: call.id,
    endpointGroupRegion: regionOf(call),
    endpointConfigurations: [],
  }),
  afterCreate: (call) => {
    const group = all(call, endpointGroup).find(({ id }) => id === call.id);
    const subnets = (call.inputs.endpointConfigurations ?? []).flatMap(
      ({ endpointId }) => endpointId ?? [],
    );
    if (group && subnets.length > 0) addEndpoints(call, group, subnets);
    deploy(call, acceleratorArnOf(call.id));
  },
  beforeDelete: (call) => {
    const group = all(call, endpointGroup).find(({ id }) => id === call.id);
    if (group) removeEndpoints(call, group, subnetsOf(group));
  },
  afterDelete: (call) => deploy(call, acceleratorArnOf(call.id)),
});

/** Subnets that are endpoints of a group. */
export function subnetsOf({ outputs }: EntryOf<GroupArgs>): string[] {
  const configurations = outputs["endpointConfigurations"];
  return (Array.isArray(configurations) ? configurations : []).map((one) =>
    String((one as { endpointId: unknown }).endpointId),
  );
}

function regionOf({ inputs, session }: GroupCall): string {
  return inputs.endpointGroupRegion ?? session.region;
}

function requireOnePerRegion(call: GroupCall): void {
  const others = all(call, endpointGroup).filter(({ id }) => id !== call.id);
  const taken = others.some(
    ({ inputs, outputs }) =>
      inputs.listenerArn === call.inputs.listenerArn &&
      outputs["endpointGroupRegion"] === regionOf(call),
  );
  if (!taken) return;
  throw new CloudError(
    "EndpointGroupAlreadyExistsException",
    "The endpoint group that you specified already exists.",
  );
}

function requireQuota(call: GroupCall): void {
  const arn = acceleratorArnOf(call.id);
  const groups = all(call, endpointGroup).filter(({ id }) => acceleratorArnOf(id) === arn);
  if (groups.length < facts.quotas.endpointGroups) return;
  throw limitExceeded(`The accelerator has ${facts.quotas.endpointGroups} endpoint groups.`);
}

function requireDestinations(destinations: Configurations): void {
  destinations.forEach((destination, index) => {
    if (destination.fromPort < 1 || destination.toPort < destination.fromPort) {
      throw invalidPortRange("The port numbers that you specified are not valid numbers.");
    }
    const other = destinations
      .slice(0, index)
      .find(
        (earlier) =>
          overlap(earlier, destination) &&
          earlier.protocols.some((protocol) => destination.protocols.includes(protocol)),
      );
    if (!other) return;
    throw invalidPortRange(`The ports ${portsText([other])} are specified twice.`);
  });
}
