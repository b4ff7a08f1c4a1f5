import type * as sdk from "@aws-sdk/client-global-accelerator";
import type { globalaccelerator } from "@pulumi/aws";
import { CloudError } from "../../errors";
import { text } from "../../values";
import { all, requireTarget } from "../references";
import type { EntryOf, Place } from "../resource";
import { acceleratorArnOf } from "./deployments";
import { groupOf } from "./endpoint-calls";
import { endpointsOf, type Endpoint } from "./endpoints";
import { mappingsOf } from "./mappings";
import { page } from "./pages";
import { accelerator, endpointGroup } from "./reference-targets";

type Accelerator = EntryOf<globalaccelerator.CustomRoutingAcceleratorArgs>;

/** `ListCustomRoutingPortMappings` */
export function listCustomRoutingPortMappings(
  place: Place,
  input: sdk.ListCustomRoutingPortMappingsRequest,
): sdk.ListCustomRoutingPortMappingsResponse {
  const { id } = requireTarget(place, accelerator, input.AcceleratorArn ?? "");
  const chosen = input.EndpointGroupArn;
  const groups =
    chosen === undefined
      ? all(place, endpointGroup).filter((group) => acceleratorArnOf(group.id) === id)
      : [groupOf(place, chosen)];
  const mappings = groups
    .flatMap((group) => endpointsOf(place, group))
    .map((endpoint) => mappingsOf(endpoint));
  const { items, next } = page(mappings, input);
  return { PortMappings: items, ...next };
}

/** `ListCustomRoutingPortMappingsByDestination` */
export function listCustomRoutingPortMappingsByDestination(
  place: Place,
  input: sdk.ListCustomRoutingPortMappingsByDestinationRequest,
): sdk.ListCustomRoutingPortMappingsByDestinationResponse {
  const endpoints = all(place, endpointGroup)
    .flatMap((group) => endpointsOf(place, group))
    .filter(({ subnetId }) => subnetId === input.EndpointId);
  if (endpoints.length === 0) {
    throw new CloudError(
      "EndpointNotFoundException",
      "The endpoint that you specified doesn't exist.",
    );
  }
  const mappings = endpoints.map((endpoint) => destinationMappings(place, endpoint, input));
  const { items, next } = page(mappings, input);
  return { DestinationPortMappings: items, ...next };
}

function destinationMappings(
  place: Place,
  endpoint: Endpoint,
  { DestinationAddress }: sdk.ListCustomRoutingPortMappingsByDestinationRequest,
): sdk.DestinationPortMapping[] {
  const arn = acceleratorArnOf(endpoint.group.id);
  const addresses = addressesOf(requireTarget(place, accelerator, arn));
  return mappingsOf(endpoint)
    .filter(({ DestinationSocketAddress: { IpAddress } }) => IpAddress === DestinationAddress)
    .map(({ AcceleratorPort, ...mapping }) => ({
      AcceleratorArn: arn,
      AcceleratorSocketAddresses: addresses.map((IpAddress) => ({
        IpAddress,
        Port: AcceleratorPort,
      })),
      EndpointGroupArn: mapping.EndpointGroupArn,
      EndpointId: mapping.EndpointId,
      EndpointGroupRegion: text(endpoint.group.outputs["endpointGroupRegion"]),
      DestinationSocketAddress: mapping.DestinationSocketAddress,
      IpAddressType: "IPV4",
      DestinationTrafficState: mapping.DestinationTrafficState,
    }));
}

/** Static addresses of an accelerator. */
export function addressesOf({ outputs }: Accelerator): string[] {
  const [set] = outputs["ipSets"] as { ipAddresses: string[] }[];
  return set?.ipAddresses ?? [];
}
