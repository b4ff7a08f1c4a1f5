import { containsAddress, parseCidr4 } from "../network/cidr";
import { InputError } from "../errors";
import { privateRanges } from "../network/vpc-cidrs";
import { checkAttributes } from "./attributes";
import type { Home, InstancePlan, ServiceTerms } from "./plan";

/** @throws InputError for the first property that Cloud Map refuses. See `checkNamespace`. */
export function checkInstance(
  instance: InstancePlan,
  service: ServiceTerms,
  home: Home,
  argument: string,
): void {
  const { id, attributes } = instance;
  const at = `${argument}.attributes`;
  if (!/^[0-9a-zA-Z_/:.@-]{1,64}$/.test(id)) {
    throw new InputError({
      argument: `${argument}.id`,
      value: id,
      rule: "is not an id that Cloud Map takes",
      fix: "Use 1 to 64 letters, digits and _ / : . @ -",
    });
  }
  checkAttributes(attributes, at);
  const problem = problems(attributes, service, home).find((one) => one !== false);
  if (!problem) return;
  const { key, rule, fix } = problem;
  throw new InputError({ argument: `${at}.${key}`, value: attributes[key], rule, fix });
}

/** Values of attributes that a service may need. */
const examples: Readonly<Record<string, string>> = {
  AWS_INSTANCE_IPV4: "10.0.12.7",
  AWS_INSTANCE_IPV6: "2001:db8::7",
  AWS_INSTANCE_CNAME: "api.example.com",
  AWS_INSTANCE_PORT: "8080",
};

interface Problem {
  key: string;
  rule: string;
  fix: string;
}

/** Violations of the service's requirements and of the rules between attributes. */
function problems(
  attributes: InstancePlan["attributes"],
  { dns, healthCheck, customHealthCheck = false }: ServiceTerms,
  { kind }: Home,
): (Problem | false)[] {
  const has = (key: string) => key in attributes;
  const types = dns?.records.map(({ type }) => type) ?? [];
  const alias = has("AWS_ALIAS_DNS_NAME");
  const ec2 = has("AWS_EC2_INSTANCE_ID");
  const others = Object.keys(attributes).filter((key) => key.startsWith("AWS_INSTANCE_"));
  const missing = (key: string, when: boolean, why: string): Problem | false =>
    when &&
    !has(key) && { key, rule: `is missing: ${why}`, fix: `Give for example ${examples[key]}.` };
  const address4 = attributes["AWS_INSTANCE_IPV4"];
  return [
    ec2 &&
      kind !== "http" && {
        key: "AWS_EC2_INSTANCE_ID",
        rule: "is for HTTP namespaces only",
        fix: "Give the address of the instance, AWS_INSTANCE_IPV4.",
      },
    ec2 &&
      Object.keys(attributes).some((key) => !/EC2_INSTANCE_ID|INIT_HEALTH/.test(key)) && {
        key: "AWS_EC2_INSTANCE_ID",
        rule: "stands for itself: Cloud Map takes no other attribute but AWS_INIT_HEALTH_STATUS with it",
        fix: "Leave the others out, or give AWS_INSTANCE_IPV4 instead.",
      },
    alias &&
      others.length > 0 && {
        key: "AWS_ALIAS_DNS_NAME",
        rule: `cannot be with ${others.join(", ")}`,
        fix: "Give the load balancer's name alone.",
      },
    alias &&
      !types.some((type) => type === "A" || type === "AAAA") && {
        key: "AWS_ALIAS_DNS_NAME",
        rule: "needs an A or AAAA record in the service",
        fix: "Give the service one, or leave the alias out.",
      },
    alias &&
      dns?.routing !== "WEIGHTED" && {
        key: "AWS_ALIAS_DNS_NAME",
        rule: "needs the routing WEIGHTED in the service",
        fix: "Choose it, or leave the alias out.",
      },
    missing("AWS_INSTANCE_IPV4", types.includes("A") && !alias, "the service has A records"),
    missing("AWS_INSTANCE_IPV6", types.includes("AAAA") && !alias, "the service has AAAA records"),
    missing("AWS_INSTANCE_CNAME", types.includes("CNAME"), "the service has CNAME records"),
    missing("AWS_INSTANCE_PORT", types.includes("SRV"), "the service has SRV records"),
    missing(
      "AWS_INSTANCE_IPV4",
      types.includes("SRV") && !has("AWS_INSTANCE_IPV6"),
      "the service has SRV records, whose hosts need an address",
    ),
    missing("AWS_INSTANCE_PORT", healthCheck !== undefined && !alias, "Route 53 checks it"),
    has("AWS_INIT_HEALTH_STATUS") &&
      !customHealthCheck && {
        key: "AWS_INIT_HEALTH_STATUS",
        rule: "is for services with customHealthCheck",
        fix: "Turn it on, or leave the status out.",
      },
    healthCheck !== undefined &&
      address4 !== undefined &&
      privateRanges.some((range) => containsAddress(parseCidr4(range), address4)) && {
        key: "AWS_INSTANCE_IPV4",
        rule: "is private, and Route 53 checks health from the internet",
        fix: "Give a public address, or use customHealthCheck.",
      },
  ];
}
