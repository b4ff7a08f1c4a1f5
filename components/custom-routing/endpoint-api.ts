// Named imports: the engine can serialize only modules that are captured whole.
import {
  AddCustomRoutingEndpointsCommand,
  AllowCustomRoutingTrafficCommand,
  DenyCustomRoutingTrafficCommand,
  DescribeCustomRoutingAcceleratorCommand,
  DescribeCustomRoutingEndpointGroupCommand,
  GlobalAcceleratorClient,
  RemoveCustomRoutingEndpointsCommand,
  paginateListCustomRoutingPortMappings,
} from "@aws-sdk/client-global-accelerator";
import {
  trafficCalls,
  trafficOfStates,
  type Traffic,
  type TrafficState,
} from "../../model/custom-routing/traffic";
import { apiRegion, maxMappingsPerPage } from "../../model/data/custom-routing.json";

/** A subnet in an endpoint group, and the traffic that it admits. All values are known. */
export interface EndpointState {
  acceleratorArn: string;
  endpointGroupArn: string;
  subnetId: string;
  /** IPv4 block of the subnet. */
  cidr: string;
  /** Every port of the endpoint group's destinations. */
  ports: number[];
  traffic: Traffic;
}

/** Milliseconds between two queries of an accelerator: at first, and at most. */
const pauses = { first: 200, longest: 10_000 };

/**
 * Milliseconds to wait for a change. AWS deploys one to its edge locations in about five minutes;
 * an hour indicates a failure.
 */
const patience = 3_600_000;

/**
 * Creates a client for the only Region that has the API. The SDK finds endpoint and credentials.
 */
export function globalAccelerator(): GlobalAcceleratorClient {
  return new GlobalAcceleratorClient({ region: apiRegion, maxAttempts: 8 });
}

/** Adds a subnet as an endpoint and allows its traffic. Can be repeated. */
export async function addEndpoint(
  client: GlobalAcceleratorClient,
  endpoint: EndpointState,
): Promise<void> {
  const { endpointGroupArn: EndpointGroupArn, subnetId: EndpointId } = endpoint;
  if (!(await exists(client, endpoint))) {
    await patiently(() =>
      client.send(
        new AddCustomRoutingEndpointsCommand({
          EndpointGroupArn,
          EndpointConfigurations: [{ EndpointId }],
        }),
      ),
    );
    await untilDeployed(client, endpoint.acceleratorArn);
  }
  await changeTraffic(client, endpoint);
}

/** Changes the traffic of an endpoint from the state at AWS to the wanted state. */
export async function changeTraffic(
  client: GlobalAcceleratorClient,
  endpoint: EndpointState,
): Promise<void> {
  const { endpointGroupArn: EndpointGroupArn, subnetId: EndpointId, traffic } = endpoint;
  const before = (await readTraffic(client, endpoint)) ?? [];
  const calls = trafficCalls(before, traffic, endpoint);
  for (const { action, addresses, ports } of calls) {
    const destinations = {
      ...(addresses && { DestinationAddresses: addresses }),
      ...(ports && { DestinationPorts: ports }),
    };
    const common = { EndpointGroupArn, EndpointId, ...destinations };
    const all = addresses === undefined;
    await patiently(() =>
      action === "allow"
        ? client.send(
            new AllowCustomRoutingTrafficCommand({ ...common, AllowAllTrafficToEndpoint: all }),
          )
        : client.send(
            new DenyCustomRoutingTrafficCommand({ ...common, DenyAllTrafficToEndpoint: all }),
          ),
    );
  }
  if (calls.length > 0) await untilDeployed(client, endpoint.acceleratorArn);
}

/** Denies the traffic of an endpoint and removes it. Can be repeated after the removal. */
export async function removeEndpoint(
  client: GlobalAcceleratorClient,
  endpoint: EndpointState,
): Promise<void> {
  if (!(await exists(client, endpoint))) return;
  const { endpointGroupArn: EndpointGroupArn, subnetId: EndpointId } = endpoint;
  await patiently(() =>
    client.send(
      new DenyCustomRoutingTrafficCommand({
        EndpointGroupArn,
        EndpointId,
        DenyAllTrafficToEndpoint: true,
      }),
    ),
  );
  await patiently(() =>
    client.send(
      new RemoveCustomRoutingEndpointsCommand({ EndpointGroupArn, EndpointIds: [EndpointId] }),
    ),
  );
  await untilDeployed(client, endpoint.acceleratorArn);
}

/**
 * Returns the traffic that AWS allows to an endpoint, or undefined if the endpoint does not exist.
 */
export async function readTraffic(
  client: GlobalAcceleratorClient,
  endpoint: EndpointState,
): Promise<Traffic | undefined> {
  if (!(await exists(client, endpoint))) return undefined;
  // Pages can end early while the mappings of another subnet are removed.
  return patiently(async () => trafficOfStates(await readStates(client, endpoint), endpoint.ports));
}

async function exists(
  client: GlobalAcceleratorClient,
  { endpointGroupArn: EndpointGroupArn, subnetId }: EndpointState,
): Promise<boolean> {
  try {
    const { EndpointGroup } = await client.send(
      new DescribeCustomRoutingEndpointGroupCommand({ EndpointGroupArn }),
    );
    const there = EndpointGroup?.EndpointDescriptions ?? [];
    return there.some(({ EndpointId }) => EndpointId === subnetId);
  } catch (error) {
    if ((error as Error).name === "EndpointGroupNotFoundException") return false;
    throw error;
  }
}

async function readStates(
  client: GlobalAcceleratorClient,
  { acceleratorArn, endpointGroupArn, subnetId }: EndpointState,
): Promise<TrafficState[]> {
  const pages = paginateListCustomRoutingPortMappings(
    { client, pageSize: maxMappingsPerPage },
    { AcceleratorArn: acceleratorArn, EndpointGroupArn: endpointGroupArn },
  );
  const states: TrafficState[] = [];
  for await (const { PortMappings = [] } of pages) {
    for (const { EndpointId, DestinationSocketAddress, DestinationTrafficState } of PortMappings) {
      if (EndpointId !== subnetId) continue;
      states.push({
        address: DestinationSocketAddress?.IpAddress ?? "",
        port: DestinationSocketAddress?.Port ?? 0,
        allowed: DestinationTrafficState === "ALLOW",
      });
    }
  }
  return states;
}

/** Waits until AWS has deployed the last change of an accelerator to its edge locations. */
async function untilDeployed(
  client: GlobalAcceleratorClient,
  AcceleratorArn: string,
): Promise<void> {
  const command = new DescribeCustomRoutingAcceleratorCommand({ AcceleratorArn });
  const end = Date.now() + patience;
  let pause = pauses.first;
  for (;;) {
    const { Accelerator } = await client.send(command);
    if (Accelerator?.Status === "DEPLOYED") return;
    if (Date.now() > end) throw new Error(`${AcceleratorArn} is still ${Accelerator?.Status}`);
    await delay(pause);
    pause = Math.min(2 * pause, pauses.longest);
  }
}

/** Errors that AWS returns while another change of the accelerator is in progress. */
const passing = [
  "ConflictException",
  "InvalidNextTokenException",
  "TransactionInProgressException",
];

/** Repeats a call while another change of the accelerator is in progress. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  const end = Date.now() + patience;
  let pause = pauses.first;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const { name } = error as Error;
      if (!passing.includes(name) || Date.now() > end) throw error;
    }
    await delay(pause);
    pause = Math.min(2 * pause, pauses.longest);
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
