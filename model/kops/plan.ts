import { overlaps, parseCidr4 } from "../network/cidr";
import { cniSettings } from "../nodes/cni-settings";
import { InputError, type InputProblem, pathTo } from "../errors";
import { instanceType } from "../nodes/instance-types";
import { parseZone } from "../network/zones";
import {
  choice,
  count,
  list,
  object,
  optional,
  text,
  withDefault,
  type Given,
  type Static,
} from "../schema-parts";

/** Schema of a {@link KopsPlan}. */
export const kopsSettings = object("what a team needs to start a kops cluster, in a separate VPC", {
  clusterName: text("full DNS name of the cluster", { examples: ["kops.dev.example.com"] }),
  kubernetesVersion: text("Kubernetes version with patch, which kops installs exactly", {
    examples: ["1.35.0"],
  }),
  networkCidr: text("IPv4 block of the VPC", { examples: ["10.30.0.0/20"] }),
  zones: list("names of 2 to 6 Availability Zones; the first ones hold the control plane"),
  topology: withDefault(
    choice("nodes with public addresses, or private nodes behind NAT", ["public", "private"]),
    "public",
  ),
  networking: withDefault(choice("how pods get addresses", ["amazonvpc", "kubenet"]), "amazonvpc"),
  cni: optional(cniSettings),
  dns: withDefault(
    choice("where the API's name is resolved: by its load balancer only, or in a Route 53 zone", [
      "none",
      "public",
      "private",
    ]),
    "none",
  ),
  apiAccessCidrs: list("IPv4 blocks that may reach the API"),
  controlPlaneCount: withDefault(count("control plane nodes, one per zone: 1 or 3", 1), 1),
  controlPlaneType: withDefault(text("instance type of the control plane"), "t3.medium"),
  nodeType: withDefault(text("instance type of nodes"), "t3.medium"),
  minNodes: count("nodes at least, in all zones together", 0),
  maxNodes: count("nodes at most, in all zones together", 1),
});

/** The settings of a kops cluster. */
export type KopsPlan = Static<typeof kopsSettings>;

/** Settings of a kops cluster as their author writes them. */
export type GivenKopsSettings = Given<typeof kopsSettings>;

/** Maximum of routes in one route table; kubenet needs one per node. */
const kubenetNodes = 50;

/** Addresses of pods (with kubenet) and Services; no VPC block may overlap them. */
export const nonMasqueradeCidr = "100.64.0.0/10";

/**
 * Checks a plan for a kops cluster.
 *
 * @throws InputError for the first setting that kops or the network does not support.
 */
export function checkKops(plan: KopsPlan, argument = ""): void {
  plan.zones.forEach((zone, index) => parseZone(zone, pathTo(argument, `zones[${index}]`)));
  instanceType(plan.controlPlaneType, pathTo(argument, "controlPlaneType"));
  instanceType(plan.nodeType, pathTo(argument, "nodeType"));
  parseCidr4(plan.networkCidr, pathTo(argument, "networkCidr"));
  plan.apiAccessCidrs.forEach((cidr, index) =>
    parseCidr4(cidr, pathTo(argument, `apiAccessCidrs[${index}]`)),
  );
  const broken = problems(plan).find((problem) => problem !== false);
  if (broken) throw new InputError({ ...broken, argument: pathTo(argument, `${broken.argument}`) });
}

const dnsName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

/**
 * The problems of a plan.
 * Source: docs/networking.md, docs/topology.md and pkg/apis/kops/validation of k8s.io/kops v1.35.0.
 */
function problems(plan: KopsPlan): (InputProblem | false)[] {
  const kubenet = plan.networking === "kubenet";
  const { controlPlaneCount } = plan;
  return [
    !dnsName.test(plan.clusterName) && {
      argument: "clusterName",
      value: plan.clusterName,
      rule: "is not a DNS name with a domain",
      fix: "Give for example kops.dev.example.com.",
    },
    !/^1\.\d+\.\d+$/.test(plan.kubernetesVersion) && {
      argument: "kubernetesVersion",
      value: plan.kubernetesVersion,
      rule: "is not a version with patch, which kops installs exactly",
      fix: "Give for example 1.35.0.",
    },
    (![1, 3].includes(controlPlaneCount) || controlPlaneCount > plan.zones.length) && {
      argument: "controlPlaneCount",
      value: controlPlaneCount,
      rule: `cannot be spread over ${plan.zones.length} zones with an odd number for etcd`,
      fix: "Take 1, or 3 with at least three zones.",
    },
    plan.minNodes > plan.maxNodes && {
      argument: "minNodes",
      value: plan.minNodes,
      rule: `is more than maxNodes, ${plan.maxNodes}`,
      fix: "Swap them.",
    },
    kubenet &&
      plan.topology === "private" && {
        argument: "networking",
        value: plan.networking,
        rule: "needs one route table for all nodes, which private subnets of several zones have not",
        fix: 'Choose topology "public" or networking "amazonvpc".',
      },
    kubenet &&
      plan.maxNodes > kubenetNodes && {
        argument: "maxNodes",
        value: plan.maxNodes,
        rule: `is more than the ${kubenetNodes} nodes whose routes fit into kubenet's route table`,
        fix: 'Choose networking "amazonvpc" or fewer nodes.',
      },
    kubenet &&
      overlaps(parseCidr4(plan.networkCidr), parseCidr4(nonMasqueradeCidr)) && {
        argument: "networkCidr",
        value: plan.networkCidr,
        rule: `overlaps ${nonMasqueradeCidr}, from which kubenet gives pods their addresses`,
        fix: `Choose a VPC block outside of ${nonMasqueradeCidr}.`,
      },
    kubenet &&
      plan.cni !== undefined && {
        argument: "cni",
        value: plan.cni,
        rule: "is for the VPC CNI, not for kubenet",
        fix: 'Leave it out or choose networking "amazonvpc".',
      },
    (plan.cni?.customNetworking || plan.cni?.networkPolicy || false) && {
      argument: "cni",
      value: plan.cni,
      rule: "has settings that only the EKS add-on applies: customNetworking or networkPolicy",
      fix: "Leave them out.",
    },
    plan.apiAccessCidrs.some((cidr) => parseCidr4(cidr).prefix === 0) && {
      argument: "apiAccessCidrs",
      value: plan.apiAccessCidrs,
      rule: "opens the Kubernetes API to the whole internet",
      fix: "List the networks of the people and systems that use it.",
    },
  ];
}
