import type { Stack, StackResource } from "../../frame/resource";
import { defineRule } from "../../frame/rule";
import { allTargets } from "../../frame/stack";
import { ifKnown } from "../../frame/unknown";

const associationType = "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation";

type Association = StackResource<typeof associationType>;

const association = (serviceNetworkIdentifier: string, vpcIdentifier: string) => ({
  type: associationType,
  properties: { serviceNetworkIdentifier, vpcIdentifier },
});

export const latticeOneNetworkPerVpc = defineRule({
  id: "lattice-one-network-per-vpc",
  area: "lattice",
  severity: "medium",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "A VPC is associated with at most one service network.",
  why: "AWS refuses a second association of a VPC, in the middle of the update. Clients reach other service networks through a service network endpoint.",
  fix: "Keep one association, and add an aws.ec2.VpcEndpoint of type ServiceNetwork for the other network.",
  fails: {
    shop: association("sn-1", "vpc-1"),
    pay: association("sn-2", "vpc-1"),
  },
  passes: {
    shop: association("sn-1", "vpc-1"),
    pay: association("sn-2", "vpc-2"),
  },
  links: ["https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-network-associations.html"],
  types: [associationType],
  checkInStack(resource, { stack, report }) {
    const vpc = vpcOf(stack, resource);
    const earlier = stack
      .ofType(associationType)
      .slice(0, stack.ofType(associationType).indexOf(resource))
      .find((other) => ifKnown(() => vpcOf(stack, other)) === vpc);
    if (earlier)
      report(
        `The VPC must be associated with one service network; ${earlier.name} associates it already.`,
      );
  },
});

/** The VPC of an association: the URN of a VPC of the stack, or an id. */
function vpcOf(stack: Stack, association: Association): string {
  const id = () => association.props.vpcIdentifier;
  const [vpc] = allTargets(stack.target(association, "vpcIdentifier", "aws:ec2/vpc:Vpc", id));
  return vpc?.urn ?? id();
}
