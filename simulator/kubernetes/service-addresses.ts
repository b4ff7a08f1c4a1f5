import { parseCidr, size, subnetAt, type Cidr } from "../../model/network/cidr";
import { CloudError } from "../errors";
import { isObject, isUnknown, UNKNOWN, type Properties, type Value } from "../values";
import { nameOf, specOf } from "./object";

/** What Services get their addresses and node ports from. */
export interface Allocation {
  /** The cluster's range for Services. */
  serviceCidr: string;
  /** Addresses and node ports of other Services. */
  taken: ReadonlySet<string | number>;
  /** Whether addresses are given out now; a preview does not know them. */
  isPreview: boolean;
  /** A number made from the object's name, the same in every run: where the search for a free one starts. */
  start: number;
  /** The Service before the change, which keeps what it has. */
  before?: Properties;
}

const FIRST_NODE_PORT = 30_000;
const NODE_PORTS = 2768;

/** Gives a Service its address and node ports. */
export function allocate(object: Properties, allocation: Allocation): Properties {
  const spec = specOf(object);
  const { type, ports } = spec;
  if (type === "ExternalName" || isUnknown(type)) return object;
  const address = addressOf(object, allocation);
  const hasNodePorts =
    type === "NodePort" ||
    (type === "LoadBalancer" && spec["allocateLoadBalancerNodePorts"] !== false);
  const dual = address === "None" && spec["selector"] === undefined;
  return {
    ...object,
    spec: {
      ...spec,
      clusterIP: address,
      clusterIPs: [address],
      ipFamilies: spec["ipFamilies"] ?? (dual ? ["IPv4", "IPv6"] : [familyOf(allocation)]),
      ipFamilyPolicy: spec["ipFamilyPolicy"] ?? (dual ? "RequireDualStack" : "SingleStack"),
      ...(hasNodePorts && Array.isArray(ports) && { ports: withNodePorts(ports, allocation) }),
    },
  };
}

function addressOf(object: Properties, allocation: Allocation): Value {
  const { serviceCidr, taken, isPreview, start, before } = allocation;
  const given = specOf(object)["clusterIP"];
  if (given !== undefined && given !== "") {
    if (typeof given === "string" && taken.has(given)) throw alreadyAllocated(object, given);
    return given;
  }
  const kept = before && specOf(before)["clusterIP"];
  if (kept !== undefined && kept !== "None" && kept !== "") return kept;
  if (isPreview) return UNKNOWN;
  const range = parseCidr(serviceCidr);
  // The first address is the API server's, and the tenth the DNS server's.
  const usable = size(range) > 4096n ? 4000 : Number(size(range)) - 16;
  for (let step = 0; step < usable; step++) {
    const address = addressAt(range, 16 + ((start + step) % usable));
    if (!taken.has(address)) return address;
  }
  throw new CloudError("InternalError", "failed to allocate a serviceIP: range is full");
}

function alreadyAllocated(object: Properties, address: string): CloudError {
  return new CloudError(
    "Invalid",
    `Service "${nameOf(object)}" is invalid: spec.clusterIPs: Invalid value: ["${address}"]: failed to allocate IP ${address}: provided IP is already allocated`,
  );
}

function addressAt(range: Cidr, index: number): string {
  return subnetAt(range, range.family === 4 ? 32 : 128, index).text.split("/")[0] ?? "";
}

function familyOf({ serviceCidr }: Allocation): string {
  return serviceCidr.includes(":") ? "IPv6" : "IPv4";
}

function withNodePorts(
  ports: readonly Value[],
  { taken, start, isPreview, before }: Allocation,
): Value[] {
  const used = new Set(taken);
  const kept = before && specOf(before)["ports"];
  return ports.map((port, index) => {
    if (!isObject(port) || isSet(port["nodePort"])) return port;
    const same = Array.isArray(kept)
      ? kept.find((old) => isObject(old) && old["port"] === port["port"])
      : undefined;
    if (isObject(same) && isSet(same["nodePort"])) return { ...port, nodePort: same["nodePort"]! };
    if (isPreview) return { ...port, nodePort: UNKNOWN };
    let candidate = (start + index) % NODE_PORTS;
    while (used.has(FIRST_NODE_PORT + candidate)) candidate = (candidate + 1) % NODE_PORTS;
    used.add(FIRST_NODE_PORT + candidate);
    return { ...port, nodePort: FIRST_NODE_PORT + candidate };
  });
}

function isSet(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== 0;
}
