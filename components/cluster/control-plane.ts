import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";
import { accountOf } from "../account";
import { policyDocument, serviceRole, type ServiceRole } from "../iam";
import { encryptedLogGroup, encryptionKey } from "../log-group";
import type { Scope } from "../scope";
import type { ClusterArgs, FilledClusterArgs } from "./args";

/** All log types of a control plane. */
const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/**
 * Creates the control plane with its key, log group and role.
 *
 * @param version Kubernetes minor version.
 */
export function createControlPlane(
  scope: Scope,
  args: FilledClusterArgs,
  version: string,
): eks.Cluster {
  const { endpoint, publicAccessCidrs } = args;
  const key = encryptionKey(
    scope,
    "secrets",
    `Encrypts the Secrets of the cluster ${args.clusterName}`,
  );
  const { role, grants } = createRole(scope, args, key);
  const logGroup = encryptedLogGroup(scope, "logs", {
    logGroupName: `/aws/eks/${args.clusterName}/cluster`,
    retentionDays: args.logRetentionDays,
  });
  const transform = controlPlaneTransform(args);
  return new eks.Cluster(
    scope.name,
    {
      name: args.clusterName,
      version,
      vpcId: args.vpcId,
      subnetIds: args.subnetIds,
      serviceRole: role,
      authenticationMode: "API",
      endpointPrivateAccess: endpoint !== "public",
      endpointPublicAccess: endpoint !== "private",
      ...(endpoint !== "private" && { publicAccessCidrs: [...publicAccessCidrs] }),
      kubernetesServiceIpAddressRange: args.serviceCidr,
      encryptionConfigKeyArn: key.arn,
      enabledClusterLogTypes: logTypes,
      // With EKS's default, EXTENDED, EKS keeps a version after standard support at an extra
      // charge.
      upgradePolicy: { supportType: "STANDARD" },
      deletionProtection: args.deletionProtection,
      ...(args.autoMode && { autoMode: { enabled: true } }),
      // Other components create nodes, add-ons and security groups, in their own order.
      skipDefaultNodeGroup: true,
      skipDefaultSecurityGroups: true,
      bootstrapSelfManagedAddons: false,
      useDefaultVpcCni: true,
      kubeProxyAddonOptions: { enabled: false },
      corednsAddonOptions: { enabled: false },
      tags: scope.tags,
    },
    {
      parent: scope.parent,
      // EKS writes to its log group until the cluster is deleted, and would create it again.
      dependsOn: [logGroup, ...grants],
      ...(transform && { transforms: [transform] }),
    },
  );
}

/**
 * Sets arguments on the cluster that @pulumi/eks registers but has no arguments for. With deletion
 * protection, AWS refuses to delete the cluster only after its nodes are deleted; Pulumi's own
 * protection refuses before anything is deleted.
 *
 * @returns undefined if there is nothing to set.
 */
export function controlPlaneTransform(
  args: Pick<ClusterArgs, "zonalShift" | "remoteNetworks" | "deletionProtection">,
): pulumi.ResourceTransform | undefined {
  const { zonalShift, remoteNetworks, deletionProtection } = args;
  if (!zonalShift && !remoteNetworks && !deletionProtection) return undefined;
  return ({ type, props, opts }) => {
    if (type !== "aws:eks/cluster:Cluster") return undefined;
    return {
      props: {
        ...(props as object),
        ...(zonalShift && { zonalShiftConfig: { enabled: true } }),
        ...(remoteNetworks && { remoteNetworkConfig: remoteNetworkConfig(remoteNetworks) }),
      },
      opts: { ...opts, ...(deletionProtection && { protect: true }) },
    };
  };
}

function remoteNetworkConfig({
  nodeCidrs,
  podCidrs,
}: NonNullable<
  FilledClusterArgs["remoteNetworks"]
>): aws.types.input.eks.ClusterRemoteNetworkConfig {
  return {
    remoteNodeNetworks: { cidrs: [...nodeCidrs] },
    ...(podCidrs.length > 0 && { remotePodNetworks: { cidrs: [...podCidrs] } }),
  };
}

/** AWS managed policies that Auto Mode adds to the control plane's role. */
const autoModePolicies = [
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
];

function createRole(
  scope: Scope,
  { autoMode, clusterName }: FilledClusterArgs,
  key: aws.kms.Key,
): ServiceRole {
  const { role, grants } = serviceRole(scope, "control-plane", {
    description: `The control plane of ${clusterName}`,
    trust: { service: "eks.amazonaws.com", actions: ["sts:AssumeRole", "sts:TagSession"] },
    managedPolicies: ["AmazonEKSClusterPolicy", ...(autoMode ? autoModePolicies : [])],
    partition: accountOf(scope.parent).partition,
  });
  const secrets = new aws.iam.RolePolicy(
    `${scope.name}-secrets`,
    {
      role: role.name,
      policy: policyDocument({
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:ListGrants"],
        Resource: key.arn,
      }),
    },
    { parent: scope.parent },
  );
  return { role, grants: [...grants, secrets] };
}
