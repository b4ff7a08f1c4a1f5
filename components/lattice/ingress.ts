import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { Scope } from "../scope";
import type { GatewayControllerArgs } from "./controller-args";

/** The managed prefix lists of VPC Lattice, without `com.amazonaws.REGION`. */
const prefixLists = { ipv4: "vpc-lattice", ipv6: "ipv6.vpc-lattice" };

/** Admits VPC Lattice to the pods' ports, over IPv4 and IPv6. */
export function admitLattice(
  scope: Scope,
  { region }: Account,
  { securityGroupId, podPorts = { from: 0, to: 65535 } }: GatewayControllerArgs,
): void {
  const opts = { parent: scope.parent };
  for (const [family, list] of Object.entries(prefixLists)) {
    const { id } = aws.ec2.getManagedPrefixListOutput(
      { name: pulumi.interpolate`com.amazonaws.${region}.${list}` },
      opts,
    );
    new aws.vpc.SecurityGroupIngressRule(
      `${scope.name}-${family}`,
      {
        securityGroupId,
        description: `Pods from VPC Lattice over ${family === "ipv4" ? "IPv4" : "IPv6"}`,
        prefixListId: id,
        ipProtocol: "tcp",
        fromPort: podPorts.from,
        toPort: podPorts.to,
        tags: scope.tags,
      },
      opts,
    );
  }
}
