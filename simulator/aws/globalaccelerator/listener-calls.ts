import type * as sdk from "@aws-sdk/client-global-accelerator";
import type { globalaccelerator } from "@pulumi/aws";
import type { ApiCalls } from "../../api/json-service";
import { text } from "../../values";
import { all, requireTarget } from "../references";
import type { EntryOf, Place } from "../resource";
import { groupOf } from "./endpoint-calls";
import { endpointsOf } from "./endpoints";
import { portRangesOf } from "./listeners";
import { page } from "./pages";
import type { Resources } from "./resources";
import { accelerator, endpointGroup, listener } from "./reference-targets";

type Listener = EntryOf<globalaccelerator.CustomRoutingListenerArgs>;
type Group = EntryOf<globalaccelerator.CustomRoutingEndpointGroupArgs>;

/** The operations on listeners. */
export function listenerCalls(resources: Resources): ApiCalls {
  return {
    async CreateCustomRoutingListener(place: Place, input: sdk.CreateCustomRoutingListenerRequest) {
      const arn = await resources.create(place, listener, input.IdempotencyToken, {
        acceleratorArn: input.AcceleratorArn,
        portRanges: rangesOf(input.PortRanges),
      });
      return { Listener: describe(requireTarget(place, listener, arn)) };
    },
    DescribeCustomRoutingListener: (
      place: Place,
      input: sdk.DescribeCustomRoutingListenerRequest,
    ) => ({ Listener: describe(listenerOf(place, input.ListenerArn)) }),
    ListCustomRoutingListeners(place: Place, input: sdk.ListCustomRoutingListenersRequest) {
      const { id } = requireTarget(place, accelerator, input.AcceleratorArn ?? "");
      const found = all(place, listener).filter(({ inputs }) => inputs.acceleratorArn === id);
      const { items, next } = page([found], input);
      return { Listeners: items.map(describe), ...next };
    },
    async UpdateCustomRoutingListener(place: Place, input: sdk.UpdateCustomRoutingListenerRequest) {
      const entry = listenerOf(place, input.ListenerArn);
      await resources.update(place, listener, entry, { portRanges: rangesOf(input.PortRanges) });
      return { Listener: describe(listenerOf(place, input.ListenerArn)) };
    },
    async DeleteCustomRoutingListener(place: Place, input: sdk.DeleteCustomRoutingListenerRequest) {
      await resources.delete(place, listener, listenerOf(place, input.ListenerArn).id);
      return {};
    },
  };
}

/** The operations on endpoint groups. */
export function endpointGroupCalls(resources: Resources): ApiCalls {
  return {
    async CreateCustomRoutingEndpointGroup(
      place: Place,
      input: sdk.CreateCustomRoutingEndpointGroupRequest,
    ) {
      const arn = await resources.create(place, endpointGroup, input.IdempotencyToken, {
        listenerArn: input.ListenerArn,
        endpointGroupRegion: input.EndpointGroupRegion,
        destinationConfigurations: (input.DestinationConfigurations ?? []).map(
          ({ FromPort = 0, ToPort = 0, Protocols = [] }) => ({
            fromPort: FromPort,
            toPort: ToPort,
            protocols: [...Protocols],
          }),
        ),
      });
      return { EndpointGroup: describeGroup(place, groupOf(place, arn)) };
    },
    DescribeCustomRoutingEndpointGroup: (
      place: Place,
      input: sdk.DescribeCustomRoutingEndpointGroupRequest,
    ) => ({ EndpointGroup: describeGroup(place, groupOf(place, input.EndpointGroupArn)) }),
    ListCustomRoutingEndpointGroups(
      place: Place,
      input: sdk.ListCustomRoutingEndpointGroupsRequest,
    ) {
      const { id } = listenerOf(place, input.ListenerArn);
      const found = all(place, endpointGroup).filter(({ inputs }) => inputs.listenerArn === id);
      const { items, next } = page([found], input);
      return { EndpointGroups: items.map((group) => describeGroup(place, group)), ...next };
    },
    async DeleteCustomRoutingEndpointGroup(
      place: Place,
      input: sdk.DeleteCustomRoutingEndpointGroupRequest,
    ) {
      await resources.delete(place, endpointGroup, groupOf(place, input.EndpointGroupArn).id);
      return {};
    },
  };
}

function listenerOf(place: Place, arn: string | undefined): Listener {
  return requireTarget(place, listener, arn ?? "");
}

function rangesOf(ranges: sdk.PortRange[] = []) {
  return ranges.map(({ FromPort = 0, ToPort = 0 }) => ({ fromPort: FromPort, toPort: ToPort }));
}

function describe({ id, inputs }: Listener) {
  return {
    ListenerArn: id,
    PortRanges: portRangesOf(inputs).map(({ fromPort, toPort }) => ({
      FromPort: fromPort,
      ToPort: toPort,
    })),
  };
}

function describeGroup(place: Place, group: Group) {
  return {
    EndpointGroupArn: group.id,
    EndpointGroupRegion: text(group.outputs["endpointGroupRegion"]),
    DestinationDescriptions: group.inputs.destinationConfigurations.map(
      ({ fromPort, toPort, protocols }) => ({
        FromPort: fromPort,
        ToPort: toPort,
        Protocols: protocols,
      }),
    ),
    EndpointDescriptions: endpointsOf(place, group).map(({ subnetId }) => ({
      EndpointId: subnetId,
    })),
  };
}
