import type { Resource } from "../../frame/resource";
import type { PropertiesOf } from "../../frame/inputs";
import { addonValues } from "./configuration";
import type { Scheduling } from "../kubernetes/scheduling";

/** The resource types that can install CoreDNS. */
export const coreDnsTypes = [
  "aws:eks/addon:Addon",
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:DeploymentPatch",
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:apps/v1:DaemonSetPatch",
  "kubernetes:helm.sh/v3:Release",
] as const;

/** The settings of CoreDNS in a resource. */
export interface CoreDns extends Scheduling {
  /** The smallest number of replicas; undefined for a DaemonSet, which has one per node. */
  replicas: number | undefined;
  /** The property that contains these settings, with a dot at the end. */
  path: string;
  /** Whether settings are in files, which a policy cannot read. */
  inFiles: boolean;
}

/** The CoreDNS that a resource installs, or undefined if it installs something else. */
export function coreDnsOf(resource: Resource<(typeof coreDnsTypes)[number]>): CoreDns | undefined {
  switch (resource.type) {
    case "aws:eks/addon:Addon":
      return ofAddon(resource.props);
    case "kubernetes:helm.sh/v3:Release":
      return ofRelease(resource.props);
    case "kubernetes:apps/v1:DaemonSet":
    case "kubernetes:apps/v1:DaemonSetPatch":
      return ofManifest(resource.props, undefined);
    case "kubernetes:apps/v1:Deployment":
      return ofManifest(resource.props, resource.props.spec?.replicas ?? 1);
    case "kubernetes:apps/v1:DeploymentPatch":
      // A patch without replicas keeps the two that EKS installs.
      return ofManifest(resource.props, resource.props.spec?.replicas ?? 2);
  }
}

interface AddonConfiguration extends Scheduling {
  replicaCount?: number;
  autoScaling?: { enabled?: boolean; minReplicas?: number };
}

/** The add-on has two replicas by default, and its configuration is JSON or YAML. */
function ofAddon(addon: PropertiesOf<"aws:eks/addon:Addon">) {
  if (addon.addonName !== "coredns") return undefined;
  const values: AddonConfiguration = addonValues(addon.configurationValues) ?? {};
  const { replicaCount = 2, autoScaling } = values;
  const replicas = autoScaling?.enabled ? (autoScaling.minReplicas ?? 2) : replicaCount;
  return { ...scheduling(values), replicas, path: "configurationValues.", inFiles: false };
}

interface ChartValues extends Scheduling {
  replicaCount?: number;
  hpa?: { enabled?: boolean; minReplicas?: number };
}

/** The chart of coredns/helm has one replica by default. */
function ofRelease({
  chart,
  values,
  valueYamlFiles,
}: PropertiesOf<"kubernetes:helm.sh/v3:Release">) {
  if (!/(^|\/)coredns$/.test(chart)) return undefined;
  const given = (values ?? {}) as ChartValues;
  const { replicaCount = 1, hpa } = given;
  return {
    ...scheduling(given),
    replicas: hpa?.enabled ? (hpa.minReplicas ?? 1) : replicaCount,
    path: "values.",
    inFiles: (valueYamlFiles as unknown) !== undefined,
  };
}

interface Manifest {
  metadata?: { name?: string; namespace?: string; labels?: Record<string, string> };
  spec?: { template?: { spec?: unknown } };
}

function ofManifest({ metadata, spec }: Manifest, replicas: number | undefined) {
  const isCoreDns = metadata?.name === "coredns" || metadata?.labels?.["k8s-app"] === "kube-dns";
  if (!isCoreDns) return undefined;
  const pod = (spec?.template?.spec ?? {}) as Scheduling;
  return { ...scheduling(pod), replicas, path: "spec.template.spec.", inFiles: false };
}

function scheduling({ nodeSelector, affinity, topologySpreadConstraints }: Scheduling): Scheduling {
  return { nodeSelector, affinity, topologySpreadConstraints };
}
