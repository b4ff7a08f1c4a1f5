import type {
  alb,
  autoscaling,
  ebs,
  ec2,
  eks,
  globalaccelerator,
  iam,
  kms,
  lb,
  ram,
  route53,
  servicediscovery,
  vpc,
  vpclattice,
} from "@pulumi/aws";
import type * as eksx from "@pulumi/eks";
import type * as k8s from "@pulumi/kubernetes";
import type { Unwrap } from "@pulumi/pulumi";
import type * as custom from "./custom-resources";

/**
 * The resource types that rules check, with their properties. These are types only: a rule works
 * with every version of every SDK in any language, and loads none.
 */
type Arguments = AwsArguments & EksArguments & KubernetesArguments & CustomResources;

interface AwsArguments {
  "aws:alb/loadBalancer:LoadBalancer": alb.LoadBalancerArgs;
  "aws:autoscaling/group:Group": autoscaling.GroupArgs;
  "aws:ebs/volume:Volume": ebs.VolumeArgs;
  "aws:ec2/carrierGateway:CarrierGateway": ec2.CarrierGatewayArgs;
  "aws:ec2/flowLog:FlowLog": ec2.FlowLogArgs;
  "aws:ec2/instance:Instance": ec2.InstanceArgs;
  "aws:ec2/internetGateway:InternetGateway": ec2.InternetGatewayArgs;
  "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": ec2.InternetGatewayAttachmentArgs;
  "aws:ec2/launchConfiguration:LaunchConfiguration": ec2.LaunchConfigurationArgs;
  "aws:ec2/launchTemplate:LaunchTemplate": ec2.LaunchTemplateArgs;
  "aws:ec2/managedPrefixList:ManagedPrefixList": ec2.ManagedPrefixListArgs;
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
  "aws:eks/fargateProfile:FargateProfile": eks.FargateProfileArgs;
  "aws:eks/nodeGroup:NodeGroup": eks.NodeGroupArgs;
  "aws:globalaccelerator/accelerator:Accelerator": globalaccelerator.AcceleratorArgs;
  "aws:globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator": globalaccelerator.CustomRoutingAcceleratorArgs;
  "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup": globalaccelerator.CustomRoutingEndpointGroupArgs;
  "aws:globalaccelerator/customRoutingListener:CustomRoutingListener": globalaccelerator.CustomRoutingListenerArgs;
  "aws:iam/instanceProfile:InstanceProfile": iam.InstanceProfileArgs;
  "aws:iam/role:Role": iam.RoleArgs;
  "aws:iam/rolePolicy:RolePolicy": iam.RolePolicyArgs;
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": iam.RolePolicyAttachmentArgs;
  "aws:kms/key:Key": kms.KeyArgs;
  "aws:lb/loadBalancer:LoadBalancer": lb.LoadBalancerArgs;
  "aws:ram/resourceAssociation:ResourceAssociation": ram.ResourceAssociationArgs;
  "aws:route53/profilesResourceAssociation:ProfilesResourceAssociation": route53.ProfilesResourceAssociationArgs;
  "aws:route53/resolverEndpoint:ResolverEndpoint": route53.ResolverEndpointArgs;
  "aws:route53/resolverRule:ResolverRule": route53.ResolverRuleArgs;
  "aws:route53/resolverRuleAssociation:ResolverRuleAssociation": route53.ResolverRuleAssociationArgs;
  "aws:route53/zone:Zone": route53.ZoneArgs;
  "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace": servicediscovery.PublicDnsNamespaceArgs;
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": vpc.SecurityGroupEgressRuleArgs;
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": vpc.SecurityGroupIngressRuleArgs;
  "aws:vpclattice/accessLogSubscription:AccessLogSubscription": vpclattice.AccessLogSubscriptionArgs;
  "aws:vpclattice/authPolicy:AuthPolicy": vpclattice.AuthPolicyArgs;
  "aws:vpclattice/listener:Listener": vpclattice.ListenerArgs;
  "aws:vpclattice/listenerRule:ListenerRule": vpclattice.ListenerRuleArgs;
  "aws:vpclattice/serviceNetwork:ServiceNetwork": vpclattice.ServiceNetworkArgs;
  "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation": vpclattice.ServiceNetworkVpcAssociationArgs;
  "aws:vpclattice/targetGroup:TargetGroup": vpclattice.TargetGroupArgs;
}

interface EksArguments {
  "eks:index:ManagedNodeGroup": eksx.ManagedNodeGroupArgs;
  "eks:index:NodeGroup": eksx.NodeGroupArgs;
  "eks:index:NodeGroupV2": eksx.NodeGroupV2Args;
}

interface KubernetesArguments {
  "kubernetes:apps/v1:DaemonSet": k8s.types.input.apps.v1.DaemonSet;
  "kubernetes:apps/v1:DaemonSetPatch": k8s.types.input.apps.v1.DaemonSet;
  "kubernetes:apps/v1:Deployment": k8s.types.input.apps.v1.Deployment;
  "kubernetes:apps/v1:DeploymentPatch": k8s.types.input.apps.v1.Deployment;
  "kubernetes:apps/v1:ReplicaSet": k8s.types.input.apps.v1.ReplicaSet;
  "kubernetes:apps/v1:StatefulSet": k8s.types.input.apps.v1.StatefulSet;
  "kubernetes:batch/v1:CronJob": k8s.types.input.batch.v1.CronJob;
  "kubernetes:batch/v1:Job": k8s.types.input.batch.v1.Job;
  "kubernetes:core/v1:Namespace": k8s.types.input.core.v1.Namespace;
  "kubernetes:core/v1:Pod": k8s.types.input.core.v1.Pod;
  "kubernetes:core/v1:ReplicationController": k8s.types.input.core.v1.ReplicationController;
  "kubernetes:core/v1:Service": k8s.types.input.core.v1.Service;
  "kubernetes:helm.sh/v3:Release": k8s.helm.v3.ReleaseArgs;
  "kubernetes:networking.k8s.io/v1:Ingress": k8s.types.input.networking.v1.Ingress;
  "kubernetes:networking.k8s.io/v1:IngressClass": k8s.types.input.networking.v1.IngressClass;
  "kubernetes:storage.k8s.io/v1:StorageClass": k8s.types.input.storage.v1.StorageClass;
}

interface CustomResources {
  "kubernetes:application-networking.k8s.aws/v1alpha1:AccessLogPolicy": custom.AccessLogPolicy;
  "kubernetes:application-networking.k8s.aws/v1alpha1:IAMAuthPolicy": custom.IamAuthPolicy;
  "kubernetes:application-networking.k8s.aws/v1alpha1:ServiceNetwork": custom.ServiceNetworkObject;
  "kubernetes:application-networking.k8s.aws/v1alpha1:TargetGroupPolicy": custom.TargetGroupPolicy;
  "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams": custom.IngressClassParams;
  "kubernetes:gateway.networking.k8s.io/v1:GRPCRoute": custom.Route;
  "kubernetes:gateway.networking.k8s.io/v1:Gateway": custom.Gateway;
  "kubernetes:gateway.networking.k8s.io/v1:GatewayClass": custom.GatewayClass;
  "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute": custom.Route;
  "kubernetes:gateway.networking.k8s.io/v1:TLSRoute": custom.Route;
  "kubernetes:gateway.networking.k8s.io/v1alpha2:GRPCRoute": custom.Route;
  "kubernetes:gateway.networking.k8s.io/v1alpha2:TLSRoute": custom.Route;
  "kubernetes:gateway.networking.k8s.io/v1beta1:Gateway": custom.Gateway;
  "kubernetes:gateway.networking.k8s.io/v1beta1:GatewayClass": custom.GatewayClass;
  "kubernetes:gateway.networking.k8s.io/v1beta1:HTTPRoute": custom.Route;
  "kubernetes:karpenter.sh/v1:NodePool": custom.KarpenterNodePool;
}

/** The type token of a resource that rules check: `aws:ec2/launchTemplate:LaunchTemplate`. */
export type ResourceType = keyof Arguments;

/** The properties of a resource type, without `Input<…>`. */
export type PropertiesOf<T extends ResourceType> = Unwrap<Arguments[T]>;
