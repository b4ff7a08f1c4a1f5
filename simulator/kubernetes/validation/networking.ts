import type { Field } from "../field";
import { dnsLabel, dnsSubdomain, hostName, portName } from "./formats";
import { checkSelector } from "./selectors";
import { blockProblem } from "./service";

export function checkIngress(root: Field): void {
  const spec = root.field("spec");
  const rules = spec.field("rules");
  const backend = spec.field("defaultBackend");
  if (!rules.isSet && !backend.isPresent) {
    spec.invalid("either `defaultBackend` or `rules` must be specified", spec.value ?? {});
  }
  if (backend.object) checkBackend(backend);
  const className = spec.field("ingressClassName");
  if (className.isPresent) className.matches(dnsSubdomain);
  for (const tls of spec.field("tls").items()) {
    for (const host of tls.field("hosts").items()) host.matches(hostName);
  }
  for (const rule of rules.items()) {
    if (rule.field("host").isSet) checkHost(rule.field("host"));
    const paths = rule.at("http", "paths");
    if (rule.field("http").object) paths.require();
    for (const path of paths.items()) checkPath(path);
  }
}

function checkHost(host: Field): void {
  if (/^[\d.]+$/.test(host.text ?? "")) host.invalid("must be a DNS name, not an IP address");
  host.matches(hostName);
}

function checkPath(path: Field): void {
  const type = path.field("pathType");
  const text = path.field("path").text ?? "";
  const isKnown = path.field("path").text !== undefined || !path.field("path").isPresent;
  if (isKnown && (type.text === "Exact" || type.text === "Prefix")) {
    if (!text.startsWith("/")) path.field("path").invalid("must be an absolute path", text);
    for (const bad of ["//", "/./", "/../"]) {
      if (text.includes(bad)) path.field("path").invalid(`must not contain '${bad}'`);
    }
  }
  checkBackend(path.field("backend"));
}

function checkBackend(backend: Field): void {
  const service = backend.field("service");
  const resource = backend.field("resource");
  if (service.isPresent && resource.isPresent) {
    backend.invalid("cannot set both resource and service backends", "");
    return;
  }
  if (!service.isPresent && !resource.isPresent) {
    backend.missing("port name or number is required");
    return;
  }
  if (!service.object) return;
  const name = service.field("name");
  if (name.require()) name.matches(dnsLabel);
  const port = service.field("port");
  const number = port.field("number");
  if (port.field("name").isSet && number.isPresent) {
    backend.invalid("cannot set both port name & port number", "");
  } else if (port.field("name").isSet) port.field("name").matches(portName);
  else if (number.isPresent) number.between(1, 65_535);
  else if (port.object || !port.isPresent) backend.missing("port name or number is required");
}

export function checkIngressClass(root: Field): void {
  const controller = root.at("spec", "controller");
  if ((controller.text?.length ?? 0) > 250) controller.tooLong(250);
  else controller.matches(domainPath);
  const parameters = root.at("spec", "parameters");
  if (parameters.field("scope").text === "Namespace")
    parameters.field("namespace").require("`parameters.scope` is set to 'Namespace'");
}

function domainPath(text: string): string | undefined {
  const [domain = "", ...rest] = text.split("/");
  if (rest.length > 0 && rest.join("/") !== "" && dnsSubdomain(domain) === undefined)
    return undefined;
  return 'must be a domain-prefixed path (such as "acme.io/foo")';
}

export function checkNetworkPolicy(root: Field): void {
  const spec = root.field("spec");
  checkSelector(spec.field("podSelector"));
  for (const rule of spec.field("ingress").items()) checkPolicyRule(rule, "from");
  for (const rule of spec.field("egress").items()) checkPolicyRule(rule, "to");
  const types = spec.field("policyTypes").items();
  if (types.length > 2)
    spec.field("policyTypes").invalid("may not specify more than two policyTypes");
}

function checkPolicyRule(rule: Field, peers: "from" | "to"): void {
  for (const port of rule.field("ports").items()) {
    const number = port.field("port");
    number.between(1, 65_535);
    number.matches(portName);
    const end = port.field("endPort");
    if (end.number === undefined) continue;
    if (number.number === undefined) end.invalid("may not be specified when `port` is non-numeric");
    else if (end.number < number.number) end.invalid("must be greater than or equal to `port`");
  }
  for (const peer of rule.field(peers).items()) checkPeer(peer);
}

function checkPeer(peer: Field): void {
  const block = peer.field("ipBlock");
  const hasSelector =
    peer.field("podSelector").isPresent || peer.field("namespaceSelector").isPresent;
  checkSelector(peer.field("podSelector"));
  checkSelector(peer.field("namespaceSelector"));
  if (block.isPresent && hasSelector) {
    peer.forbidden("may not specify both ipBlock and another peer");
  } else if (!block.isPresent && !hasSelector && peer.object) peer.require("must specify a peer");
  block.field("cidr").matches(blockProblem);
  for (const except of block.field("except").items()) except.matches(blockProblem);
}
