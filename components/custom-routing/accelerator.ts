import * as aws from "@pulumi/aws";
import type { PortRange } from "../../model/custom-routing/ports";
import { named, type Scope } from "../scope";
import type { CustomRoutingComponentArgs } from "./args";
import { createFlowLogBucket } from "./flow-log-bucket";
import { KeptPorts } from "./kept-ports";

/** Creates the accelerator, with flow logs if requested. */
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

/** Creates the listener. It keeps every port that it has had, because AWS removes none. */
export function createListener(
  scope: Scope,
  accelerator: aws.globalaccelerator.CustomRoutingAccelerator,
  portRanges: readonly PortRange[],
): aws.globalaccelerator.CustomRoutingListener {
  const opts = { parent: scope.parent };
  const listener = new aws.globalaccelerator.CustomRoutingListener(
    scope.name,
    { acceleratorArn: accelerator.id, portRanges: portRanges.map((range) => ({ ...range })) },
    opts,
  );
  // Remembered after the listener changes: a failed change of the listener must not be remembered.
  new KeptPorts(`${scope.name}-ports`, portRanges, { ...opts, dependsOn: listener });
  return listener;
}
