import { configureAws } from "../aws/configuration";
import { freeAddress } from "../aws/ec2/addresses";
import { makeInterface } from "../aws/ec2/network-interfaces";
import {
  dnsName,
  makeLoadBalancer,
  requireLoadBalancer,
  type NewLoadBalancer,
} from "../aws/elb/load-balancers";
import { loadBalancer } from "../aws/elb/reference-targets";
import { stableHex } from "../aws/identity";
import { CloudError } from "../errors";
import type { Properties } from "../values";
import type { Entry, World } from "../world";
import { balancerName, namedSubnets, shapeOf, subnetsOf, tagsOf } from "./balancer-shape";
import type { Cluster } from "./cluster";
import { idOf, nameOf, namespaceOf, textOf } from "./object";

/** Load balancers that controllers in a cluster make at AWS for Services and Ingresses. */

const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";

/** An address in a range that is for examples: load balancers of clusters that are not of EKS have one. */
const EXAMPLE_NETWORK = "203.0.113.";

/**
 * Makes the load balancer of a Service or Ingress, with a network interface in each of its subnets: they cannot
 * be deleted before it is gone.
 *
 * @returns what the object's status says; nothing where AWS would refuse it
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
  const wanted = newBalancer(world, { ...cluster, eks }, object, created);
  if (whyRefused(wanted) !== undefined) return [];
  const { type } = shapeOf(object);
  const hostname = type === "classic" ? makeClassic(wanted) : makeLoadBalancer(wanted);
  return [{ hostname }];
}

/** Why a Service or Ingress gets no load balancer, in AWS' words; undefined where it gets one. */
export function whyNoBalancer(
  world: World,
  cluster: Cluster,
  object: Properties,
): string | undefined {
  const { eks } = cluster;
  return eks && whyRefused(newBalancer(world, { ...cluster, eks }, object, ""));
}

function whyRefused(wanted: NewLoadBalancer): string | undefined {
  if (wanted.inputs.subnets?.length === 0) return "no subnet is named or tagged for it";
  if (wanted.type === CLASSIC) return undefined;
  try {
    requireLoadBalancer(wanted);
    return undefined;
  } catch (error) {
    if (error instanceof CloudError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

function newBalancer(
  world: World,
  cluster: Cluster & { eks: Entry },
  object: Properties,
  created: string,
): NewLoadBalancer {
  const owner = ownerOf(cluster, object);
  const { type, isInternal } = shapeOf(object);
  const name = balancerName(object, stableHex(owner, 31));
  return {
    world,
    session: configureAws({ region: regionOf(cluster.eks) }),
    type: type === "classic" ? CLASSIC : loadBalancer.type,
    name,
    inputs: {
      name,
      internal: isInternal,
      ...(type !== "classic" && { loadBalancerType: type }),
      subnets: subnetsOf(world, cluster, object),
      tags: tagsOf(cluster, object),
    },
    seed: owner,
    created,
    hex: (length, salt = "") => stableHex(`${owner}${salt}`, length),
  };
}

/** Classic Load Balancers are nothing that programs make, so that there are no rules for them. */
function makeClassic(wanted: NewLoadBalancer): string {
  const { world, session, type, name, inputs, seed, created, hex } = wanted;
  const { subnets = [], internal = false } = inputs;
  const hostname = dnsName(session.region, {
    ...{ kind: "", name, internal, hex: hex(16), number: hex(8, "#dns") },
  });
  world.put({
    ...{ provider: "aws", scope: `${session.account}/${session.region}`, type, id: name },
    ...{ inputs: { name, subnets }, outputs: { name, dnsName: hostname, subnets, internal } },
    ...{ seed, created },
  });
  const origin = { world, session, type, id: name, created };
  for (const subnetId of subnets) {
    makeInterface(origin, {
      id: `eni-${hex(17, subnetId)}`,
      subnetId,
      address: freeAddress(origin, subnetId),
      description: `ELB ${name}`,
      interfaceType: "interface",
    });
  }
  return hostname;
}

/** Removes the load balancer of an object, if it has one. */
export function removeBalancer(world: World, cluster: Cluster, object: Properties): void {
  for (const entry of balancersOf(world, cluster, object)) world.remove(entry);
}

/** Whether an object has a load balancer at AWS. */
export function hasBalancer(world: World, cluster: Cluster, object: Properties): boolean {
  return balancersOf(world, cluster, object).length > 0;
}

function balancersOf(world: World, cluster: Cluster, object: Properties): Entry[] {
  const owner = ownerOf(cluster, object);
  return [CLASSIC, loadBalancer.type]
    .flatMap((token) => world.all(token, cluster.eks?.scope))
    .filter(({ seed }) => seed === owner);
}

/** Whether an object that has a load balancer would get another one now. */
export function needsNewBalancer(before: Properties, after: Properties): boolean {
  const wanted = (object: Properties) => JSON.stringify([shapeOf(object), namedSubnets(object)]);
  return wanted(before) !== wanted(after);
}

function ownerOf({ scope }: Cluster, object: Properties): string {
  return `${scope} ${textOf(object["kind"])} ${idOf(namespaceOf(object), nameOf(object) ?? "")}`;
}

function regionOf({ scope }: Entry): string {
  return scope.split("/")[1] ?? "";
}
