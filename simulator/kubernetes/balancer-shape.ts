import { isObject, type Properties, type Value } from "../values";
import type { Entry, World } from "../world";
import { vpcOf, type Cluster } from "./cluster";
import { annotation, idOf, nameOf, namespaceOf, specOf, textOf } from "./object";

const SUBNET = "aws:ec2/subnet:Subnet";
const SERVICE = "service.beta.kubernetes.io/aws-load-balancer-";
const INGRESS = "alb.ingress.kubernetes.io/";

/** What kind of load balancer an object gets. */
export interface Shape {
  type: "application" | "network" | "classic";
  isInternal: boolean;
}

/** The load balancer that an object asks for. */
export function shapeOf(object: Properties): Shape {
  if (object["kind"] === "Ingress") {
    const isInternal = annotation(object, `${INGRESS}scheme`) !== "internet-facing";
    return { type: "application", isInternal };
  }
  const type = annotation(object, `${SERVICE}type`);
  const byClass = textOf(specOf(object)["loadBalancerClass"]);
  const ofController = ["external", "nlb-ip"].includes(type ?? "") || byClass.endsWith("/nlb");
  const scheme = annotation(object, `${SERVICE}scheme`);
  const isInternal = ofController
    ? scheme !== "internet-facing"
    : annotation(object, `${SERVICE}internal`) === "true";
  return { type: ofController || type === "nlb" ? "network" : "classic", isInternal };
}

/** The subnets that an object names for its load balancer, by id or Name tag; undefined for none. */
export function namedSubnets(object: Properties): string[] | undefined {
  const named = annotation(object, `${SERVICE}subnets`) ?? annotation(object, `${INGRESS}subnets`);
  return named?.split(",").map((name) => name.trim());
}

/** Subnets that the object names, else those of the cluster's VPC that are tagged for it, else the cluster's. */
export function subnetsOf(world: World, cluster: Cluster, object: Properties): string[] {
  const { vpcId, subnetIds } = vpcOf(cluster);
  const all = world.all(SUBNET, cluster.eks?.scope);
  const names = namedSubnets(object);
  if (names !== undefined) {
    return all
      .filter((subnet) => names.includes(subnet.id) || names.includes(tagOf(subnet, "Name")))
      .map(({ id }) => id);
  }
  const role = `kubernetes.io/role/${shapeOf(object).isInternal ? "internal-elb" : "elb"}`;
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

/**
 * The tags by which a controller knows a load balancer as its own, and those that an Ingress asks for.
 * Source: docs/guide/ingress/annotations.md and pkg/deploy/tracking of the AWS Load Balancer Controller.
 */
export function tagsOf({ eks }: Cluster, object: Properties): Record<string, string> {
  const prefix = object["kind"] === "Ingress" ? "ingress" : "service";
  const wanted = (annotation(object, `${INGRESS}tags`) ?? "")
    .split(",")
    .map((tag) => tag.split("="))
    .flatMap(([key = "", value]) => (value === undefined ? [] : [[key.trim(), value.trim()]]));
  return {
    ...(Object.fromEntries(wanted) as Record<string, string>),
    "elbv2.k8s.aws/cluster": eks?.id ?? "",
    [`${prefix}.k8s.aws/stack`]: idOf(namespaceOf(object), nameOf(object) ?? ""),
    [`${prefix}.k8s.aws/resource`]: "LoadBalancer",
  };
}

/** Controllers call theirs after the object, older ones after its uid. */
export function balancerName(object: Properties, digits: string): string {
  if (shapeOf(object).type === "classic") return `a${digits.slice(0, 31)}`;
  const short = (text: string | undefined): string =>
    (text ?? "").replace(/[^a-z0-9]/gi, "").slice(0, 8);
  return `k8s-${short(namespaceOf(object))}-${short(nameOf(object))}-${digits.slice(0, 10)}`;
}
