import type { Make } from "./make";
import type { Network } from "./network";

/** An accelerator that routes to the pods of a subnet. */
export async function makeGlobalAccelerator(make: Make, { subnetIds }: Network): Promise<void> {
  const accelerator = await make("globalaccelerator/CustomRoutingAccelerator", {});
  const listener = await make("globalaccelerator/CustomRoutingListener", {
    acceleratorArn: accelerator.id,
    portRanges: [{ fromPort: 1024, toPort: 9999 }],
  });
  await make("globalaccelerator/CustomRoutingEndpointGroup", {
    listenerArn: listener.id,
    destinationConfigurations: [{ fromPort: 7000, toPort: 7000, protocols: ["UDP"] }],
    endpointConfigurations: [{ endpointId: subnetIds[0]! }],
  });
}
