import * as pulumi from "@pulumi/pulumi";
import {
  checkGivenNetwork,
  chooseNetwork,
  type GivenNetwork,
} from "../../model/network/given-network";
import { planNetwork, type PlannedSubnet, type Tier } from "../../model/network/plan";
import { networkSettings } from "../../model/network/settings";
import { filled } from "../../model/schema-parts";
import { scopeOf, type Scope } from "../scope";
import type { FilledNetworkArgs, NetworkArgs } from "./args";
import { createEndpoints } from "./endpoints";
import { createFlowLogs } from "./flow-logs";
import { createRoutes } from "./routes";
import { createSubnets, type NetworkSubnet } from "./subnets";
import { createVpc } from "./vpc";

/**
 * The network of one cluster: a VPC with public, private and optional pod subnets in two to six
 * Availability Zones, or an existing VPC.
 *
 * @throws InputError before anything is registered, for a plan that AWS or EKS would refuse.
 * @example
 * const network = new Network("dev", { cidr: "10.10.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** IPv4 blocks of the VPC, the primary block first. */
  readonly cidrs: readonly string[];
  /** All subnets, private ones first, in the order of the zones. */
  readonly subnets: readonly NetworkSubnet[];
  /**
   * Route tables, for routes to other networks: `public`, and the private one of each zone by the
   * zone's name; for an existing network, the given ones.
   */
  readonly routeTableIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Public addresses of the NAT gateways; empty for an existing network. */
  readonly natAddresses: readonly pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planOf(args);
    super("eks-scenarios:network:Network", name, {}, opts);
    const scope = scopeOf(this, name, "cluster-from-scratch");
    const made = args.existing
      ? useExisting(args.existing)
      : createNetwork(scope, plan, filled(networkSettings, args));
    this.vpcId = made.vpcId;
    this.cidrs = made.cidrs;
    this.subnets = made.subnets;
    this.routeTableIds = made.routeTableIds;
    this.natAddresses = made.natAddresses;
    this.registerOutputs({ vpcId: this.vpcId, subnets: [...this.subnets] });
  }

  /** Returns the ids of the subnets of a tier, in the order of the zones. */
  subnetIds(tier: Tier): pulumi.Output<string>[] {
    return this.subnets.filter((subnet) => subnet.tier === tier).map(({ id }) => id);
  }
}

interface NetworkParts {
  vpcId: pulumi.Output<string>;
  cidrs: readonly string[];
  subnets: NetworkSubnet[];
  routeTableIds: Record<string, pulumi.Output<string>>;
  natAddresses: pulumi.Output<string>[];
}

function planOf(args: NetworkArgs): PlannedSubnet[] {
  const network = chooseNetwork(args, "");
  if (network.existing) return checkGivenNetwork(network.existing, "existing");
  const { podCidr, peerCidrs, serviceCidr } = args;
  return planNetwork({
    ...network,
    ...(podCidr !== undefined && { podCidr }),
    ...(peerCidrs && { peerCidrs }),
    ...(serviceCidr !== undefined && { serviceCidr }),
  });
}

function useExisting({ vpcId, cidrs, subnets, routeTableIds = {} }: GivenNetwork): NetworkParts {
  return {
    vpcId: pulumi.output(vpcId),
    cidrs,
    subnets: subnets.map(({ tier, zone, cidr, id }) => ({
      tier,
      zone,
      cidr,
      id: pulumi.output(id),
    })),
    routeTableIds: Object.fromEntries(
      Object.entries(routeTableIds).map(([key, id]) => [key, pulumi.output(id)]),
    ),
    natAddresses: [],
  };
}

function createNetwork(scope: Scope, plan: PlannedSubnet[], args: FilledNetworkArgs): NetworkParts {
  const cidrs = [args.cidr, args.podCidr].filter((cidr) => cidr !== undefined);
  const vpc = createVpc(scope, args);
  const vpcId = vpc.vpc.id;
  const subnets = createSubnets(scope, plan, vpc, args);
  const { routeTableIds, natAddresses } = createRoutes(scope, subnets, vpc, args);
  const tables = Object.values(routeTableIds);
  createEndpoints(scope, { vpcId, cidrs, subnets, routeTableIds: tables }, args);
  if (args.flowLogs) createFlowLogs(scope, vpcId, args.flowLogRetentionDays ?? 30);
  return { vpcId, cidrs, subnets, routeTableIds, natAddresses };
}
