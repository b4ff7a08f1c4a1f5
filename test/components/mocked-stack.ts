import type { Answers, Outputs } from "./harness";

/** What the mocked cloud adds to a cluster and its network, for whole stacks. */
export const clusterOutputs: Outputs = {
  "eks:index:Cluster": ({ inputs }) => ({
    eksCluster: {
      name: (inputs as { name: string }).name,
      endpoint: "https://cluster.example",
      certificateAuthority: { data: "Q0E=" },
    },
    clusterSecurityGroupId: "sg-cluster",
    oidcProviderUrl: "https://oidc.example/id/1",
    kubeconfigJson: "{}",
  }),
  "aws:ec2/eip:Eip": () => ({ publicIp: "203.0.113.9" }),
  "aws:ec2/natGateway:NatGateway": () => ({ publicIp: "203.0.113.9" }),
  "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1 }),
};

/** What AWS says of Wavelength Zones that offer these instance types. */
export const wavelengthAnswers = (instanceTypes: readonly string[]): Answers => ({
  "aws:index/getAvailabilityZone:getAvailabilityZone": {
    groupName: "us-east-1-wl1",
    zoneType: "wavelength-zone",
  },
  "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": { instanceTypes },
  "aws:lb/getLoadBalancer:getLoadBalancer": { zoneId: "Z35SXDOTRQ7X7K" },
  "aws:ssm/getParameter:getParameter": { insecureValue: "ami-0123456789abcdef0" },
});
