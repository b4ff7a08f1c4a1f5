import type { ClusterArgs } from "@pulumi/eks";
import { requireFittingAccess } from "./access";
import { requireOne, requireSupported, type ArgumentTable } from "./arguments";
import type { NodeDefaults } from "./core";

const ARGUMENTS: ArgumentTable<ClusterArgs> = {
  accessEntries: true,
  authenticationMode: true,
  autoMode: true,
  bootstrapSelfManagedAddons: true,
  clusterSecurityGroup: true,
  clusterSecurityGroupTags: true,
  clusterTags: true,
  corednsAddonOptions: true,
  createInstanceRole: true,
  createOidcProvider: true,
  creationRoleProvider: {
    refused: "the plugin takes it from no program: give providerCredentialOpts instead",
  },
  deletionProtection: true,
  desiredCapacity: true,
  enableConfigMapMutable: true,
  enabledClusterLogTypes: true,
  encryptionConfigKeyArn: true,
  endpointPrivateAccess: true,
  endpointPublicAccess: true,
  fargate: true,
  gpu: true,
  instanceProfileName: true,
  instanceRole: true,
  instanceRoles: true,
  instanceType: true,
  ipFamily: true,
  kubeProxyAddonOptions: true,
  kubernetesServiceIpAddressRange: true,
  maxSize: true,
  minSize: true,
  name: true,
  nodeAmiId: true,
  nodeAssociatePublicIpAddress: true,
  nodeGroupOptions: true,
  nodePublicKey: true,
  nodeRootVolumeEncrypted: true,
  nodeRootVolumeSize: true,
  nodeSecurityGroupTags: true,
  nodeSubnetIds: true,
  nodeUserData: true,
  privateSubnetIds: true,
  providerCredentialOpts: true,
  // Says how the plugin reaches the internet, which the local cloud does not.
  proxy: true,
  publicAccessCidrs: true,
  publicSubnetIds: true,
  roleMappings: true,
  serviceRole: true,
  skipDefaultNodeGroup: true,
  skipDefaultSecurityGroups: true,
  storageClasses: true,
  subnetIds: true,
  tags: true,
  upgradePolicy: true,
  useDefaultVpcCni: true,
  userMappings: true,
  version: true,
  vpcCniOptions: true,
  vpcId: true,
};

/** Settings of the default nodes that can be given one by one, by what nodeGroupOptions calls them. */
const SINGLE_OPTIONS: Readonly<Partial<Record<keyof NodeDefaults, keyof ClusterArgs>>> = {
  nodeSubnetIds: "nodeSubnetIds",
  nodeAssociatePublicIpAddress: "nodeAssociatePublicIpAddress",
  instanceType: "instanceType",
  nodePublicKey: "nodePublicKey",
  nodeRootVolumeEncrypted: "nodeRootVolumeEncrypted",
  nodeRootVolumeSize: "nodeRootVolumeSize",
  nodeUserData: "nodeUserData",
  minSize: "minSize",
  maxSize: "maxSize",
  desiredCapacity: "desiredCapacity",
  amiId: "nodeAmiId",
  gpu: "gpu",
};

/** @throws InputPropertyError or InputPropertiesError */
export function checkClusterArguments(args: ClusterArgs): void {
  requireSupported("Cluster", args, ARGUMENTS);
  requireOne(args, "instanceRole", "instanceRoles");
  requireOne(args, "subnetIds", "publicSubnetIds");
  requireOne(args, "subnetIds", "privateSubnetIds");
  for (const name of Object.values(SINGLE_OPTIONS)) requireOne(args, "nodeGroupOptions", name);
  requireFittingAccess(args);
}

/** Whether the cluster gets no nodes by default. */
export function hasNoDefaultNodes(args: ClusterArgs): boolean {
  return Boolean(args.skipDefaultNodeGroup || args.fargate || args.autoMode?.enabled);
}

/** The settings of the default nodes. */
export function nodeDefaults(args: ClusterArgs): NodeDefaults {
  if (args.nodeGroupOptions) return { ...args.nodeGroupOptions };
  const single = Object.entries(SINGLE_OPTIONS).map(([option, name]) => [option, args[name]]);
  return { ...(Object.fromEntries(single) as NodeDefaults), version: args.version };
}
