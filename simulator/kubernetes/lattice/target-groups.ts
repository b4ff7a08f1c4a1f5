import { stableHex } from "../../aws/identity";
import { targetGroupType } from "../../aws/vpclattice/target-groups";
import { isObject, type Properties } from "../../values";
import { idOf, nameOf, namespaceOf, specOf, textOf } from "../object";
import type { Wanted } from "./calls";
import { entriesOf, type Control } from "./control";
import { SERVICE, TARGET_GROUP_POLICY, targetOf, type BackendReference } from "./terms";

/**
 * The target group of a Service that a route sends requests to, or undefined where there is no such
 * Service. What cannot be changed of a target group is part of which one it is.
 */
export function targetGroupOf(
  control: Control,
  route: Properties,
  { kind, name, namespace }: BackendReference,
  tags: Record<string, string>,
): Omit<Wanted, "owner"> | undefined {
  const service =
    kind === "Service"
      ? control.store.find(control.cluster, SERVICE, idOf(namespace, name))
      : undefined;
  if (!service) return undefined;
  const { protocol, protocolVersion, healthCheck } = settingsOf(control, name, namespace);
  const version = textOf(route["kind"]) === "GRPCRoute" ? "GRPC" : protocolVersion;
  const { ipFamilies } = specOf(service);
  const isIpv6 = Array.isArray(ipFamilies) && ipFamilies[0] === "IPv6";
  const ipAddressType = isIpv6 ? "IPV6" : "IPV4";
  const part = `target-group ${namespace}/${name} ${protocol} ${version} ${ipAddressType}`;
  const routeId = idOf(namespaceOf(route), nameOf(route) ?? "");
  const suffix = stableHex(`${control.owner} ${routeId} ${part}`, 10);
  return {
    type: targetGroupType,
    part,
    inputs: {
      name: `k8s-${namespace.slice(0, 55)}-${name.slice(0, 55)}-${suffix}`,
      type: "IP",
      config: {
        // Each target is registered with its own port.
        port: 80,
        ...{ protocol, protocolVersion: version, ipAddressType },
        vpcIdentifier: control.vpcId,
        ...(healthCheck && { healthCheck }),
      },
      tags,
    },
  };
}

interface Settings {
  protocol: string;
  protocolVersion: string;
  healthCheck?: Properties;
}

/** What the oldest policy of a Service says of its targets. */
function settingsOf(control: Control, name: string, namespace: string): Settings {
  const policy = policyOf(control, name, namespace);
  const { protocol, protocolVersion, healthCheck } = policy ? specOf(policy) : {};
  return {
    protocol: textOf(protocol) || "HTTP",
    protocolVersion: textOf(protocolVersion) || "HTTP1",
    ...(isObject(healthCheck) && { healthCheck: healthCheckOf(healthCheck) }),
  };
}

function policyOf(control: Control, name: string, namespace: string): Properties | undefined {
  return entriesOf(control, TARGET_GROUP_POLICY)
    .map(({ outputs }) => outputs)
    .find((policy) => {
      const target = targetOf(policy);
      return target.kind === "Service" && target.name === name && namespaceOf(policy) === namespace;
    });
}

/** A policy's health check in the names of the VPC Lattice API. */
function healthCheckOf({
  intervalSeconds,
  timeoutSeconds,
  statusMatch,
  ...same
}: Properties): Properties {
  return {
    ...same,
    ...(intervalSeconds !== undefined && { healthCheckIntervalSeconds: intervalSeconds }),
    ...(timeoutSeconds !== undefined && { healthCheckTimeoutSeconds: timeoutSeconds }),
    ...(statusMatch !== undefined && { matcher: { value: statusMatch } }),
  };
}
