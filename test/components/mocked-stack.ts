import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { planStack } from "../../config/plan";
import { parseStackConfig, type Environment } from "../../config/stack";
import { composeStack } from "../../stacks";
import type { StackOutputs } from "../../stacks/stack";
import { deploy, type Answers, type Deployed, type Outputs } from "./harness";

/** Values that the mocked cloud adds to a cluster and its network, for whole stacks. */
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

/** Answers of AWS about Wavelength Zones that offer these instance types. */
export const wavelengthAnswers = (instanceTypes: readonly string[]): Answers => ({
  "aws:index/getAvailabilityZone:getAvailabilityZone": {
    groupName: "us-east-1-wl1",
    zoneType: "wavelength-zone",
  },
  "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": { instanceTypes },
  "aws:lb/getLoadBalancer:getLoadBalancer": { zoneId: "Z35SXDOTRQ7X7K" },
  "aws:ssm/getParameter:getParameter": { insecureValue: "ami-0123456789abcdef0" },
});

/** Values that the mocked cloud adds to the resources of a whole stack. */
const stackOutputs: Outputs = {
  ...clusterOutputs,
  "aws:eks/nodeGroup:NodeGroup": ({ name }) => ({ nodeGroupName: name, resources: [] }),
  "aws:eks/fargateProfile:FargateProfile": ({ name }) => ({ fargateProfileName: name }),
  "aws:s3/bucket:Bucket": ({ name }) => ({ bucket: name }),
  "aws:iam/group:Group": ({ name }) => ({ name }),
  "kubernetes:yaml/v2:ConfigFile": () => ({ resources: [] }),
  "kubernetes:yaml/v2:ConfigGroup": () => ({ resources: [] }),
};

const stackAnswers = wavelengthAnswers(["t3.medium", "t3.xlarge", "r5.2xlarge"]);

type Config = Readonly<Record<string, unknown>>;

/**
 * Composes a stack as the repository configures it, on Pulumi's mocks.
 *
 * @param change Returns keys of the configuration with other values; `undefined` leaves one out.
 */
export function composed(
  environment: Environment,
  change: (config: Config) => Config = () => ({}),
): Promise<Deployed<StackOutputs>> {
  const file = readFileSync(join(__dirname, `../../Pulumi.${environment}.yaml`), "utf8");
  const { config: raw } = parse(file) as { config: Config };
  const own = Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) =>
      key.startsWith("eks-scenarios:") ? [[key.slice("eks-scenarios:".length), value]] : [],
    ),
  ) as Config;
  const config = parseStackConfig({ ...own, ...change(own) });
  const inputs = { config, plan: planStack(config), version: "1.35", asOf: "2026-11-21" };
  return deploy(() => composeStack(inputs), stackOutputs, stackAnswers);
}
