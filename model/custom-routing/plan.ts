import { parseCidr4 } from "../network/cidr";
import type { CustomRoutingArgs } from "./arguments";
import { checkCustomRouting } from "./checks";
import { routingPaths } from "./paths";
import { checkListenerPorts, planListenerPorts, portsOfSubnet, type PortRange } from "./ports";

/** The listener ports of an accelerator. */
export interface CustomRoutingPlan {
  portRanges: PortRange[];
  /** Listener ports that the destinations need, without reserve. */
  portsNeeded: number;
}

/**
 * Plans the listener of a custom routing accelerator, and checks the properties that are known before
 * deployment.
 *
 * @throws InputError
 */
export function planCustomRouting(
  args: CustomRoutingArgs,
  at = routingPaths(""),
): CustomRoutingPlan {
  checkCustomRouting(args, at);
  const portsNeeded = args.regions
    .flatMap(({ destinations, clusters }) =>
      clusters
        .flatMap(({ subnets }) => subnets)
        .map(({ cidr }) => portsOfSubnet(parseCidr4(cidr).prefix, destinations)),
    )
    .reduce((sum, ports) => sum + ports, 0);
  if (!args.listenerPorts) {
    return { portRanges: planListenerPorts(portsNeeded, at.listenerPorts), portsNeeded };
  }
  checkListenerPorts(args.listenerPorts, portsNeeded, at.listenerPorts);
  return { portRanges: args.listenerPorts.map((range) => ({ ...range })), portsNeeded };
}
