import type * as sdk from "@aws-sdk/client-global-accelerator";
import type { globalaccelerator } from "@pulumi/aws";
import { requireTarget } from "../references";
import type { EntryOf, Place } from "../resource";
import { acceleratorArnOf, deploy } from "./deployments";
import { addEndpoints, endpointOf, removeEndpoints, type Endpoint } from "./endpoints";
import { withTraffic, type TrafficChange } from "./mappings";
import { endpointGroup, invalidArgument } from "./reference-targets";

type Group = EntryOf<globalaccelerator.CustomRoutingEndpointGroupArgs>;

/** @throws CloudError EndpointGroupNotFoundException */
export function groupOf(place: Place, arn: string | undefined): Group {
  return requireTarget(place, endpointGroup, arn ?? "");
}

/** `AddCustomRoutingEndpoints` */
export function addCustomRoutingEndpoints(
  place: Place,
  input: sdk.AddCustomRoutingEndpointsRequest,
): sdk.AddCustomRoutingEndpointsResponse {
  const group = groupOf(place, input.EndpointGroupArn);
  const subnetIds = (input.EndpointConfigurations ?? []).map(({ EndpointId }) => EndpointId ?? "");
  addEndpoints(place, group, subnetIds);
  deploy(place, acceleratorArnOf(group.id));
  return {
    EndpointGroupArn: group.id,
    EndpointDescriptions: subnetIds.map((EndpointId) => ({ EndpointId })),
  };
}

/** `RemoveCustomRoutingEndpoints` */
export function removeCustomRoutingEndpoints(
  place: Place,
  input: sdk.RemoveCustomRoutingEndpointsRequest,
): object {
  const group = groupOf(place, input.EndpointGroupArn);
  removeEndpoints(place, group, input.EndpointIds ?? []);
  deploy(place, acceleratorArnOf(group.id));
  return {};
}

/** `AllowCustomRoutingTraffic` */
export function allowCustomRoutingTraffic(
  place: Place,
  input: sdk.AllowCustomRoutingTrafficRequest,
): object {
  const all = input.AllowAllTrafficToEndpoint ?? false;
  return change(place, input, { state: "ALLOW", all, ...destinationsOf(input) });
}

/** `DenyCustomRoutingTraffic` */
export function denyCustomRoutingTraffic(
  place: Place,
  input: sdk.DenyCustomRoutingTrafficRequest,
): object {
  const all = input.DenyAllTrafficToEndpoint ?? false;
  return change(place, input, { state: "DENY", all, ...destinationsOf(input) });
}

type TrafficRequest = sdk.AllowCustomRoutingTrafficRequest | sdk.DenyCustomRoutingTrafficRequest;

function destinationsOf({ DestinationAddresses = [], DestinationPorts = [] }: TrafficRequest) {
  return { addresses: DestinationAddresses, ports: DestinationPorts };
}

function change(place: Place, request: TrafficRequest, traffic: TrafficChange): object {
  const group = groupOf(place, request.EndpointGroupArn);
  const endpoint = requireEndpoint(place, group, request.EndpointId ?? "");
  const outputs = withTraffic(endpoint, traffic);
  place.world.put({ ...endpoint.entry, outputs });
  deploy(place, acceleratorArnOf(group.id));
  return {};
}

function requireEndpoint(place: Place, group: Group, subnetId: string): Endpoint {
  const endpoint = endpointOf(place, group, subnetId);
  if (endpoint) return endpoint;
  throw invalidArgument(`The endpoint ${subnetId} is not in the endpoint group.`);
}
