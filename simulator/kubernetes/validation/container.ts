import { requireUnique, type Field } from "../field";
import { canonicalQuantity, compareQuantities } from "../quantity";
import { configKey, dnsLabel, portName, qualifiedName, variableName } from "./formats";

const PORT_RANGE = [1, 65_535] as const;
const HANDLERS = ["exec", "httpGet", "tcpSocket", "grpc"];
const SOURCES_OF_VALUES = [
  "fieldRef",
  "resourceFieldRef",
  "configMapKeyRef",
  "secretKeyRef",
  "fileKeyRef",
];

/** What containers of a pod may refer to. */
export interface PodContext {
  /** Names of the pod's volumes; undefined where one is not known yet. */
  volumes: ReadonlySet<string> | undefined;
  hostNetwork: boolean;
}

/** The containers of a pod, or its init containers. */
export function checkContainers(containers: Field, context: PodContext, isInit: boolean): void {
  requireUnique(containers.items().map((container) => container.field("name")));
  for (const container of containers.items()) checkContainer(container, context, isInit);
  const ports = containers.items().flatMap((container) => container.field("ports").items());
  checkHostPorts(ports);
}

function checkContainer(container: Field, context: PodContext, isInit: boolean): void {
  container.field("name").matches(dnsLabel);
  const image = container.field("image");
  if (image.require() && image.text !== undefined && image.text !== image.text.trim()) {
    image.invalid("must not have leading or trailing whitespace");
  }
  checkPorts(container.field("ports"), context);
  for (const variable of container.field("env").items()) checkVariable(variable);
  for (const source of container.field("envFrom").items()) {
    if (!source.field("configMapRef").isPresent && !source.field("secretRef").isPresent) {
      source.invalid("must specify one of: `configMapRef` or `secretRef`", "");
    }
  }
  checkMounts(container.field("volumeMounts"), context);
  checkResources(container.field("resources"));
  checkSecurity(container.field("securityContext"));
  const restarts = container.field("restartPolicy");
  const isSidecar = isInit && restarts.text === "Always";
  for (const name of ["livenessProbe", "readinessProbe", "startupProbe"]) {
    const probe = container.field(name);
    if (!probe.isPresent) continue;
    if (isInit && !isSidecar)
      probe.forbidden("may not be set for init containers without restartPolicy=Always");
    else checkProbe(probe, name);
  }
  for (const name of ["postStart", "preStop"]) {
    const hook = container.at("lifecycle", name);
    if (hook.isPresent) checkHandler(hook, [...HANDLERS.slice(0, 3), "sleep"]);
  }
}

function checkPorts(ports: Field, { hostNetwork }: PodContext): void {
  requireUnique(ports.items().map((port) => port.field("name")));
  for (const port of ports.items()) {
    const number = port.field("containerPort");
    if ((number.number ?? 0) === 0 && number.text === undefined) number.require();
    number.between(...PORT_RANGE);
    port.field("hostPort").between(0, PORT_RANGE[1]);
    const isOther = port.field("hostPort").number !== number.number;
    if (hostNetwork && port.field("hostPort").isPresent && isOther) {
      port.field("hostPort").invalid("must match `containerPort` when `hostNetwork` is true");
    }
    if (port.field("name").isSet) port.field("name").matches(portName);
  }
}

function checkHostPorts(ports: readonly Field[]): void {
  const taken = new Set<string>();
  for (const port of ports) {
    const { number } = port.field("hostPort");
    if (!number) continue;
    const key = [port.field("protocol").text, port.field("hostIP").text, number].join("/");
    if (taken.has(key)) port.field("hostPort").duplicate(key);
    taken.add(key);
  }
}

function checkVariable(variable: Field): void {
  variable.field("name").matches(variableName);
  const from = variable.field("valueFrom");
  if (!from.isPresent) return;
  const given = SOURCES_OF_VALUES.filter((name) => from.field(name).isPresent);
  if (variable.field("value").isSet)
    from.invalid("may not be specified when `value` is not empty", "");
  else if (given.length === 0 && from.object) {
    from.invalid(
      "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`",
      "",
    );
  } else if (given.length > 1)
    from.invalid("may not have more than one field specified at a time", "");
  for (const name of ["configMapKeyRef", "secretKeyRef"]) from.at(name, "key").matches(configKey);
}

function checkMounts(mounts: Field, { volumes }: PodContext): void {
  const paths = new Set<string>();
  for (const mount of mounts.items()) {
    const name = mount.field("name");
    if (volumes && name.text !== undefined && name.text !== "" && !volumes.has(name.text))
      name.notFound();
    const path = mount.field("mountPath");
    if (path.text !== undefined && paths.has(path.text)) path.invalid("must be unique");
    paths.add(path.text ?? "");
    if (mount.field("subPath").isSet && mount.field("subPathExpr").isSet) {
      mount.field("subPathExpr").invalid("subPathExpr and subPath are mutually exclusive");
    }
    mount.field("subPath").matches(relativePath);
  }
}

function relativePath(path: string): string | undefined {
  if (path.startsWith("/")) return "must be a relative path";
  return path.split("/").includes("..") ? "must not contain '..'" : undefined;
}

/** Limits and requests: known names, no negative amounts, requests within limits. */
export function checkResources(resources: Field): void {
  const limits = resources.field("limits");
  for (const list of [limits, resources.field("requests")]) {
    for (const [name, amount] of list.entries()) checkAmount(list, name, amount);
  }
  for (const [name, request] of resources.field("requests").entries()) {
    const limit = limits.object?.[name];
    const asked = request.value;
    if (!isAmount(limit) || !isAmount(asked)) {
      if (limit === undefined && isExtended(name))
        limits.missing("Limit must be set for non overcommitable resources");
      continue;
    }
    const order = compareQuantities(asked, limit);
    const field = resources.field("requests");
    if (isExtended(name) ? order !== 0 : order > 0) {
      field.invalid(
        `must be ${isExtended(name) ? "equal to" : "less than or equal to"} ${name} limit of ${canonicalQuantity(limit)}`,
        canonicalQuantity(asked),
      );
    }
  }
}

function checkAmount(list: Field, name: string, amount: Field): void {
  const problem = qualifiedName(name);
  if (problem !== undefined) list.invalid(problem, name);
  else if (
    !name.includes("/") &&
    !/^(cpu|memory|ephemeral-storage|storage|hugepages-.+)$/.test(name)
  ) {
    amount.invalid("must be a standard resource type or fully qualified", name);
  }
  const { value } = amount;
  if (!isAmount(value)) return;
  if (compareQuantities(value, 0) < 0)
    amount.invalid("must be greater than or equal to 0", canonicalQuantity(value));
  else if (isExtended(name) && compareQuantities(value, "1m") >= 0 && !isWhole(value)) {
    amount.invalid("must be an integer", canonicalQuantity(value));
  }
}

function isWhole(value: string | number): boolean {
  return !/(?:\.|m$|u$|n$)/.test(String(value));
}

/** Devices and the like: `nvidia.com/gpu`. They cannot be shared out in parts. */
function isExtended(name: string): boolean {
  return name.includes("/") && !/(^|\.)kubernetes\.io\//.test(name);
}

function isAmount(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function checkProbe(probe: Field, name: string): void {
  checkHandler(probe, HANDLERS);
  for (const seconds of [
    "initialDelaySeconds",
    "timeoutSeconds",
    "periodSeconds",
    "failureThreshold",
  ]) {
    probe.field(seconds).notNegative();
  }
  const successes = probe.field("successThreshold");
  if (
    name !== "readinessProbe" &&
    successes.isPresent &&
    successes.number !== 1 &&
    successes.number !== 0
  ) {
    successes.invalid("must be 1");
  }
}

/** A probe or hook does exactly one thing. */
function checkHandler(handler: Field, kinds: readonly string[]): void {
  if (!handler.object) return;
  const given = kinds.filter((kind) => handler.field(kind).isPresent);
  if (given.length === 0) handler.missing("must specify a handler type");
  for (const extra of given.slice(1)) {
    handler.field(extra).forbidden("may not specify more than 1 handler type");
  }
  for (const kind of given) {
    const port = handler.at(kind, "port");
    port.between(...PORT_RANGE);
    port.matches(portName);
    if (kind === "exec") handler.at("exec", "command").require();
    else if (kind !== "sleep" && !port.isPresent)
      port.invalid("must be between 1 and 65535, inclusive", 0);
  }
}

function checkSecurity(context: Field): void {
  context.field("runAsUser").notNegative();
  context.field("runAsGroup").notNegative();
  const escalation = context.field("allowPrivilegeEscalation");
  if (escalation.value !== false) return;
  if (context.field("privileged").value === true) {
    context.invalid("cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
  }
  const added = context.at("capabilities", "add").items();
  if (added.some(({ text }) => text === "CAP_SYS_ADMIN")) {
    context.invalid(
      "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN",
    );
  }
}
