import type { Properties } from "../../../simulator/values";
import type { LocalAws, Made } from "./local-aws";

/** `aws:ec2/subnet:Subnet` of `ec2/Subnet`. */
export function token(short: string): string {
  const [module = "", type = ""] = short.split("/");
  return `aws:${module}/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
}

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });

const permissions = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::games/*" }],
});

/** Makes one of every resource type, in the order in which they need each other. */
export async function makeEverything(aws: LocalAws): Promise<Made[]> {
  const made: Made[] = [];
  const make = async (short: string, inputs: Properties, name?: string): Promise<Made> => {
    const one = await aws.create(token(short), inputs, name ?? short.replace(/.*\//, ""));
    made.push(one);
    return one;
  };
  const network = await makeNetwork(make);
  await makeAccount(make);
  await makeCompute(make, network);
  await makeCluster(make, network);
  return made;
}

type Make = (short: string, inputs: Properties, name?: string) => Promise<Made>;

interface Network {
  vpcId: string;
  subnetIds: string[];
  groupId: string;
}

async function makeNetwork(make: Make): Promise<Network> {
  const vpc = await make("ec2/Vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
  const vpcId = vpc.id;
  await make("ec2/VpcIpv4CidrBlockAssociation", { vpcId, cidrBlock: "100.64.0.0/16" });
  const a = await make(
    "ec2/Subnet",
    { vpcId, cidrBlock: "10.0.0.0/20", availabilityZone: "us-east-1a" },
    "a",
  );
  const b = await make(
    "ec2/Subnet",
    { vpcId, cidrBlock: "10.0.16.0/20", availabilityZone: "us-east-1b" },
    "b",
  );
  const gateway = await make("ec2/InternetGateway", { vpcId });
  const egressOnly = await make("ec2/EgressOnlyInternetGateway", { vpcId });
  await make("ec2/CarrierGateway", { vpcId });
  await make("ec2/AvailabilityZoneGroup", {
    groupName: "us-east-1-wl1",
    optInStatus: "opted-in",
  });
  const address = await make("ec2/Eip", { domain: "vpc" });
  await make("ec2/NatGateway", { subnetId: a.id, allocationId: address.id });
  const table = await make("ec2/RouteTable", { vpcId });
  await make("ec2/Route", {
    routeTableId: table.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  await make("ec2/RouteTableAssociation", { routeTableId: table.id, subnetId: a.id });
  const main = await make("ec2/RouteTable", { vpcId }, "main");
  await make("ec2/MainRouteTableAssociation", { routeTableId: main.id, vpcId });
  await make("ec2/DefaultRouteTable", {
    defaultRouteTableId: vpc.outputs["defaultRouteTableId"]!,
    routes: [{ ipv6CidrBlock: "::/0", egressOnlyGatewayId: egressOnly.id }],
  });
  const acl = await make("ec2/NetworkAcl", { vpcId, subnetIds: [a.id] });
  await make("ec2/NetworkAclRule", {
    networkAclId: acl.id,
    ruleNumber: 100,
    protocol: "-1",
    ruleAction: "allow",
    cidrBlock: "0.0.0.0/0",
  });
  const group = await make("ec2/SecurityGroup", { vpcId });
  await make("ec2/DefaultSecurityGroup", { vpcId });
  await make("ec2/SecurityGroupRule", {
    type: "ingress",
    securityGroupId: group.id,
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrBlocks: ["10.0.0.0/8"],
  });
  await make("vpc/SecurityGroupIngressRule", {
    securityGroupId: group.id,
    ipProtocol: "udp",
    fromPort: 7000,
    toPort: 7100,
    cidrIpv4: "0.0.0.0/0",
  });
  await make("vpc/SecurityGroupEgressRule", {
    securityGroupId: group.id,
    ipProtocol: "-1",
    cidrIpv4: "0.0.0.0/0",
  });
  const s3 = await make("ec2/VpcEndpoint", { vpcId, serviceName: "com.amazonaws.us-east-1.s3" });
  await make("ec2/VpcEndpointRouteTableAssociation", {
    vpcEndpointId: s3.id,
    routeTableId: table.id,
  });
  const sts = await make(
    "ec2/VpcEndpoint",
    {
      vpcId,
      serviceName: "com.amazonaws.us-east-1.sts",
      vpcEndpointType: "Interface",
      subnetIds: [a.id],
      securityGroupIds: [group.id],
      privateDnsEnabled: true,
    },
    "sts",
  );
  await make("ec2/VpcEndpointSubnetAssociation", { vpcEndpointId: sts.id, subnetId: b.id });
  await make("ec2/FlowLog", {
    vpcId,
    trafficType: "REJECT",
    logDestinationType: "s3",
    logDestination: "arn:aws:s3:::flow-logs",
  });
  const options = await make("ec2/VpcDhcpOptions", { domainName: "games.internal" });
  await make("ec2/VpcDhcpOptionsAssociation", { vpcId, dhcpOptionsId: options.id });
  const peer = await make("ec2/Vpc", { cidrBlock: "10.1.0.0/16" }, "peer");
  const peering = await make("ec2/VpcPeeringConnection", { vpcId, peerVpcId: peer.id });
  const vpcPeeringConnectionId = peering.id;
  await make("ec2/VpcPeeringConnectionAccepter", { vpcPeeringConnectionId, autoAccept: true });
  await make("ec2/PeeringConnectionOptions", {
    vpcPeeringConnectionId,
    requester: { allowRemoteVpcDnsResolution: true },
  });
  await make("ec2/ManagedPrefixList", {
    addressFamily: "IPv4",
    maxEntries: 5,
    entries: [{ cidr: "10.0.0.0/8", description: "all of ours" }],
  });
  await make("ec2/NetworkInterface", { subnetId: a.id, securityGroups: [group.id] });
  await make("ec2/Tag", { resourceId: a.id, key: "kubernetes.io/role/elb", value: "1" });
  return { vpcId, subnetIds: [a.id, b.id], groupId: group.id };
}

async function makeAccount(make: Make): Promise<void> {
  const key = await make("kms/Key", { description: "secrets" });
  await make("kms/Alias", { name: "alias/secrets", targetKeyId: key.id });
  await make("kms/KeyPolicy", {
    keyId: key.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::123456789012:root" },
          Action: "kms:*",
          Resource: "*",
        },
      ],
    }),
  });
  await make("cloudwatch/LogGroup", { name: "/aws/eks/dev/cluster", retentionInDays: 30 });
  await make("cloudwatch/LogResourcePolicy", {
    policyName: "dns",
    policyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "route53.amazonaws.com" },
          Action: "logs:PutLogEvents",
          Resource: "*",
        },
      ],
    }),
  });
  await make("ssm/Parameter", { name: "/games/token", type: "SecureString", value: "s3cr3t" });
  const role = await make("iam/Role", { assumeRolePolicy: trust("ec2.amazonaws.com") });
  await make("iam/RolePolicy", { role: role.id, policy: permissions });
  const policy = await make("iam/Policy", { policy: permissions });
  await make("iam/RolePolicyAttachment", { role: role.id, policyArn: policy.id });
  await make("iam/InstanceProfile", { role: role.id });
  await make("iam/OpenIdConnectProvider", {
    url: "https://oidc.eks.us-east-1.amazonaws.com/id/ABCDEF",
    clientIdLists: ["sts.amazonaws.com"],
  });
  const group = await make("iam/Group", {});
  await make("iam/GroupPolicy", { group: group.id, policy: permissions });
  await make("iam/GroupPolicyAttachment", { group: group.id, policyArn: policy.id });
  const user = await make("iam/User", {});
  await make("iam/UserPolicy", { user: user.id, policy: permissions });
  await make("iam/UserGroupMembership", { user: user.id, groups: [group.id] });
  await make("iam/PolicyAttachment", { policyArn: policy.id, users: [user.id] });
  await make("iam/ServiceLinkedRole", { awsServiceName: "spot.amazonaws.com" });
  const bucket = (await make("s3/Bucket", { bucket: "kops-state-games" })).id;
  await make("s3/BucketVersioning", { bucket, versioningConfiguration: { status: "Enabled" } });
  await make("s3/BucketServerSideEncryptionConfiguration", {
    bucket,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
  });
  await make("s3/BucketPublicAccessBlock", { bucket, blockPublicAcls: true });
  await make("s3/BucketOwnershipControls", {
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  await make("s3/BucketLifecycleConfiguration", {
    bucket,
    rules: [{ id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } }],
  });
  await make("s3/BucketPolicy", {
    bucket,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  });
  const zone = await make("route53/Zone", { name: "games.example.com" });
  await make("route53/Record", {
    zoneId: zone.id,
    name: "play",
    type: "A",
    ttl: 60,
    records: ["198.51.100.7"],
  });
}

async function makeCompute(make: Make, { subnetIds, groupId }: Network): Promise<void> {
  const template = await make("ec2/LaunchTemplate", {
    imageId: "ami-0123456789abcdef0",
    instanceType: "m5.large",
    vpcSecurityGroupIds: [groupId],
  });
  await make("ec2/Instance", {
    ami: "ami-0123456789abcdef0",
    instanceType: "t3.micro",
    subnetId: subnetIds[0]!,
  });
  await make("ec2/KeyPair", { publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA games" });
  await make("ec2/PlacementGroup", { strategy: "spread" });
  await make("ebs/Volume", { availabilityZone: "us-east-1a", size: 20, type: "gp3" });
  await make("ebs/EncryptionByDefault", { enabled: true });
  const group = await make("autoscaling/Group", {
    minSize: 1,
    maxSize: 3,
    vpcZoneIdentifiers: subnetIds,
    launchTemplate: { id: template.id, version: "$Latest" },
  });
  const autoscalingGroupName = group.id;
  await make("autoscaling/Policy", {
    autoscalingGroupName,
    scalingAdjustment: 1,
    adjustmentType: "ChangeInCapacity",
  });
  await make("autoscaling/LifecycleHook", {
    autoscalingGroupName,
    lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
  });
  await make("autoscaling/Schedule", {
    autoscalingGroupName,
    scheduledActionName: "night",
    minSize: 0,
    maxSize: 1,
    desiredCapacity: 0,
    recurrence: "0 22 * * *",
  });
  await make("autoscaling/Tag", {
    autoscalingGroupName,
    tag: { key: "title", value: "chess", propagateAtLaunch: true },
  });
  await make("autoscaling/Attachment", {
    autoscalingGroupName,
    lbTargetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/a/0123",
  });
  await make("autoscaling/Notification", {
    groupNames: [autoscalingGroupName],
    notifications: ["autoscaling:EC2_INSTANCE_LAUNCH"],
    topicArn: "arn:aws:sns:us-east-1:123456789012:games",
  });
}

async function makeCluster(make: Make, { subnetIds, groupId }: Network): Promise<void> {
  const role = await make("iam/Role", { assumeRolePolicy: trust("eks.amazonaws.com") }, "cluster");
  const nodeRole = await make("iam/Role", { assumeRolePolicy: trust("ec2.amazonaws.com") }, "node");
  const podRole = await make(
    "iam/Role",
    { assumeRolePolicy: trust("eks-fargate-pods.amazonaws.com") },
    "pod",
  );
  const cluster = await make("eks/Cluster", {
    name: "dev",
    roleArn: role.outputs["arn"]!,
    version: "1.35",
    vpcConfig: { subnetIds, securityGroupIds: [groupId] },
    accessConfig: { authenticationMode: "API" },
  });
  const clusterName = cluster.id;
  await make("eks/NodeGroup", {
    clusterName,
    nodeRoleArn: nodeRole.outputs["arn"]!,
    subnetIds,
    scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 2 },
  });
  await make("eks/Addon", { clusterName, addonName: "coredns" });
  await make("eks/FargateProfile", {
    clusterName,
    podExecutionRoleArn: podRole.outputs["arn"]!,
    subnetIds: [subnetIds[1]!],
    selectors: [{ namespace: "serverless" }],
  });
  const principalArn = role.outputs["arn"]!;
  await make("eks/AccessEntry", { clusterName, principalArn });
  await make("eks/AccessPolicyAssociation", {
    clusterName,
    principalArn,
    policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
    accessScope: { type: "cluster" },
  });
  await make("eks/PodIdentityAssociation", {
    clusterName,
    namespace: "kube-system",
    serviceAccount: "aws-node",
    roleArn: podRole.outputs["arn"]!,
  });
  await make("eks/IdentityProviderConfig", {
    clusterName,
    oidc: {
      clientId: "games",
      identityProviderConfigName: "players",
      issuerUrl: "https://login.example.com",
    },
  });
}
