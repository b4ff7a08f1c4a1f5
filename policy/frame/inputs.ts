import type { autoscaling, ebs, ec2, eks, globalaccelerator, iam, route53, vpc } from "@pulumi/aws";
import type * as eksx from "@pulumi/eks";
import type * as k8s from "@pulumi/kubernetes";
import type { Unwrap } from "@pulumi/pulumi";

/**
 * The resource types that rules look at, with the properties of each. Types only: a rule runs the
 * same against every version of every SDK, in any language, and loads none.
 */
interface Arguments {
  "aws:autoscaling/group:Group": autoscaling.GroupArgs;
  "aws:ebs/volume:Volume": ebs.VolumeArgs;
  "aws:ec2/carrierGateway:CarrierGateway": ec2.CarrierGatewayArgs;
  "aws:ec2/flowLog:FlowLog": ec2.FlowLogArgs;
  "aws:ec2/instance:Instance": ec2.InstanceArgs;
  "aws:ec2/launchConfiguration:LaunchConfiguration": ec2.LaunchConfigurationArgs;
  "aws:ec2/launchTemplate:LaunchTemplate": ec2.LaunchTemplateArgs;
  "aws:ec2/route:Route": ec2.RouteArgs;
  "aws:ec2/routeTable:RouteTable": ec2.RouteTableArgs;
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ec2.RouteTableAssociationArgs;
  "aws:ec2/securityGroup:SecurityGroup": ec2.SecurityGroupArgs;
  "aws:ec2/securityGroupRule:SecurityGroupRule": ec2.SecurityGroupRuleArgs;
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": ec2.SpotInstanceRequestArgs;
  "aws:ec2/subnet:Subnet": ec2.SubnetArgs;
  "aws:ec2/vpc:Vpc": ec2.VpcArgs;
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2.VpcEndpointArgs;
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": ec2.VpcIpv4CidrBlockAssociationArgs;
  "aws:eks/addon:Addon": eks.AddonArgs;
  "aws:eks/cluster:Cluster": eks.ClusterArgs;
  "aws:eks/nodeGroup:NodeGroup": eks.NodeGroupArgs;
  "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup": globalaccelerator.CustomRoutingEndpointGroupArgs;
  "aws:iam/instanceProfile:InstanceProfile": iam.InstanceProfileArgs;
  "aws:iam/role:Role": iam.RoleArgs;
  "aws:iam/rolePolicy:RolePolicy": iam.RolePolicyArgs;
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": iam.RolePolicyAttachmentArgs;
  "aws:route53/zone:Zone": route53.ZoneArgs;
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": vpc.SecurityGroupIngressRuleArgs;
  "eks:index:ManagedNodeGroup": eksx.ManagedNodeGroupArgs;
  "eks:index:NodeGroup": eksx.NodeGroupArgs;
  "eks:index:NodeGroupV2": eksx.NodeGroupV2Args;
  "kubernetes:apps/v1:DaemonSet": k8s.types.input.apps.v1.DaemonSet;
  "kubernetes:apps/v1:DaemonSetPatch": k8s.types.input.apps.v1.DaemonSet;
  "kubernetes:apps/v1:Deployment": k8s.types.input.apps.v1.Deployment;
  "kubernetes:apps/v1:DeploymentPatch": k8s.types.input.apps.v1.Deployment;
  "kubernetes:helm.sh/v3:Release": k8s.helm.v3.ReleaseArgs;
  "kubernetes:karpenter.sh/v1:NodePool": KarpenterNodePool;
  "kubernetes:storage.k8s.io/v1:StorageClass": k8s.types.input.storage.v1.StorageClass;
}

/** What rules read of Karpenter's `NodePool`. Source: karpenter.sh_nodepools.yaml, v1. */
interface KarpenterNodePool {
  spec?: {
    template?: {
      metadata?: { labels?: Record<string, string> };
      spec?: { requirements?: { key: string; operator: string; values?: string[] }[] };
    };
  };
}

/** A type token that rules look at: `aws:ec2/launchTemplate:LaunchTemplate`. */
export type ResourceType = keyof Arguments;

/** Properties of a resource type, with `Input<…>` taken off. */
export type PropertiesOf<T extends ResourceType> = Unwrap<Arguments[T]>;
