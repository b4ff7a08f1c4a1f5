import { isIP } from "node:net";
import { isUnknown } from "../../values";
import { requireUnique, type Field } from "../field";
import { dnsLabel, dnsSubdomain, portName, qualifiedName } from "./formats";
import { checkLabels } from "./metadata";

const NODE_PORTS = [30_000, 32_767] as const;

export function checkService(root: Field): void {
  const spec = root.field("spec");
  const type = spec.field("type").text ?? "ClusterIP";
  const clusterIp = spec.field("clusterIP");
  if (type === "ExternalName") checkExternalName(spec);
  else {
    const isHeadless = clusterIp.text === "None";
    if (!isHeadless) spec.field("ports").require();
    if (
      clusterIp.text !== undefined &&
      !isHeadless &&
      clusterIp.text !== "" &&
      isIP(clusterIp.text) === 0
    ) {
      clusterIp.invalid("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }
    if (isHeadless && (type === "LoadBalancer" || type === "NodePort")) {
      clusterIp.invalid(`may not be set to 'None' for ${type} services`);
    }
  }
  checkPorts(spec.field("ports"), type);
  checkLabels(spec.field("selector"));
  for (const ip of spec.field("externalIPs").items()) {
    if (ip.text !== undefined && isIP(ip.text) === 0)
      ip.invalid("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
  }
  checkForType(spec, type);
}

function checkExternalName(spec: Field): void {
  const name = spec.field("externalName");
  if (name.require()) name.matches((text) => dnsSubdomain(text.replace(/\.$/, "")));
  const clusterIp = spec.field("clusterIP");
  if (clusterIp.isSet && clusterIp.text !== "None") {
    clusterIp.forbidden("may not be set for ExternalName services");
  }
}

function checkForType(spec: Field, type: string): void {
  const balancerClass = spec.field("loadBalancerClass");
  if (balancerClass.isPresent && type !== "LoadBalancer") {
    balancerClass.forbidden("may only be used when `type` is 'LoadBalancer'");
  }
  balancerClass.matches(qualifiedName);
  const ranges = spec.field("loadBalancerSourceRanges");
  if (ranges.isSet && type !== "LoadBalancer") {
    ranges.forbidden("may only be used when `type` is 'LoadBalancer'");
  }
  for (const range of ranges.items()) range.matches(blockProblem);
  const policy = spec.field("externalTrafficPolicy");
  const isExternal =
    type === "LoadBalancer" || type === "NodePort" || spec.field("externalIPs").isSet;
  if (policy.isSet && !isExternal && !isUnknown(policy.value)) {
    policy.invalid("may only be set for externally-accessible services");
  }
  const timeout = spec.at("sessionAffinityConfig", "clientIP", "timeoutSeconds");
  if (timeout.number !== undefined && (timeout.number < 1 || timeout.number > 86_400)) {
    timeout.invalid("must be greater than 0 and less than 86400");
  }
}

/** What is wrong with a CIDR block, or nothing. */
export function blockProblem(text: string): string | undefined {
  const [address = "", prefix = ""] = text.trim().split("/");
  const family = isIP(address);
  const isBlock =
    family !== 0 && /^\d+$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
  return isBlock ? undefined : "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
}

function checkPorts(ports: Field, type: string): void {
  const items = ports.items();
  requireUnique(items.map((port) => port.field("name")));
  const taken = new Set<string>();
  for (const port of items) {
    const name = port.field("name");
    if (items.length > 1 && port.object && !name.isSet) name.require();
    if (name.isSet) name.matches(dnsLabel);
    port.field("port").between(1, 65_535);
    if (port.object && !port.field("port").isPresent)
      port.field("port").invalid("must be between 1 and 65535, inclusive", 0);
    const target = port.field("targetPort");
    if (target.number !== 0) target.between(1, 65_535);
    if (target.isSet) target.matches(portName);
    checkNodePort(port.field("nodePort"), type);
    const key = `${port.field("protocol").text ?? "TCP"}/${port.field("port").number}`;
    if (port.field("port").number !== undefined && taken.has(key)) port.duplicate(port.value);
    taken.add(key);
  }
}

function checkNodePort(port: Field, type: string): void {
  const { number } = port;
  if (!number) return;
  if (type !== "LoadBalancer" && type !== "NodePort") {
    port.forbidden(`may not be used when \`type\` is '${type}'`);
  } else if (number < NODE_PORTS[0] || number > NODE_PORTS[1]) {
    port.invalid(
      `provided port is not in the valid range. The range of valid ports is ${NODE_PORTS.join("-")}`,
    );
  }
}
