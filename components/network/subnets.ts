import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { parseCidr, subnetAt } from "../../model/network/cidr";
import type { PlannedSubnet, Tier } from "../../model/network/plan";
import { named, type Scope } from "../scope";
import type { FilledNetworkArgs } from "./args";
import type { VpcParts } from "./vpc";

/** A subnet of a network. */
export interface NetworkSubnet {
  tier: Tier;
  /** Zone name. */
  zone: string;
  /** IPv4 block. */
  cidr: string;
  id: pulumi.Output<string>;
}

/** Tags by which load balancer controllers and the VPC CNI find the subnets of a tier. */
const roleTags: Readonly<Record<Tier, Record<string, string>>> = {
  public: { "kubernetes.io/role/elb": "1" },
  private: { "kubernetes.io/role/internal-elb": "1" },
  pods: { "kubernetes.io/role/cni": "1" },
};

/** Creates the subnets of a plan. */
export function createSubnets(
  scope: Scope,
  plan: readonly PlannedSubnet[],
  { vpc, podBlock }: VpcParts,
  args: FilledNetworkArgs,
): NetworkSubnet[] {
  const clusters = (args.clusterNames ?? []).map((name) => [
    `kubernetes.io/cluster/${name}`,
    "shared",
  ]);
  return plan.map(({ tier, zone, cidr, ipv6Index }) => {
    const name = `${scope.name}-${tier}-${zone}`;
    const subnet = new aws.ec2.Subnet(
      name,
      {
        vpcId: vpc.id,
        availabilityZone: zone,
        cidrBlock: cidr,
        mapPublicIpOnLaunch: tier === "public" && (args.publicNodes ?? false),
        ...(args.ipv6 && {
          ipv6CidrBlock: vpc.ipv6CidrBlock.apply(
            (block) => subnetAt(parseCidr(block), 64, ipv6Index).text,
          ),
          assignIpv6AddressOnCreation: true,
        }),
        tags: named(scope, name, {
          ...roleTags[tier],
          ...(Object.fromEntries(clusters) as Record<string, string>),
        }),
      },
      { parent: scope.parent, ...(tier === "pods" && podBlock && { dependsOn: [podBlock] }) },
    );
    return { tier, zone, cidr, id: subnet.id };
  });
}
