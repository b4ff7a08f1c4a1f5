import {
  CustomRouting,
  type CustomRoutingComponentArgs,
  type RoutedClusterArgs,
  type RoutedRegionArgs,
} from "../../components/custom-routing";
import { deploy, type Deployed, type Outputs } from "./harness";

/** Type tokens of the resources of custom routing. */
export const types = {
  accelerator: "aws:globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator",
  listener: "aws:globalaccelerator/customRoutingListener:CustomRoutingListener",
  group: "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup",
  endpoint: "pulumi-nodejs:dynamic/custom-routing:RoutedEndpoint",
  rule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  bucket: "aws:s3/bucket:Bucket",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
} as const;

/** Returns one valid cluster with changes. */
export const cluster = (more: Partial<RoutedClusterArgs> = {}): RoutedClusterArgs => ({
  name: "dev",
  externalSnat: true,
  securityGroupId: "sg-1",
  subnets: [
    { id: "subnet-a", cidr: "10.10.0.0/24", tier: "private" },
    { id: "subnet-b", cidr: "10.10.1.0/24", tier: "private" },
  ],
  ...more,
});

/** Returns one valid Region with changes. */
export const region = (more: Partial<RoutedRegionArgs> = {}): RoutedRegionArgs => ({
  region: "us-east-1",
  destinations: [{ fromPort: 80, protocols: ["TCP"] }],
  clusters: [cluster()],
  ...more,
});

/** Returns valid arguments with changes. */
export const args = (
  more: Partial<CustomRoutingComponentArgs> = {},
): CustomRoutingComponentArgs => ({
  acceleratorName: "games-dev",
  clientCidrs: ["0.0.0.0/0"],
  regions: [region()],
  ...more,
});

const outputs: Outputs = {
  [types.accelerator]: () => ({
    dnsName: "a1.awsglobalaccelerator.com",
    ipSets: [{ ipFamily: "IPv4", ipAddresses: ["198.51.100.1", "198.51.100.2"] }],
  }),
};

/** Deploys valid arguments with changes to the mocked cloud. */
export const deployed = (
  more: Partial<CustomRoutingComponentArgs> = {},
): Promise<Deployed<CustomRouting>> =>
  deploy(() => new CustomRouting("games", args(more)), outputs);

/** Returns the standard tags with a name. */
export const tags = (name?: string): Record<string, string> => ({
  Project: "eks-scenarios",
  Stack: "test",
  ManagedBy: "pulumi",
  Scenario: "custom-routing",
  ...(name !== undefined && { Name: name }),
});
