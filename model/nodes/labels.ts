import { InputError } from "../errors";

/** A node label that distinguishes Spot from On-Demand, with the values for each. */
export interface LifecycleLabel {
  key: string;
  spot: readonly string[];
  onDemand: readonly string[];
}

/**
 * Labels that distinguish Spot nodes from On-Demand nodes. This project sets `lifecycle` on nodes that it
 * registers; EKS (managed node groups), Karpenter and kops set the others.
 */
export const lifecycleLabels: readonly LifecycleLabel[] = [
  { key: "lifecycle", spot: ["spot", "Ec2Spot"], onDemand: ["ondemand", "OnDemand"] },
  { key: "eks.amazonaws.com/capacityType", spot: ["SPOT"], onDemand: ["ON_DEMAND"] },
  { key: "karpenter.sh/capacity-type", spot: ["spot"], onDemand: ["on-demand"] },
  { key: "node.kubernetes.io/lifecycle", spot: ["spot"], onDemand: ["on-demand", "normal"] },
];

const name = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const subdomain = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/**
 * Whether the text is a Kubernetes label key: a name of at most 63 characters, optionally after
 * a DNS subdomain of at most 253 and a slash.
 */
export function isLabelKey(key: string): boolean {
  const parts = key.split("/");
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (parts.length > 2 || !name.test(parts.at(-1) ?? "")) return false;
  return prefix === undefined || (prefix.length <= 253 && subdomain.test(prefix));
}

/** Whether the text is a Kubernetes label value: empty, or a name of at most 63 characters. */
export function isLabelValue(value: string): boolean {
  return value === "" || name.test(value);
}

/** Labels under these domains that a kubelet may set on its own node (NodeRestriction). */
const ownDomains = ["kubelet.kubernetes.io", "node.kubernetes.io"];

/**
 * Checks labels that nodes register with.
 *
 * @throws InputError for an invalid key or value, or a key that only Kubernetes sets.
 */
export function checkNodeLabels(labels: Readonly<Record<string, string>>, argument: string): void {
  for (const [key, value] of Object.entries(labels)) {
    if (!isLabelKey(key)) {
      throw new InputError({
        argument,
        value: key,
        rule: "is not a label key",
        fix: "Use up to 63 letters, digits, '-', '_' and '.', after an optional DNS prefix and '/'.",
      });
    }
    if (!isLabelValue(value)) {
      throw new InputError({
        argument: `${argument}["${key}"]`,
        value,
        rule: "is not a label value",
        fix: "Use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends.",
      });
    }
    const domain = key.includes("/") ? (key.split("/")[0] ?? "") : "";
    if (/(^|\.)(kubernetes|k8s)\.io$/.test(domain) && !ownDomains.includes(domain)) {
      throw new InputError({
        argument,
        value: key,
        rule: "is under a domain in which a node may not label itself",
        fix: `Use a domain of your own, or ${ownDomains.join(" or ")}.`,
      });
    }
  }
}
