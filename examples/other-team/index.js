// Game servers close to the players of Boston, in an AWS Wavelength Zone, and a pool of Spot nodes
// in the Region. It uses nothing of the policy pack: only the AWS provider.
"use strict";
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

// The program was written without knowing that ...
const mended = new pulumi.Config().requireBoolean("mended");

const role = (name) => `arn:aws:iam::123456789012:role/${name}`;

const vpc = new aws.ec2.Vpc("games", {
  cidrBlock: "10.0.0.0/16",
  enableDnsSupport: true,
  enableDnsHostnames: true,
});

const subnet = (name, availabilityZone, cidrBlock) =>
  new aws.ec2.Subnet(name, { vpcId: vpc.id, availabilityZone, cidrBlock });

const first = subnet("region-a", "us-east-1a", "10.0.0.0/20");
const second = subnet("region-b", "us-east-1b", "10.0.16.0/20");
const boston = subnet("boston", "us-east-1-wl1-bos-wlz-1", "10.0.64.0/20");

const cluster = new aws.eks.Cluster("games", {
  name: "games",
  version: "1.35",
  roleArn: role("games-cluster"),
  accessConfig: { authenticationMode: "API" },
  vpcConfig: {
    subnetIds: [first.id, second.id],
    endpointPrivateAccess: true,
    endpointPublicAccess: false,
  },
});

// ... CoreDNS must not run in a Wavelength Zone, which no other zone can reach,
new aws.eks.Addon("coredns", {
  clusterName: cluster.name,
  addonName: "coredns",
  configurationValues: mended
    ? JSON.stringify({
        nodeSelector: { "games.example.com/place": "region" },
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "kubernetes.io/hostname",
            whenUnsatisfiable: "DoNotSchedule",
            labelSelector: { matchLabels: { "k8s-app": "kube-dns" } },
          },
        ],
      })
    : undefined,
});

// ... and that Spot nodes need a label by which the interruption handler finds them.
new aws.eks.NodeGroup("lobbies", {
  clusterName: cluster.name,
  nodeRoleArn: role("games-nodes"),
  subnetIds: [first.id, second.id],
  capacityType: "SPOT",
  instanceTypes: ["m6i.large", "m5.large"],
  scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 10 },
  labels: mended
    ? { "games.example.com/place": "region", lifecycle: "spot" }
    : { "games.example.com/place": "region" },
});

// ... a Wavelength Zone has gp2 volumes only,
const template = new aws.ec2.LaunchTemplate("boston", {
  imageId: "ami-0123456789abcdef0",
  instanceType: "t3.xlarge",
  // An address in the carrier's network: the way to the players, and to what the node needs of AWS.
  networkInterfaces: [{ deviceIndex: 0, associateCarrierIpAddress: "true" }],
  metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
  blockDeviceMappings: [
    { deviceName: "/dev/xvda", ebs: { volumeSize: 50, volumeType: mended ? "gp2" : "gp3" } },
  ],
  userData: Buffer.from("#!/bin/bash\n/etc/eks/bootstrap.sh games\n").toString("base64"),
});

new aws.autoscaling.Group("boston", {
  vpcZoneIdentifiers: [boston.id],
  launchTemplate: { id: template.id, version: "$Latest" },
  minSize: 1,
  maxSize: 3,
  tags: [{ key: "kubernetes.io/cluster/games", value: "owned", propagateAtLaunch: true }],
});
