import { Command } from "commander";
import type { IpPlan } from "../../model/network/ip-plan";
import { planStack } from "../../config/plan";
import type { Surroundings } from "../output";
import { readStackFile } from "../stack-file";
import { table } from "../table";

interface Options {
  stack: string;
  json?: true;
}

/**
 * `ip-plan`: shows how many addresses of every subnet are used when everything runs at its maximum.
 */
export function ipPlanCommand({ folder, out }: Surroundings): Command {
  return new Command("ip-plan")
    .description("shows the addresses of every subnet with everything at its largest")
    .requiredOption("--stack <name>", "stack whose Pulumi.<name>.yaml is planned")
    .option("--json", "print the plan as JSON")
    .action(({ stack, json }: Options) => {
      const { addresses } = planStack(readStackFile(folder, stack));
      out(json ? JSON.stringify(addresses, null, 2) : tables(addresses));
    });
}

function tables({ subnets, nodeGroups }: IpPlan): string {
  const addresses = table(
    ["Subnet", "CIDR", "Size", "Nodes", "Pods", "Warm", "Surge", "Kept", "Left"],
    subnets.map((use) => [
      use.subnet,
      use.cidr,
      use.usable,
      use.nodes,
      use.pods,
      use.warm,
      use.surge,
      use.kept,
      use.left,
    ]),
  );
  const groups = table(
    ["Node group", "Max pods", "Pods per node", "Surge nodes"],
    nodeGroups.map((use) => [use.name, use.maxPods, use.podsPerNode, use.surgeNodes]),
  );
  return `${addresses}\n\n${groups}\n\n${legend}`;
}

const legend = [
  "Size   addresses that AWS hands out: all but five",
  "Nodes  primary addresses of the nodes' network interfaces",
  "Warm   kept ready for pods by the VPC CNI",
  "Surge  nodes that an update launches before it takes others away, with their pods",
  "Kept   for EKS, endpoints, NAT gateways and load balancers, or unusable for prefixes",
].join("\n");
