import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  lostPorts,
  mergedPorts,
  portsText,
  type PortRange,
} from "../../model/custom-routing-ports";
import { InputError } from "../../model/errors";
import { named, type Scope } from "../scope";
import type { CustomRoutingComponentArgs } from "./args";
import { createFlowLogBucket } from "./flow-log-bucket";

/** Creates the accelerator, with flow logs where they are wanted. */
export function createAccelerator(
  scope: Scope,
  { acceleratorName, flowLogDays }: CustomRoutingComponentArgs,
): aws.globalaccelerator.CustomRoutingAccelerator {
  const flowLogs = flowLogDays === undefined ? undefined : createFlowLogBucket(scope, flowLogDays);
  return new aws.globalaccelerator.CustomRoutingAccelerator(
    scope.name,
    {
      name: acceleratorName,
      enabled: true,
      ipAddressType: "IPV4",
      ...(flowLogs && {
        attributes: {
          flowLogsEnabled: true,
          flowLogsS3Bucket: flowLogs.bucketName,
          flowLogsS3Prefix: flowLogs.prefix,
        },
      }),
      tags: named(scope, acceleratorName),
    },
    { parent: scope.parent, ...(flowLogs && { dependsOn: [flowLogs.policy] }) },
  );
}

/** Creates the listener. Ports that it has had it keeps: AWS takes none away. */
export function createListener(
  scope: Scope,
  accelerator: aws.globalaccelerator.CustomRoutingAccelerator,
  portRanges: readonly PortRange[],
): aws.globalaccelerator.CustomRoutingListener {
  const keepPorts = new pulumi.ResourceHook(
    `${scope.name}-keeps-ports`,
    ({ oldInputs, newInputs }) => {
      checkGrowth(rangesOf(oldInputs), rangesOf(newInputs));
    },
    // In a preview, too: nothing has changed then.
    { onDryRun: true },
  );
  return new aws.globalaccelerator.CustomRoutingListener(
    scope.name,
    { acceleratorArn: accelerator.id, portRanges: portRanges.map((range) => ({ ...range })) },
    { parent: scope.parent, hooks: { beforeUpdate: [keepPorts] } },
  );
}

/** Ranges of a listener's inputs as hooks get them, with notes of the provider's own. */
function rangesOf(inputs: Readonly<Record<string, unknown>> = {}): PortRange[] {
  const ranges = (inputs["portRanges"] as PortRange[] | undefined) ?? [];
  return ranges.map(({ fromPort, toPort }) => ({ fromPort, toPort }));
}

/**
 * Checks that a listener keeps its ports.
 *
 * @throws InputError
 */
export function checkGrowth(before: readonly PortRange[], after: readonly PortRange[]): void {
  const lost = lostPorts(before, after);
  if (lost.length === 0) return;
  throw new InputError({
    argument: "customRouting.listenerPorts",
    value: after,
    rule: `leaves out ${portsText(lost)}, and AWS takes no port away from a listener`,
    fix: `Set listenerPorts to ${JSON.stringify(mergedPorts([...before, ...after]))}, or more.`,
  });
}
