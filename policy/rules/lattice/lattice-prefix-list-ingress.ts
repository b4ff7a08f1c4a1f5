import { Type } from "@sinclair/typebox";
import type { Stack } from "../../frame/resource";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { ifKnown, partlyKnown, UnknownValueError } from "../../frame/unknown";
import { gatewayClassTypes, isLatticeClass } from "../../support/lattice/gateways";
import { isOpenToAll } from "../../support/security-groups/openings";
import { groupOpenings } from "../../support/security-groups/groups";

const ingress = (prefixListId: string) => ({
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  properties: {
    securityGroupId: "${cluster.securityGroupId}",
    prefixListId,
    ipProtocol: "tcp",
    fromPort: 0,
    toPort: 65535,
  },
});

const fails = {
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
    },
  },
  lattice: {
    type: "kubernetes:gateway.networking.k8s.io/v1:GatewayClass",
    properties: {
      metadata: { name: "amazon-vpc-lattice" },
      spec: { controllerName: "application-networking.k8s.aws/gateway-api-controller" },
    },
  },
  ipv4: ingress("pl-0721453c7ac4ec009"),
};

export const latticePrefixListIngress = defineRule({
  id: "lattice-prefix-list-ingress",
  area: "lattice",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "If a cluster has the GatewayClass of VPC Lattice, security groups of the stack allow the two managed prefix lists of VPC Lattice, for IPv4 and for IPv6.",
  why: "VPC Lattice reaches pods from its own addresses, which belong neither to the VPC nor to a security group. If they are not allowed, health checks fail and every request is answered with 503.",
  fix: "Look up com.amazonaws.<region>.vpc-lattice and com.amazonaws.<region>.ipv6.vpc-lattice with aws.ec2.getManagedPrefixList, and allow each in an ingress rule of the security group of the nodes.",
  unknown:
    "The ids of prefix lists have no meaning. Two lists that the stack does not create are taken for those of VPC Lattice, unless the configuration names them.",
  fails,
  passes: { ...fails, ipv6: ingress("pl-09ae50ec1eb1ba0d0") },
  links: ["https://docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html"],
  config: {
    ipv4Only: property(Type.Boolean(), {
      default: false,
      description: "whether pods have IPv4 addresses only, so that one prefix list is enough",
    }),
    prefixLists: property(Type.Array(Type.String()), {
      default: [],
      description:
        "ids of the prefix lists of VPC Lattice in the Regions in use; if empty, any two lists are accepted",
    }),
  },
  types: gatewayClassTypes,
  checkInStack(gatewayClass, { config, stack, report, notChecked }) {
    if (!isLatticeClass(gatewayClass)) return;
    const { openings, unclear } = groupOpenings(stack, "ingress");
    const isElsewhere = stack.ofType("aws:eks/cluster:Cluster").length === 0;
    if (isElsewhere && openings.length === 0 && unclear === undefined) {
      return notChecked("the security groups of its cluster");
    }
    const { lists, families, unknown } = allowedSources(stack);
    const wanted = config.ipv4Only ? 1 : 2;
    const known =
      config.prefixLists.length === 0
        ? lists
        : lists.filter((list) => config.prefixLists.includes(list));
    const count = known.length + families;
    if (count >= wanted) return;
    if (count + unknown >= wanted || unclear !== undefined) {
      throw new UnknownValueError(`what ${unclear ?? "a security group"} allows`);
    }
    report(
      count === 0
        ? "Security groups of the stack must allow the prefix lists of VPC Lattice; they allow none."
        : "Security groups of the stack must allow the prefix lists of VPC Lattice for IPv4 and for IPv6; they allow one.",
    );
  },
});

/** The sources that the security groups of a stack allow for TCP. */
interface Allowed {
  /** Ids of prefix lists that are not the stack's own. */
  lists: string[];
  /** The number of IP versions (of two) of which all addresses are allowed. */
  families: number;
  /** The number of prefix lists that are not known during preview. */
  unknown: number;
}

function allowedSources(stack: Stack): Allowed {
  const own = stack
    .ofType("aws:ec2/managedPrefixList:ManagedPrefixList")
    .map(({ props }) => ifKnown(() => (props as { id?: string }).id));
  const tcp = groupOpenings(stack, "ingress").openings.filter(
    ({ opening }) => opening.protocol === "tcp" || opening.protocol === "all",
  );
  const lists = tcp.map(({ opening }) => partlyKnown(opening.prefixLists));
  const cidrs = tcp.flatMap(({ opening }) => partlyKnown(opening.cidrs).known);
  const ids = new Set(lists.flatMap(({ known }) => known));
  const versions = new Set(cidrs.filter(isOpenToAll).map((cidr) => cidr?.includes(":")));
  return {
    lists: [...ids].filter((id) => id !== undefined && !own.includes(id)) as string[],
    families: versions.size,
    // A list of unknown length may hold both.
    unknown: lists.reduce((sum, { unknown: more = 2 }) => sum + more, 0),
  };
}
