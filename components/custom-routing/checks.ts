import { planCustomRouting, type CustomRoutingPlan } from "../../model/custom-routing/plan";
import { InputError } from "../../model/errors";
import type { CustomRoutingComponentArgs } from "./args";

/**
 * Checks the arguments and calculates the size of the listener.
 *
 * @throws InputError
 */
export function checkCustomRouting(args: CustomRoutingComponentArgs): CustomRoutingPlan {
  checkNames(args);
  checkFlowLogs(args);
  return planCustomRouting(args);
}

function checkNames({ regions }: CustomRoutingComponentArgs): void {
  const known = new Set<string>();
  regions.forEach(({ clusters }, index) =>
    clusters.forEach(({ name }, position) => {
      const argument = `regions[${index}].clusters[${position}].name`;
      if (known.has(name)) {
        throw new InputError({
          argument,
          value: name,
          rule: "is another cluster's name already",
          fix: "Give every cluster of the accelerator a different name.",
        });
      }
      known.add(name);
    }),
  );
}

function checkFlowLogs({ flowLogDays }: CustomRoutingComponentArgs): void {
  if (flowLogDays === undefined || (Number.isInteger(flowLogDays) && flowLogDays >= 1)) return;
  throw new InputError({
    argument: "flowLogDays",
    value: flowLogDays,
    rule: "must be a whole number from 1",
    fix: "Give a number of days, or leave it out for no flow logs.",
  });
}
