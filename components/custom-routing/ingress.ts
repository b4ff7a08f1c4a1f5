import * as aws from "@pulumi/aws";
import { rangeOf } from "../../model/custom-routing/arguments";
import { portsText } from "../../model/custom-routing/ports";
import type { Scope } from "../scope";
import type { RoutedRegionArgs } from "./args";

/** Admits clients to the security groups of a Region's clusters, on the destinations only. */
export function admitClients(
  scope: Scope,
  { region, destinations, clusters }: RoutedRegionArgs,
  clientCidrs: readonly string[],
): void {
  for (const { name, securityGroupId } of clusters) {
    for (const destination of destinations) {
      const { fromPort, toPort } = rangeOf(destination);
      const ports = portsText([{ fromPort, toPort }]);
      for (const protocol of destination.protocols) {
        for (const cidr of clientCidrs) {
          new aws.vpc.SecurityGroupIngressRule(
            `${scope.name}-${name}-${protocol.toLowerCase()}-${ports}-${cidr}`,
            {
              region,
              securityGroupId,
              description: `Clients of the accelerator: ${protocol} ${ports} from ${cidr}`,
              cidrIpv4: cidr,
              ipProtocol: protocol.toLowerCase(),
              fromPort,
              toPort,
              tags: scope.tags,
            },
            { parent: scope.parent },
          );
        }
      }
    }
  }
}
