import { cniEnvironment } from "../nodes/cni-settings";
import { nonMasqueradeCidr, type KopsPlan } from "./plan";

/** The resources that the manifests refer to. */
export interface KopsResources {
  vpcId: string;
  /** Bucket of the state store. */
  bucket: string;
  /** Id of the hosted zone, if `dns` is not none. */
  dnsZoneId?: string;
  /** One per zone for nodes; with private topology, a utility subnet per zone too. */
  subnets: readonly {
    id: string;
    zone: string;
    cidr: string;
    type: "Public" | "Private" | "Utility";
  }[];
}

/** A manifest for `kops create -f`. */
export type KopsManifest = Readonly<Record<string, unknown>>;

const apiVersion = "kops.k8s.io/v1alpha2";

/**
 * The manifests of the cluster, its control plane and its nodes, for `kops create -f`.
 * The kops channel chooses the images, so that they are current when the cluster is created.
 */
export function kopsManifests(plan: KopsPlan, resources: KopsResources): KopsManifest[] {
  const { topology } = plan;
  const nodeSubnets = resources.subnets.filter(({ type }) => type !== "Utility");
  const names = nodeSubnets.map(({ zone }) => zone);
  const controlPlane = names.slice(0, plan.controlPlaneCount);
  return [
    {
      apiVersion,
      kind: "Cluster",
      metadata: { name: plan.clusterName },
      spec: clusterSpec(plan, resources, controlPlane),
    },
    ...controlPlane.map((zone) =>
      instanceGroup(plan, `control-plane-${zone}`, {
        role: "Master",
        machineType: plan.controlPlaneType,
        minSize: 1,
        maxSize: 1,
        subnets: [zone],
        ...(topology === "public" && { associatePublicIp: true }),
      }),
    ),
    instanceGroup(plan, "nodes", {
      role: "Node",
      machineType: plan.nodeType,
      minSize: plan.minNodes,
      maxSize: plan.maxNodes,
      subnets: names,
      ...(topology === "public" && { associatePublicIp: true }),
    }),
  ];
}

function clusterSpec(
  plan: KopsPlan,
  { vpcId, bucket, dnsZoneId, subnets }: KopsResources,
  controlPlane: readonly string[],
): KopsManifest {
  const { dns } = plan;
  return {
    api: {
      loadBalancer: { class: "Network", type: plan.topology === "private" ? "Internal" : "Public" },
    },
    authorization: { rbac: {} },
    channel: "stable",
    cloudProvider: "aws",
    configBase: `s3://${bucket}/${plan.clusterName}`,
    // The network's owner tags the shared subnets; kops must not change these tags.
    DisableSubnetTags: true,
    ...(dnsZoneId !== undefined && { dnsZone: dnsZoneId }),
    etcdClusters: ["main", "events"].map((name) => ({
      name,
      etcdMembers: controlPlane.map((zone) => ({
        encryptedVolume: true,
        instanceGroup: `control-plane-${zone}`,
        name: zone.slice(-1),
      })),
      manager: { backupRetentionDays: 90 },
    })),
    iam: { allowContainerRegistry: true, legacy: false },
    kubelet: { anonymousAuth: false },
    kubernetesApiAccess: plan.apiAccessCidrs,
    kubernetesVersion: plan.kubernetesVersion,
    networkCIDR: plan.networkCidr,
    networkID: vpcId,
    networking: networking(plan),
    nonMasqueradeCIDR: nonMasqueradeCidr,
    sshAccess: [],
    subnets: subnets.map(({ id, zone, cidr, type }) => ({
      id,
      cidr,
      name: type === "Utility" ? `utility-${zone}` : zone,
      type,
      zone,
      ...(type === "Private" && { egress: "External" }),
    })),
    topology: { dns: { type: { none: "None", public: "Public", private: "Private" }[dns] } },
  };
}

function networking(plan: KopsPlan): KopsManifest {
  if (plan.networking === "kubenet") return { kubenet: {} };
  const env = Object.entries(cniEnvironment(plan.cni ?? {}));
  return {
    amazonvpc: env.length > 0 ? { env: env.map(([name, value]) => ({ name, value })) } : {},
  };
}

function instanceGroup(plan: KopsPlan, name: string, spec: KopsManifest): KopsManifest {
  return {
    apiVersion,
    kind: "InstanceGroup",
    metadata: { name, labels: { "kops.k8s.io/cluster": plan.clusterName } },
    spec: {
      ...spec,
      instanceMetadata: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootVolumeEncryption: true,
    },
  };
}
