import { supportsPrefixes, type InstanceType } from "./instance-types";

/** The settings of the VPC CNI that determine how many pods a node holds. */
export interface PodAddressing {
  /** /28 prefixes instead of single addresses. @default false */
  prefixDelegation?: boolean;
  /** Pods have no address of the node's first interface. @default false */
  customNetworking?: boolean;
  /** Security groups for pods: one interface becomes the trunk. @default false */
  podEnis?: boolean;
}

/** Addresses in the /28 prefix that prefix delegation assigns. */
export const prefixSize = 16;

/**
 * Pods in the host's network on every node, which need no separate address but count towards
 * the maximum: aws-node, kube-proxy and the Pod Identity agent.
 */
export const hostNetworkPods = 3;

/** Network interfaces of a node that have addresses for pods. */
export function podInterfaces(
  type: InstanceType,
  { customNetworking = false, podEnis = false }: PodAddressing,
): number {
  return Math.max(type.networkInterfaces - Number(customNetworking) - Number(podEnis), 0);
}

/** Addresses (with prefix delegation: those in all prefixes) that one interface has for pods. */
export function podAddressesPerInterface(
  type: InstanceType,
  { prefixDelegation = false }: PodAddressing,
): number {
  return (type.addressesPerInterface - 1) * (prefixDelegation ? prefixSize : 1);
}

/**
 * Pods for which a node has addresses: interfaces x (addresses - 1), x 16 with prefix delegation,
 * and 2 for aws-node and kube-proxy. `eni-max-pods.txt` of the VPC CNI lists this number.
 */
export function addressablePods(type: InstanceType, addressing: PodAddressing = {}): number {
  return podInterfaces(type, addressing) * podAddressesPerInterface(type, addressing) + 2;
}

/**
 * The kubelet's maxPods that EKS recommends, and enforces on managed node groups: the addressable
 * pods, but at most 110, or 250 from 30 vCPUs on.
 * Source: Amazon EKS User Guide, "Assign more IP addresses to Amazon EKS nodes with prefixes".
 *
 * @throws RangeError for prefix delegation on a type that does not support it; check it with
 * `checkCniSettings` first.
 * @example maxPods(instanceType("t3.medium")); // 17
 */
export function maxPods(type: InstanceType, addressing: PodAddressing = {}): number {
  if (addressing.prefixDelegation && !supportsPrefixes(type)) {
    throw new RangeError(`${type.name} has no prefix delegation`);
  }
  const cap = (type.vCpus ?? 0) < 30 ? 110 : 250;
  return Math.min(addressablePods(type, addressing), cap);
}
