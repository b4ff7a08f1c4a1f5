import type { AmiFamily } from "../model/nodes/ami";
import type { CloudMapConfig } from "./cloud-map";
import type { CniSettings } from "../model/nodes/cni-settings";
import type { EndpointDnsConfig } from "./endpoint-dns";
import type { CustomRoutingConfig } from "./custom-routing";
import { chooseNetwork, type GivenNetwork } from "../model/network/given-network";
import type { KopsPlan } from "../model/kops/plan";
import type { LatticeConfig } from "./lattice";
import { checker } from "../model/schema";
import { stackDefaults } from "./defaults";
import { stackSchema } from "./schema";
import { withWavelength, type WavelengthConfig } from "./wavelength";

/** Which stack is composed. */
export type Environment = "dev" | "prod";

/** The network of a stack. */
export interface NetworkConfig {
  /** IPv4 block of a new VPC. */
  cidr?: string;
  /** Availability Zones of a new VPC. */
  zones?: string[];
  /** Second block, for pods. */
  podCidr?: string;
  /** Blocks of connected networks. */
  peerCidrs: string[];
  nat: "none" | "single" | "perAz";
  ipv6: boolean;
  /** Services with gateway endpoints: `s3`, `dynamodb`. */
  gatewayEndpoints: string[];
  /** Services with interface endpoints: `ecr.api`. */
  interfaceEndpoints: string[];
  flowLogs: boolean;
  /** A VPC to use instead of a new one. */
  existing?: GivenNetwork;
}

/** The cluster of a stack. */
export interface ClusterConfig {
  name: string;
  /** Kubernetes minor version; the deployed one, or the default of the day, when left out. */
  version?: string;
  endpoint: "public" | "private" | "both";
  /** CIDRs that may reach a public endpoint. */
  publicAccessCidrs: string[];
  /** CIDRs outside of the VPC that may reach a private endpoint. */
  privateAccessCidrs: string[];
  serviceCidr: string;
  /** Days that control plane logs are kept. */
  logRetentionDays: number;
  deletionProtection: boolean;
  zonalShift: boolean;
  autoMode: boolean;
  /** Networks of hybrid nodes and their pods. */
  remoteNetworks?: { nodeCidrs: string[]; podCidrs: string[] };
  /** Versions of core add-ons that are not to be EKS's default, by add-on name. */
  addOnVersions: Record<string, string>;
}

/** A managed node group of a stack. */
export interface NodeGroupConfig {
  name: string;
  instanceTypes: string[];
  ami: AmiFamily;
  capacityType: "ON_DEMAND" | "SPOT";
  minSize: number;
  desiredSize: number;
  maxSize: number;
  /** Pods with an address of their own on a full node. */
  podsPerNode?: number;
  placement: "public" | "private";
  /** GiB of the volume for images and containers. */
  volumeSize: number;
  labels: Record<string, string>;
  taints: { key: string; value?: string; effect: TaintEffect }[];
  /** Nodes that an update takes away at once. */
  maxUnavailable: number;
  updateStrategy: "DEFAULT" | "MINIMAL";
  autoRepair: boolean;
}

/** Effect of a taint, as the EKS API spells it. */
export type TaintEffect = "NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE";

/** A Fargate profile of a stack. */
export interface FargateConfig {
  name: string;
  selectors: { namespace: string; labels?: Record<string, string> }[];
  /** Pods at most, for the plan of addresses. */
  maxPods: number;
}

/** Access of a further IAM role to the cluster. */
export interface AccessConfig {
  name: string;
  /** The role; a new one when left out. */
  principalArn?: string;
  policy: "admin" | "edit" | "view" | "clusterAdmin";
  /** Namespaces that the access is limited to; all when left out. */
  namespaces?: string[];
}

/** The guestbook of a stack. */
export interface GuestbookConfig {
  /** Whether the sample is deployed. */
  deploy: boolean;
  /** Frontend pods. */
  replicas: number;
  exposure: "internet" | "internal";
}

/** The kops set-up of a stack: its plan, on a VPC of its own with the block `networkCidr`. */
export type KopsConfig = KopsPlan;

/** The checked configuration of a stack. */
export interface StackConfig {
  environment: Environment;
  network: NetworkConfig;
  cluster: ClusterConfig;
  cni: CniSettings;
  nodeGroups: NodeGroupConfig[];
  fargate: FargateConfig[];
  access: AccessConfig[];
  guestbook: GuestbookConfig;
  kops?: KopsConfig;
  wavelength?: WavelengthConfig;
  customRouting?: CustomRoutingConfig;
  endpointDns?: EndpointDnsConfig;
  cloudMap?: CloudMapConfig;
  lattice?: LatticeConfig;
}

/** The keys of the configuration, all optional but `environment` and `network`. */
export const stackConfigKeys = Object.keys(stackSchema.properties) as (keyof StackConfig)[];

const check = checker<StackConfig>(stackSchema);

/**
 * Checks the raw configuration of a stack (what `Pulumi.<stack>.yaml` holds under the project's
 * name) and fills in the environment's defaults.
 *
 * @throws InputError for what is unknown, missing or of the wrong shape. Values are checked against
 * each other by `planStack`.
 */
export function parseStackConfig(raw: Readonly<Record<string, unknown>>): StackConfig {
  const environment = raw.environment;
  const defaults =
    environment === "dev" || environment === "prod" ? stackDefaults[environment] : {};
  const config = check(merge(defaults, raw), "");
  chooseNetwork(config.network, "network");
  return withWavelength(config);
}

/** `over` on top of `base`, objects key by key, everything else as a whole. */
function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over ?? base;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(keys.map((key) => [key, merge(base[key], over[key])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
