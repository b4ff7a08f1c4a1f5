import type { eks } from "@pulumi/aws";
import type { UnwrappedObject } from "@pulumi/pulumi";
import { defaultVersionOn, minorVersion } from "../../../model/cluster/versions";
import { isoDay } from "../../../model/days";
import { parseCidr, subnetAt } from "../../../model/network/cidr";
import { arn } from "../identity";
import type { AwsCall } from "../resource";
import { defaultServiceRange, vpcOfSubnets } from "./network-rules";
import { text } from "../../values";

type ClusterCall = AwsCall<eks.ClusterArgs>;

/** What an API server accepts connections with; nobody has the key. */
const certificateOf = (hex: ClusterCall["hex"]) =>
  [
    "-----BEGIN CERTIFICATE-----",
    ...(Buffer.from(hex(600, "certificate"), "hex")
      .toString("base64")
      .match(/.{1,64}/g) ?? []),
    "-----END CERTIFICATE-----",
    "",
  ].join("\n");

/** The group that EKS makes for the network interfaces of a control plane and its managed nodes. */
export const clusterSecurityGroupId = ({ hex }: ClusterCall): string =>
  `sg-${hex(17, "cluster-security-group")}`;

/** What EKS tells of a cluster beyond the program's inputs. */
export type ClusterOutputs = Pick<
  UnwrappedObject<eks.Cluster>,
  | "accessConfig"
  | "arn"
  | "certificateAuthority"
  | "computeConfig"
  | "controlPlaneScalingConfig"
  | "createdAt"
  | "deletionProtection"
  | "endpoint"
  | "identities"
  | "kubeApiServerConfig"
  | "kubeControllerManagerConfig"
  | "kubeSchedulerConfig"
  | "kubernetesNetworkConfig"
  | "platformVersion"
  | "status"
  | "storageConfig"
  | "upgradePolicy"
  | "version"
  | "vpcConfig"
>;

/** Outputs of a cluster, with what EKS decides where the program says nothing. */
export function clusterOutputs(call: ClusterCall): ClusterOutputs {
  const { session, id, inputs, hex, created } = call;
  const host = hex(32, "endpoint").toUpperCase();
  const vpcId = vpcOfSubnets(call, inputs.vpcConfig.subnetIds);
  const version = minorVersion(
    text(
      inputs.version ?? call.previous?.outputs["version"] ?? defaultVersionOn(isoDay(new Date())),
    ),
  );
  return {
    arn: arn(session, "eks", `cluster/${id}`),
    endpoint: `https://${host}.gr7.${session.region}.eks.amazonaws.com`,
    certificateAuthority: { data: Buffer.from(certificateOf(hex)).toString("base64") },
    identities: [
      { oidcs: [{ issuer: `https://oidc.eks.${session.region}.amazonaws.com/id/${host}` }] },
    ],
    status: "ACTIVE",
    version,
    platformVersion: "eks.10",
    createdAt: created,
    deletionProtection: inputs.deletionProtection ?? false,
    accessConfig: {
      authenticationMode: inputs.accessConfig?.authenticationMode ?? "CONFIG_MAP",
      bootstrapClusterCreatorAdminPermissions:
        inputs.accessConfig?.bootstrapClusterCreatorAdminPermissions ?? true,
    },
    upgradePolicy: { supportType: inputs.upgradePolicy?.supportType ?? "EXTENDED" },
    computeConfig: { ...inputs.computeConfig, enabled: inputs.computeConfig?.enabled ?? false },
    storageConfig: {
      blockStorage: { enabled: inputs.storageConfig?.blockStorage?.enabled ?? false },
    },
    controlPlaneScalingConfig: { tier: inputs.controlPlaneScalingConfig?.tier ?? "standard" },
    kubernetesNetworkConfig: kubernetesNetwork(call, vpcId),
    vpcConfig: {
      endpointPrivateAccess: false,
      endpointPublicAccess: true,
      controlPlaneEgressMode: "AWS_MANAGED",
      publicAccessCidrs: ["0.0.0.0/0"],
      ...inputs.vpcConfig,
      clusterSecurityGroupId: clusterSecurityGroupId(call),
      vpcId,
    },
    ...componentOutputs(inputs),
  };
}

/** Settings of the control plane's programs; upstream's defaults. */
function componentOutputs({
  kubeApiServerConfig: api,
  kubeControllerManagerConfig: controllers,
  kubeSchedulerConfig: scheduler,
}: ClusterCall["inputs"]) {
  const strategy = scheduler?.nodeResourcesFit?.scoringStrategy;
  const resources = strategy?.resources ?? [{ name: "cpu" }, { name: "memory" }];
  return {
    kubeApiServerConfig: {
      eventTtl: api?.eventTtl ?? "1h0m0s",
      serviceNodePortRange: {
        minPort: api?.serviceNodePortRange?.minPort ?? 30_000,
        maxPort: api?.serviceNodePortRange?.maxPort ?? 32_767,
      },
    },
    kubeControllerManagerConfig: {
      horizontalPodAutoscalerControllerConfig: {
        horizontalPodAutoscalerSyncPeriod:
          controllers?.horizontalPodAutoscalerControllerConfig?.horizontalPodAutoscalerSyncPeriod ??
          "15s",
      },
      podGcControllerConfig: {
        terminatedPodGcThreshold:
          controllers?.podGcControllerConfig?.terminatedPodGcThreshold ?? 12_500,
      },
    },
    kubeSchedulerConfig: {
      nodeResourcesFit: {
        scoringStrategy: {
          type: strategy?.type ?? "LeastAllocated",
          resources: resources.map(
            ({ name = "", weight = 1 }: { name?: string; weight?: number }) => ({
              name,
              weight,
            }),
          ),
        },
      },
    },
  };
}

function kubernetesNetwork(call: ClusterCall, vpcId: string) {
  const given = call.inputs.kubernetesNetworkConfig ?? {};
  const isIpv6 = given.ipFamily === "ipv6";
  const unique = subnetAt(parseCidr("fd00::/8"), 108, parseInt(call.hex(6, "ipv6"), 16));
  return {
    elasticLoadBalancing: { enabled: given.elasticLoadBalancing?.enabled ?? false },
    ipFamily: given.ipFamily ?? "ipv4",
    serviceIpv4Cidr: isIpv6 ? "" : (given.serviceIpv4Cidr ?? defaultServiceRange(call, vpcId)),
    serviceIpv6Cidr: isIpv6 ? unique.text : "",
  };
}
