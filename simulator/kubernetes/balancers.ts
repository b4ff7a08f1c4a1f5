import { configureAws } from "../aws/configuration";
import { freeAddress } from "../aws/ec2/addresses";
import { makeInterface } from "../aws/ec2/network-interfaces";
import { stableHex } from "../aws/identity";
import { isObject, type Properties, type Value } from "../values";
import type { Entry, World } from "../world";
import { vpcOf, type Cluster } from "./cluster";
import { annotation, idOf, nameOf, namespaceOf, specOf, textOf } from "./object";

/** Load balancers that controllers in a cluster make at AWS for Services and Ingresses. */

const SUBNET = "aws:ec2/subnet:Subnet";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const MODERN = "aws:lb/loadBalancer:LoadBalancer";

/** An address in a range that is for examples: load balancers of clusters that are not of EKS have one. */
const EXAMPLE_NETWORK = "203.0.113.";

/** What kind of load balancer an object gets. */
interface Shape {
  token: string;
  /** `net`, `app`, or none for a classic one. */
  family: "net" | "app" | "";
  isInternal: boolean;
}

/**
 * Makes the load balancer of a Service or Ingress, with a network interface in each of its subnets: they cannot
 * be deleted before it is gone.
 *
 * @returns what the object's status says; nothing where no subnet can take it
 */
export function makeBalancer(
  world: World,
  cluster: Cluster,
  object: Properties,
  created: string,
): Properties[] {
  const owner = ownerOf(cluster, object);
  const { eks } = cluster;
  if (!eks) return [{ ip: `${EXAMPLE_NETWORK}${1 + (parseInt(stableHex(owner, 4), 16) % 254)}` }];
  const shape = shapeOf(object);
  const subnets = subnetsOf(world, cluster, object, shape);
  if (subnets.length === 0) return [];
  const session = configureAws({ region: regionOf(eks) });
  const id = balancerName(object, owner, shape);
  const dnsName = dnsNameOf(id, owner, session.region, shape);
  const origin = { world, session, type: shape.token, id, created };
  world.put({
    provider: "aws",
    scope: eks.scope,
    type: shape.token,
    id,
    inputs: { name: id, subnets },
    outputs: { name: id, dnsName, subnets, internal: shape.isInternal },
    seed: owner,
    created,
  });
  for (const subnetId of subnets) {
    makeInterface(origin, {
      id: `eni-${stableHex(`${owner}${subnetId}`, 17)}`,
      subnetId,
      address: freeAddress(origin, subnetId),
      description:
        shape.family === "" ? `ELB ${id}` : `ELB ${shape.family}/${id}/${stableHex(owner, 16)}`,
      interfaceType: shape.family === "net" ? "network_load_balancer" : "interface",
    });
  }
  return [{ hostname: dnsName }];
}

/** Removes the load balancer of an object, if it has one. */
export function removeBalancer(world: World, cluster: Cluster, object: Properties): void {
  const owner = ownerOf(cluster, object);
  for (const token of [CLASSIC, MODERN]) {
    for (const entry of world.all(token, cluster.eks?.scope)) {
      if (entry.seed === owner) world.remove(entry);
    }
  }
}

/** Whether an object has a load balancer of the kind that it would get now. */
export function needsNewBalancer(before: Properties, after: Properties): boolean {
  const [old, wanted] = [shapeOf(before), shapeOf(after)];
  return (
    old.token !== wanted.token ||
    old.family !== wanted.family ||
    old.isInternal !== wanted.isInternal
  );
}

function ownerOf({ scope }: Cluster, object: Properties): string {
  return `${scope} ${textOf(object["kind"])} ${idOf(namespaceOf(object), nameOf(object) ?? "")}`;
}

const SERVICE = "service.beta.kubernetes.io/aws-load-balancer-";
const INGRESS = "alb.ingress.kubernetes.io/";

function shapeOf(object: Properties): Shape {
  if (object["kind"] === "Ingress") {
    const isInternal = annotation(object, `${INGRESS}scheme`) !== "internet-facing";
    return { token: MODERN, family: "app", isInternal };
  }
  const type = annotation(object, `${SERVICE}type`);
  const byClass = textOf(specOf(object)["loadBalancerClass"]);
  const ofController = ["external", "nlb-ip"].includes(type ?? "") || byClass.endsWith("/nlb");
  const scheme = annotation(object, `${SERVICE}scheme`);
  const isInternal = ofController
    ? scheme !== "internet-facing"
    : annotation(object, `${SERVICE}internal`) === "true";
  if (ofController || type === "nlb") return { token: MODERN, family: "net", isInternal };
  return { token: CLASSIC, family: "", isInternal };
}

/** Subnets that the object names, else those of the cluster's VPC that are tagged for it, else the cluster's. */
function subnetsOf(
  world: World,
  cluster: Cluster,
  object: Properties,
  { isInternal }: Shape,
): string[] {
  const named = annotation(object, `${SERVICE}subnets`) ?? annotation(object, `${INGRESS}subnets`);
  const { vpcId, subnetIds } = vpcOf(cluster);
  const all = world.all(SUBNET, cluster.eks?.scope);
  if (named !== undefined) {
    const names = named.split(",").map((name) => name.trim());
    return all
      .filter((subnet) => names.includes(subnet.id) || names.includes(tagOf(subnet, "Name")))
      .map(({ id }) => id);
  }
  const role = `kubernetes.io/role/${isInternal ? "internal-elb" : "elb"}`;
  const tagged = all.filter(
    (subnet) => subnet.inputs["vpcId"] === vpcId && tagOf(subnet, role) !== "",
  );
  if (tagged.length > 0) return onePerZone(tagged);
  const own = Array.isArray(subnetIds) ? subnetIds.map(String) : [];
  return onePerZone(all.filter(({ id }) => own.includes(id)));
}

function onePerZone(subnets: readonly Entry[]): string[] {
  const byZone = new Map<Value | undefined, string>();
  for (const { id, outputs } of [...subnets].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const zone = outputs["availabilityZone"];
    if (!byZone.has(zone)) byZone.set(zone, id);
  }
  return [...byZone.values()];
}

function tagOf({ inputs, outputs }: Entry, key: string): string {
  const tags = outputs["tagsAll"] ?? inputs["tags"];
  const value = isObject(tags) ? tags[key] : undefined;
  return typeof value === "string" ? value : "";
}

/** Controllers call theirs after the object, older ones after its uid. */
function balancerName(object: Properties, owner: string, { family }: Shape): string {
  if (family === "") return `a${stableHex(owner, 31)}`;
  const short = (text: string | undefined): string =>
    (text ?? "").replace(/[^a-z0-9]/gi, "").slice(0, 8);
  return `k8s-${short(namespaceOf(object))}-${short(nameOf(object))}-${stableHex(owner, 10)}`;
}

function dnsNameOf(
  name: string,
  owner: string,
  region: string,
  { family, isInternal }: Shape,
): string {
  const digits = String(parseInt(stableHex(`${owner}#dns`, 8), 16)).padStart(10, "1");
  if (family === "net") return `${name}-${stableHex(owner, 16)}.elb.${region}.amazonaws.com`;
  return `${isInternal ? "internal-" : ""}${name}-${digits}.${region}.elb.amazonaws.com`;
}

function regionOf({ scope }: Entry): string {
  return scope.split("/")[1] ?? "";
}
