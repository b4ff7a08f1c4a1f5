import type * as ec2 from "@pulumi/aws/ec2";
import type * as awsEks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import type { ClusterArgs } from "@pulumi/eks";
import type { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import type { Provider } from "@pulumi/kubernetes/provider";
import type { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass";
import type * as pulumi from "@pulumi/pulumi";
import type { VpcCniAddon } from "./vpc-cni";

type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;

/** Settings of the nodes that a cluster has by default, and which its node groups take over. */
export type NodeDefaults = NonNullable<ClusterArgs["nodeGroupOptions"]>;

/** What node groups must know of their cluster: the output `core` of the component. */
export interface Core {
  cluster: awsEks.Cluster;
  vpcId: pulumi.Output<string>;
  subnetIds: pulumi.Output<string[]>;
  publicSubnetIds?: pulumi.Output<string[]>;
  privateSubnetIds?: pulumi.Output<string[]>;
  endpoint: pulumi.Output<string>;
  clusterSecurityGroup?: ec2.SecurityGroup;
  provider: Provider;
  instanceRoles: pulumi.Output<iam.Role[]>;
  nodeGroupOptions: NodeDefaults;
  eksNodeAccess?: ConfigMap;
  storageClasses: Record<string, StorageClass>;
  kubeconfig: pulumi.Output<object>;
  vpcCni?: VpcCniAddon;
  tags?: Tags;
  nodeSecurityGroupTags?: Tags;
  fargateProfile: pulumi.Output<awsEks.FargateProfile | undefined>;
  oidcProvider?: iam.OpenIdConnectProvider;
  encryptionConfig?: pulumi.Output<{ provider: { keyArn: string }; resources: string[] }>;
  clusterIamRole: pulumi.Output<iam.Role>;
  accessEntries?: unknown[];
  autoModeNodeRoleName: pulumi.Output<string>;
}

/** The same with its values at hand. */
export type KnownCore = pulumi.Unwrap<Core>;
