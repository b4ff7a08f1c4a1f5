import type { eks } from "@pulumi/aws";
import { requireTarget } from "../references";
import { awsFunction } from "../resource";
import type { ClusterOutputs } from "./cluster-outputs";
import { cluster } from "./reference-targets";

/** A cluster as another stack sees it: what is one block in a resource is a list here. */
export const getCluster = awsFunction<eks.GetClusterArgs, eks.GetClusterResult>(
  "aws:eks/getCluster:getCluster",
  ["EKS", "DescribeCluster"],
  (place, { name }) => {
    const entry = requireTarget(place, cluster, name);
    const { inputs } = entry;
    const outputs = entry.outputs as unknown as ClusterOutputs;
    return {
      id: name,
      accessConfigs: [
        {
          authenticationMode: outputs.accessConfig.authenticationMode,
          bootstrapClusterCreatorAdminPermissions:
            outputs.accessConfig.bootstrapClusterCreatorAdminPermissions ?? true,
        },
      ],
      arn: outputs.arn,
      certificateAuthorities: [outputs.certificateAuthority],
      clusterId: "",
      computeConfigs: [
        {
          enabled: outputs.computeConfig.enabled,
          nodePools: outputs.computeConfig.nodePools ?? [],
          nodeRoleArn: outputs.computeConfig.nodeRoleArn ?? "",
        },
      ],
      controlPlaneScalingConfigs: [outputs.controlPlaneScalingConfig],
      createdAt: outputs.createdAt,
      deletionProtection: outputs.deletionProtection,
      enabledClusterLogTypes: inputs.enabledClusterLogTypes ?? [],
      endpoint: outputs.endpoint,
      identities: outputs.identities,
      kubeApiServerConfigs: [apiServer(outputs)],
      kubeControllerManagerConfigs: [controllerManager(outputs)],
      kubeSchedulerConfigs: [scheduler(outputs)],
      kubernetesNetworkConfigs: [network(outputs)],
      name,
      outpostConfigs: [],
      platformVersion: outputs.platformVersion,
      region: place.session.region,
      remoteNetworkConfigs: inputs.remoteNetworkConfig
        ? [
            {
              remoteNodeNetworks: [networks(inputs.remoteNetworkConfig.remoteNodeNetworks)],
              remotePodNetworks: [networks(inputs.remoteNetworkConfig.remotePodNetworks)],
            },
          ]
        : [],
      roleArn: inputs.roleArn,
      status: outputs.status,
      storageConfigs: [
        { blockStorages: [{ enabled: inputs.storageConfig?.blockStorage?.enabled ?? false }] },
      ],
      tags: (entry.outputs["tagsAll"] ?? {}) as Record<string, string>,
      upgradePolicies: [outputs.upgradePolicy],
      version: outputs.version,
      vpcConfig: {
        ...outputs.vpcConfig,
        endpointPrivateAccess: outputs.vpcConfig.endpointPrivateAccess ?? false,
        endpointPublicAccess: outputs.vpcConfig.endpointPublicAccess ?? true,
        securityGroupIds: outputs.vpcConfig.securityGroupIds ?? [],
      },
      zonalShiftConfigs: [{ enabled: inputs.zonalShiftConfig?.enabled ?? false }],
    };
  },
);

function networks(given: { cidrs?: string[] } | undefined) {
  return { cidrs: given?.cidrs ?? [] };
}

function network({ kubernetesNetworkConfig }: ClusterOutputs) {
  const { elasticLoadBalancing, ...rest } = kubernetesNetworkConfig;
  return { ...rest, elasticLoadBalancings: [elasticLoadBalancing] };
}

function apiServer({ kubeApiServerConfig: { eventTtl, serviceNodePortRange } }: ClusterOutputs) {
  return { eventTtl, serviceNodePortRanges: [serviceNodePortRange] };
}

function controllerManager({ kubeControllerManagerConfig: config }: ClusterOutputs) {
  return {
    horizontalPodAutoscalerControllerConfigs: [config.horizontalPodAutoscalerControllerConfig],
    podGcControllerConfigs: [config.podGcControllerConfig],
  };
}

function scheduler({ kubeSchedulerConfig }: ClusterOutputs) {
  return {
    nodeResourcesFits: [
      { scoringStrategies: [kubeSchedulerConfig.nodeResourcesFit.scoringStrategy] },
    ],
  };
}
