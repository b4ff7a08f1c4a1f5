import { InputError } from "../errors";
import { checkInstance } from "./instance";
import type { Home, ServiceDnsPlan, ServicePlan } from "./plan";

/** @throws InputError for the first property that Cloud Map refuses. See `checkNamespace`. */
export function checkService(service: ServicePlan, home: Home, argument: string): void {
  const { name, dns, instances } = service;
  const label = "([a-zA-Z0-9_][a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])";
  if (!new RegExp(`^(?=.{1,127}$)${label}(\\.${label})*$`).test(name)) {
    throw new InputError({
      argument: `${argument}.name`,
      value: name,
      rule: "is not a name that Cloud Map takes",
      fix: "Use labels of up to 63 letters, digits, '-' and '_' with dots between, 127 in all.",
    });
  }
  if (dns) checkDns(dns, home, `${argument}.dns`);
  checkHealth(service, home, argument);
  instances.forEach((instance, index) => {
    const at = `${argument}.instances[${index}]`;
    checkInstance(instance, service, home, at);
    if (instances.findIndex(({ id }) => id === instance.id) === index) return;
    throw new InputError({
      argument: `${at}.id`,
      value: instance.id,
      rule: "is the id of another instance of the service, which it would replace",
      fix: "Give every instance a different id.",
    });
  });
}

function checkDns({ records, routing }: ServiceDnsPlan, { kind }: Home, argument: string): void {
  if (kind === "http") {
    throw new InputError({
      argument,
      value: { records, ...(routing && { routing }) },
      rule: "is for DNS, and an HTTP namespace has none",
      fix: 'Leave it out, or choose the kind "private" or "public".',
    });
  }
  const types = records.map(({ type }) => type).sort();
  if (!["A", "A,AAAA", "AAAA", "CNAME", "SRV"].includes(types.join())) {
    throw new InputError({
      argument: `${argument}.records`,
      value: types,
      rule: "are not records that a service can have together",
      fix: "Choose A, AAAA, A and AAAA, SRV, or CNAME.",
    });
  }
  records.forEach(({ ttl }, index) => {
    if (Number.isInteger(ttl) && ttl >= 0 && ttl <= 2147483647) return;
    throw new InputError({
      argument: `${argument}.records[${index}].ttl`,
      value: ttl,
      rule: "is not a valid time to live of DNS records",
      fix: "Give 0 to 2147483647; 60 lets clients see changes within a minute.",
    });
  });
  if (!types.includes("CNAME") || routing === "WEIGHTED") return;
  throw new InputError({
    argument: `${argument}.routing`,
    value: routing,
    rule: "cannot be with CNAME records: a name has one of them",
    fix: "Choose WEIGHTED.",
  });
}

function checkHealth(service: ServicePlan, { kind }: Home, argument: string): void {
  const { healthCheck, customHealthCheck = false, dns } = service;
  if (!healthCheck) return;
  const at = `${argument}.healthCheck`;
  const { type, path, failureThreshold } = healthCheck;
  const refuse = (name: string, value: unknown, rule: string, fix: string): never => {
    throw new InputError({ argument: at + name, value, rule, fix });
  };
  if (kind === "private") {
    const rule =
      "comes from the internet, and a private namespace is for what is not reached from there";
    refuse(
      "",
      healthCheck,
      rule,
      "Use customHealthCheck, and report health from inside of the VPC.",
    );
  }
  if (customHealthCheck) {
    const rule = "is given with customHealthCheck, and Cloud Map takes one of the two";
    refuse("", healthCheck, rule, "Leave one of them out.");
  }
  if (dns?.records.some((record) => record.type === "CNAME")) {
    const rule = "cannot be of a service with CNAME records";
    refuse("", healthCheck, rule, "Choose A or AAAA records, or leave the check out.");
  }
  if (type === "TCP" && path !== undefined) {
    refuse(".path", path, "is for HTTP and HTTPS checks", "Leave it out, or choose another type.");
  }
  if (path !== undefined && !/^\/\S{0,254}$/.test(path)) {
    refuse(".path", path, "is not a path of up to 255 characters", "Begin it with a slash.");
  }
  if (failureThreshold === undefined || isThreshold(failureThreshold)) return;
  refuse(".failureThreshold", failureThreshold, "is not a number of checks", "Give 1 to 10.");
}

function isThreshold(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= 10;
}
