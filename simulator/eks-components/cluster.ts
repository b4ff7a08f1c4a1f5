import { getPartitionOutput } from "@pulumi/aws/getPartition";
import type * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import type { ClusterArgs } from "@pulumi/eks";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { grantAccess, type Access } from "./access";
import { createCoreAddOn } from "./add-ons";
import { child } from "./children";
import { checkClusterArguments, hasNoDefaultNodes, nodeDefaults } from "./cluster-arguments";
import { createControlPlane, type ControlPlane } from "./control-plane";
import type { Core } from "./core";
import { createFargateProfile } from "./fargate";
import { kubeconfigOf } from "./kubeconfig";
import { networkOf, type ClusterNetwork } from "./network";
import { createNodeGroup, type NodeGroup } from "./node-group-v2";
import { nodeRoles, type NodeRoles } from "./node-roles";
import {
  createClusterSecurityGroup,
  createNodeSecurityGroup,
  type NodeSecurityGroup,
} from "./security-groups";
import plugin from "./plugin.json";
import { createStorageClasses } from "./storage-classes";
import { VpcCniAddon } from "./vpc-cni";

/**
 * An EKS cluster with all that the plugin makes along with it. Unlike the plugin it does not wait until the API
 * server answers, and asks no issuer for its certificate: nothing of the local cloud can be called over a network.
 */
export class Cluster extends pulumi.ComponentResource {
  readonly outputs: pulumi.Inputs;

  constructor(name: string, args: ClusterArgs, options: pulumi.ComponentResourceOptions) {
    super("eks:index:Cluster", name, {}, options);
    checkClusterArguments(args);
    const { partition } = getPartitionOutput({}, child(this));
    const network = networkOf(args, this);
    const securityGroup = clusterSecurityGroup(name, args, network, this);
    const controlPlane = createControlPlane(
      name,
      args,
      { subnetIds: network.subnetIds, securityGroup, partition },
      this,
    );
    const core = createCore(name, args, { controlPlane, network, securityGroup, partition }, this);
    const nodes = createDefaultNodes(name, args, core, this);
    this.outputs = outputsOf(core, nodes);
    this.registerOutputs(this.outputs);
  }
}

interface Parts {
  controlPlane: ControlPlane;
  network: ClusterNetwork;
  securityGroup: ec2.SecurityGroup | undefined;
  partition: pulumi.Input<string>;
}

function clusterSecurityGroup(
  name: string,
  args: ClusterArgs,
  { vpcId }: ClusterNetwork,
  parent: pulumi.Resource,
): ec2.SecurityGroup | undefined {
  // The plugin takes no promise of one, so it is there.
  if (args.clusterSecurityGroup) return args.clusterSecurityGroup as ec2.SecurityGroup;
  if (!makesSecurityGroups(args)) return undefined;
  return createClusterSecurityGroup(name, vpcId, args.tags, args.clusterSecurityGroupTags, parent);
}

function makesSecurityGroups({ skipDefaultSecurityGroups, autoMode }: ClusterArgs): boolean {
  return !(skipDefaultSecurityGroups ?? autoMode?.enabled ?? false);
}

function createCore(name: string, args: ClusterArgs, parts: Parts, parent: pulumi.Resource): Core {
  const { controlPlane, network, securityGroup, partition } = parts;
  const { cluster, autoNodeRole, encryptionConfig } = controlPlane;
  createKubeProxy(name, args, controlPlane, parent);
  const credentials = args.providerCredentialOpts;
  const provider = new Provider(
    `${name}-eks-k8s`,
    {
      kubeconfig: kubeconfigOf(cluster, credentials, { withProfile: true }).apply((config) =>
        JSON.stringify(config),
      ),
      enableConfigMapMutable: args.enableConfigMapMutable,
    },
    { parent, version: plugin.kubernetes },
  );
  const nodeGroupOptions = nodeDefaults(args);
  const roles: NodeRoles = nodeRoles(name, args, nodeGroupOptions, partition, parent);
  if (roles.profile) nodeGroupOptions.instanceProfile = roles.profile;
  const access = grantAccess(name, args, cluster, provider, roles.all, roles.own, parent);
  const vpcCni = createVpcCni(name, args, controlPlane, provider, access, parent);
  const storageClasses = createStorageClasses(name, args.storageClasses, {
    ...{
      parent,
      provider,
      dependsOn: [...access.entries, ...(access.configMap ? [access.configMap] : [])],
    },
  });
  const fargateProfile = createFargateProfile(
    name,
    args,
    {
      cluster,
      subnetIds: network.subnetIds,
      partition,
      dependsOn: access.configMap ? [access.configMap] : [],
    },
    parent,
  );
  createCoreDns(name, args, controlPlane, fargateProfile, parent);
  return {
    cluster,
    ...network,
    publicSubnetIds: args.publicSubnetIds && pulumi.output(args.publicSubnetIds),
    privateSubnetIds: args.privateSubnetIds && pulumi.output(args.privateSubnetIds),
    endpoint: cluster.endpoint,
    clusterSecurityGroup: securityGroup,
    provider,
    instanceRoles: roles.all,
    nodeGroupOptions,
    eksNodeAccess: access.configMap,
    storageClasses,
    kubeconfig: kubeconfigOf(cluster, credentials, { withProfile: false }),
    vpcCni,
    tags: args.tags,
    nodeSecurityGroupTags: args.nodeSecurityGroupTags,
    fargateProfile,
    oidcProvider: createOidcProvider(name, args, controlPlane, parent),
    encryptionConfig,
    clusterIamRole: controlPlane.role,
    accessEntries: access.asked.length > 0 ? access.asked : undefined,
    autoModeNodeRoleName: autoNodeRole?.role.name ?? pulumi.output(""),
  };
}

function createKubeProxy(
  name: string,
  { kubeProxyAddonOptions: options, autoMode, tags }: ClusterArgs,
  { cluster }: ControlPlane,
  parent: pulumi.Resource,
): void {
  if (!(options?.enabled ?? !autoMode?.enabled)) return;
  const { configurationValues } = options ?? {};
  createCoreAddOn(
    `${name}-kube-proxy`,
    { cluster, addonName: "kube-proxy", options, configurationValues, tags },
    parent,
  );
}

function createVpcCni(
  name: string,
  { useDefaultVpcCni, autoMode, vpcCniOptions, tags }: ClusterArgs,
  { cluster }: ControlPlane,
  provider: Provider,
  { entries, configMap }: Access,
  parent: pulumi.Resource,
): VpcCniAddon | undefined {
  if (useDefaultVpcCni ?? autoMode?.enabled) return undefined;
  return new VpcCniAddon(
    `${name}-vpc-cni`,
    {
      ...vpcCniOptions,
      clusterName: cluster.name,
      clusterVersion: cluster.version,
      tags: tags as never,
    },
    {
      parent,
      dependsOn: [...entries, ...(configMap ? [configMap] : [])],
      providers: { kubernetes: provider },
    },
  );
}

/** CoreDNS needs somewhere to run: the plugin makes it where it makes nodes, or where it is asked to. */
function createCoreDns(
  name: string,
  args: ClusterArgs,
  { cluster }: ControlPlane,
  profile: Core["fargateProfile"],
  parent: pulumi.Resource,
): void {
  const { corednsAddonOptions: options, autoMode, skipDefaultNodeGroup, tags } = args;
  const isAsked = options?.enabled === true || options?.configurationValues !== undefined;
  pulumi.output(args.fargate).apply((fargate) => {
    const hasRoom = Boolean(fargate) || !skipDefaultNodeGroup || autoMode?.enabled === true;
    if (!isAsked && !(hasRoom && (options?.enabled ?? true))) return;
    const configurationValues = pulumi
      .output(options?.configurationValues)
      .apply((given) => (fargate ? { computeType: "Fargate", ...given } : given));
    createCoreAddOn(
      `${name}-coredns`,
      { cluster, addonName: "coredns", options, configurationValues, tags },
      parent,
      profile.apply((made) => (made ? [made] : [])),
    );
  });
}

// Amazon's own root certificate authority, which issuers of clusters have. AWS no longer looks at it.
const THUMBPRINT = "06b25927c42a721631c1efd9431e648fa62e1e39";

function createOidcProvider(
  name: string,
  { createOidcProvider: isAsked }: ClusterArgs,
  { cluster }: ControlPlane,
  parent: pulumi.Resource,
): iam.OpenIdConnectProvider | undefined {
  if (!isAsked) return undefined;
  return new iam.OpenIdConnectProvider(
    `${name}-oidcProvider`,
    {
      clientIdLists: ["sts.amazonaws.com"],
      url: issuerOf(cluster.identities),
      thumbprintLists: [THUMBPRINT],
    },
    child(parent),
  );
}

function issuerOf(identities: Core["cluster"]["identities"]): pulumi.Output<string> {
  return identities.apply((list) => list[0]?.oidcs?.[0]?.issuer ?? "");
}

/** The nodes that a cluster has by default, and the security group of nodes. */
interface DefaultNodes {
  security: NodeSecurityGroup | undefined;
  group: NodeGroup | undefined;
}

function createDefaultNodes(
  name: string,
  args: ClusterArgs,
  core: Core,
  parent: pulumi.Resource,
): DefaultNodes {
  const { clusterSecurityGroup: control, nodeGroupOptions } = core;
  const security =
    makesSecurityGroups(args) && control
      ? createNodeSecurityGroup(
          name,
          {
            vpcId: core.vpcId,
            clusterSecurityGroupId: control.id,
            clusterName: core.cluster.name,
            tags: pulumi
              .all([
                pulumi.output(args.tags ?? {}),
                pulumi.output(args.nodeSecurityGroupTags ?? {}),
              ])
              .apply(([tags, own]) => ({ ...own, ...tags })),
          },
          parent,
        )
      : undefined;
  if (security) {
    nodeGroupOptions.nodeSecurityGroup = security.group;
    nodeGroupOptions.clusterIngressRule = security.clusterIngressRule;
  }
  if (hasNoDefaultNodes(args)) return { security, group: undefined };
  const known = pulumi.output(core);
  return { security, group: createNodeGroup(name, nodeGroupOptions, known, parent) };
}

function outputsOf(core: Core, { security, group }: DefaultNodes): pulumi.Inputs {
  const { cluster, clusterSecurityGroup: control, fargateProfile, oidcProvider } = core;
  const nothing = pulumi.output("");
  const issuer = issuerOf(cluster.identities);
  const ofEks = cluster.vpcConfig.clusterSecurityGroupId;
  return {
    kubeconfig: core.kubeconfig,
    kubeconfigJson: pulumi.jsonStringify(core.kubeconfig),
    clusterSecurityGroup: control,
    instanceRoles: core.instanceRoles,
    nodeSecurityGroup: security?.group,
    eksClusterIngressRule: security?.clusterIngressRule,
    defaultNodeGroup: group && { ...group },
    eksCluster: cluster,
    core,
    clusterSecurityGroupId: control?.id ?? ofEks,
    nodeSecurityGroupId: security?.group.id ?? ofEks,
    clusterIngressRuleId: security?.clusterIngressRule.securityGroupRuleId ?? nothing,
    defaultNodeGroupAsgName: group?.autoScalingGroup.name ?? nothing,
    fargateProfileId: fargateProfile.apply((profile) => profile?.id ?? nothing),
    fargateProfileStatus: fargateProfile.apply((profile) => profile?.status ?? nothing),
    oidcProviderArn: oidcProvider?.arn ?? nothing,
    oidcProviderUrl: issuer,
    oidcIssuer: issuer.apply((url) => url.replace("https://", "")),
    autoModeNodeRoleName: core.autoModeNodeRoleName,
  };
}
