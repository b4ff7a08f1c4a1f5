import type { CniSettings } from "../nodes/cni-settings";
import type { InstanceType } from "../nodes/instance-types";
import { podAddressesPerInterface, podInterfaces, prefixSize } from "../nodes/max-pods";

/** Addresses that one node uses in one subnet. */
export interface SubnetShare {
  /** Primary addresses of network interfaces, which pods do not use. */
  interfaces: number;
  /** Addresses that pods have. */
  pods: number;
  /** Addresses assigned to the node that pods do not use yet. */
  warm: number;
}

/** Addresses that one node uses in its own subnet and in the pod subnet of its zone. */
export interface NodeAddresses {
  node: SubnetShare;
  pods: SubnetShare;
}

/** Conditions of a node's addresses other than its type, its pods and the settings. */
export interface NodeContext {
  /** Whether the node's zone has a pod subnet. @default false */
  podSubnets?: boolean;
  /** The kubelet's maxPods, at which the plugin stops adding. @default no limit */
  maxPods?: number;
}

/**
 * Addresses that the VPC CNI assigns to a node with `pods` running pods, under the rules that
 * its address manager applies to the warm targets.
 * Source: docs/eni-and-ip-target.md, docs/prefix-and-ip-target.md and pkg/ipamd/ipamd.go of
 * github.com/aws/amazon-vpc-cni-k8s.
 *
 * With custom networking the node's first interface gives pods nothing and all others are in the
 * pod subnet. With subnet discovery, the first interface is in the node's subnet and the others
 * are where most addresses are free: in the pod subnet.
 *
 * @param pods Number of pods with a separate address; at most the number of the node's addresses.
 */
export function nodeAddresses(
  type: InstanceType,
  pods: number,
  settings: CniSettings,
  { podSubnets = false, maxPods = Infinity }: NodeContext = {},
): NodeAddresses {
  const perInterface = podAddressesPerInterface(type, settings);
  const most = podInterfaces(type, settings) * perInterface;
  const assigned = Math.min(assignedAddresses(perInterface, pods, settings, maxPods), most);
  const interfaces = Math.ceil(assigned / perInterface);
  const share = (count: number, own: number, addresses: number): SubnetShare => ({
    interfaces: count,
    pods: own,
    warm: addresses - own,
  });
  if (settings.customNetworking) {
    return { node: share(1, 0, 0), pods: share(interfaces, pods, assigned) };
  }
  if (!podSubnets || settings.subnetDiscovery === false) {
    return { node: share(interfaces, pods, assigned), pods: share(0, 0, 0) };
  }
  const first = Math.min(assigned, perInterface);
  const firstPods = Math.min(pods, first);
  return {
    node: share(1, firstPods, first),
    pods: share(interfaces - 1, pods - firstPods, assigned - first),
  };
}

/** Addresses that the plugin requests for a node, regardless of the limits of its type. */
function assignedAddresses(
  perInterface: number,
  pods: number,
  settings: CniSettings,
  maxPods: number,
): number {
  const { warmIpTarget, minimumIpTarget, prefixDelegation } = settings;
  const byAddress = warmIpTarget !== undefined || minimumIpTarget !== undefined;
  // The plugin assigns whole interfaces, whole prefixes, or single addresses.
  const unit = prefixDelegation ? prefixSize : byAddress ? 1 : perInterface;
  const warmUnits = prefixDelegation ? settings.warmPrefixTarget : settings.warmEniTarget;
  const wanted = byAddress
    ? Math.max(pods + (warmIpTarget ?? 0), minimumIpTarget ?? 0)
    : pods + (warmUnits ?? 1) * unit;
  const units = Math.min(Math.ceil(wanted / unit), Math.ceil(maxPods / unit));
  return Math.max(units, 1) * unit;
}
