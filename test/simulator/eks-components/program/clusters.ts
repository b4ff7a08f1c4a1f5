import type * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import type { Identities } from "./identities";
import type { Network } from "./network";

/** Clusters by name. */
export type Clusters = Record<
  "plain" | "bare" | "edge" | "auto" | "serverless" | "spot" | "guarded",
  eks.Cluster
>;

/** Clusters with sets of arguments that differ as much as programs do. */
export function createClusters(
  network: Network,
  identities: Identities,
  guard: aws.ec2.SecurityGroup,
): Clusters {
  const place = { vpcId: network.vpcId, subnetIds: network.private };
  return {
    plain: createPlain(network),
    bare: createBare(place, identities),
    edge: createEdge(network, identities),
    auto: new eks.Cluster("auto", {
      ...place,
      authenticationMode: "API",
      autoMode: { enabled: true },
    }),
    serverless: new eks.Cluster("serverless", {
      ...place,
      fargate: true,
      storageClasses: "gp2",
      enableConfigMapMutable: true,
    }),
    spot: new eks.Cluster("spot", {
      ...place,
      skipDefaultNodeGroup: true,
      instanceRoles: [identities.nodes],
    }),
    guarded: new eks.Cluster("guarded", {
      ...place,
      clusterSecurityGroup: guard,
      skipDefaultNodeGroup: true,
      createInstanceRole: false,
    }),
  };
}

type Place = Pick<eks.ClusterOptions, "vpcId" | "subnetIds">;

/** Little is said: a default node group, security groups, aws-auth. */
function createPlain(network: Network): eks.Cluster {
  return new eks.Cluster("plain", {
    vpcId: network.vpcId,
    subnetIds: [...network.private, ...network.public],
    corednsAddonOptions: { configurationValues: { replicaCount: 3 } },
    nodeGroupOptions: { instanceType: "t3.large", minSize: 1, desiredCapacity: 3, maxSize: 4 },
  });
}

/** A private control plane and nothing else. */
function createBare(place: Place, { controlPlane, key }: Identities): eks.Cluster {
  return new eks.Cluster("bare", {
    name: "bare",
    version: "1.35",
    ...place,
    serviceRole: controlPlane,
    authenticationMode: "API",
    endpointPrivateAccess: true,
    endpointPublicAccess: false,
    kubernetesServiceIpAddressRange: "172.20.0.0/16",
    encryptionConfigKeyArn: key.arn,
    enabledClusterLogTypes: ["api", "audit"],
    upgradePolicy: { supportType: "STANDARD" },
    deletionProtection: false,
    skipDefaultNodeGroup: true,
    skipDefaultSecurityGroups: true,
    bootstrapSelfManagedAddons: false,
    useDefaultVpcCni: true,
    kubeProxyAddonOptions: { enabled: false },
    corednsAddonOptions: { enabled: false },
    tags: { Project: "games" },
  });
}

/** Access, add-ons and storage in detail. */
function createEdge(network: Network, { nodes, admin }: Identities): eks.Cluster {
  return new eks.Cluster("edge", {
    version: "1.35",
    vpcId: network.vpcId,
    privateSubnetIds: network.private,
    publicSubnetIds: network.public,
    publicAccessCidrs: ["192.0.2.0/24"],
    skipDefaultNodeGroup: true,
    instanceRoles: [nodes],
    authenticationMode: "API_AND_CONFIG_MAP",
    accessEntries: {
      admin: {
        principalArn: admin.arn,
        kubernetesGroups: ["admins"],
        accessPolicies: {
          all: {
            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            accessScope: { type: "cluster" },
          },
        },
      },
    },
    roleMappings: [{ roleArn: "arn:aws:iam::123456789012:role/r", username: "r", groups: ["g"] }],
    userMappings: [{ userArn: "arn:aws:iam::123456789012:user/u", username: "u", groups: ["g"] }],
    vpcCniOptions: {
      enablePrefixDelegation: true,
      warmPrefixTarget: 2,
      warmIpTarget: 5,
      enableNetworkPolicy: true,
      configurationValues: {
        env: { WARM_ENI_TARGET: "0" },
        resources: { requests: { cpu: "50m" } },
      },
    },
    kubeProxyAddonOptions: { configurationValues: { mode: "ipvs" } },
    corednsAddonOptions: { enabled: false },
    storageClasses: {
      fast: {
        type: "gp2",
        encrypted: true,
        default: true,
        volumeBindingMode: "WaitForFirstConsumer",
      },
    },
    clusterTags: { Owner: "edge" },
    nodeSecurityGroupTags: { Owner: "nodes" },
    clusterSecurityGroupTags: { Owner: "control-plane" },
    tags: { Project: "games" },
  });
}
