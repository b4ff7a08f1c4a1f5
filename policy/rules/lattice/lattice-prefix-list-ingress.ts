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
    "Security groups of a stack whose cluster has VPC Lattice's GatewayClass admit VPC Lattice's two managed prefix lists, for IPv4 and for IPv6.",
  why: "VPC Lattice reaches pods from addresses of its own, which are neither the VPC's nor a security group's. Where they are not admitted, health checks fail, and every request is answered 503.",
  fix: "Look up com.amazonaws.<region>.vpc-lattice and com.amazonaws.<region>.ipv6.vpc-lattice by aws.ec2.getManagedPrefixList, and admit each in an ingress rule of the nodes' security group.",
  unknown:
    "Prefix lists have ids without meaning: two that the stack does not make itself are taken for VPC Lattice's, unless the configuration names them.",
  fails,
  passes: { ...fails, ipv6: ingress("pl-09ae50ec1eb1ba0d0") },
  links: ["https://docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html"],
  config: {
    ipv4Only: property(Type.Boolean(), {
      default: false,
      description: "true where pods have IPv4 addresses only, and one prefix list is enough",
    }),
    prefixLists: property(Type.Array(Type.String()), {
      default: [],
      description: "ids of VPC Lattice's prefix lists, in Regions in use; any two if empty",
    }),
  },
  types: gatewayClassTypes,
  checkInStack(gatewayClass, { config, stack, report, notJudged }) {
    if (!isLatticeClass(gatewayClass)) return;
    const { openings, unclear } = groupOpenings(stack, "ingress");
    const isElsewhere = stack.ofType("aws:eks/cluster:Cluster").length === 0;
    if (isElsewhere && openings.length === 0 && unclear === undefined) {
      return notJudged("the security groups of its cluster");
    }
    const { lists, families, dark } = admitted(stack);
    const wanted = config.ipv4Only ? 1 : 2;
    const known =
      config.prefixLists.length === 0
        ? lists
        : lists.filter((list) => config.prefixLists.includes(list));
    const count = known.length + families;
    if (count >= wanted) return;
    if (count + dark >= wanted || unclear !== undefined) {
      throw new UnknownValueError(`what ${unclear ?? "a security group"} admits`);
    }
    report(
      count === 0
        ? "No security group of the stack admits a prefix list of VPC Lattice."
        : "Security groups of the stack admit one prefix list, and VPC Lattice has one for IPv4 and one for IPv6.",
    );
  },
});

/** What the security groups of a stack admit by TCP. */
interface Admitted {
  /** Ids of prefix lists that are not the stack's own. */
  lists: string[];
  /** In how many of the two IP versions all addresses are admitted. */
  families: number;
  /** How many prefix lists are not known during preview. */
  dark: number;
}

function admitted(stack: Stack): Admitted {
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
    // A list of which not even the length is known may have both.
    dark: lists.reduce((sum, { unknown: more = 2 }) => sum + more, 0),
  };
}
