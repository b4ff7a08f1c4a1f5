import { awsDomains, isWithin, parseDomainName } from "../endpoint-dns/domain-names";
import { InputError, pathTo } from "../errors";
import type { NamespaceKind, NamespacePlan } from "./plan";
import { checkService } from "./service";

/** The domain that a cluster's own DNS resolves; queries for it never reach a hosted zone. */
const clusterDomain = "cluster.local";

/**
 * Checks a namespace with its services and instances.
 * Source: Cloud Map API, `CreatePrivateDnsNamespace`, `CreatePublicDnsNamespace`,
 * `CreateHttpNamespace`, `CreateService`, `RegisterInstance`.
 *
 * @throws InputError for the first property that Cloud Map refuses or that cannot be discovered.
 */
export function checkNamespace(plan: NamespacePlan, argument: string): void {
  const { kind, name, services } = plan;
  if (kind === "http") requireHttpName(name, pathTo(argument, "namespaceName"));
  else requireDnsName(name, kind, pathTo(argument, "namespaceName"));
  services.forEach((service, index) => {
    const at = pathTo(argument, `services[${index}]`);
    checkService(service, plan, at);
    const twin = services.slice(0, index).find((other) => isSame(other.name, service.name, kind));
    if (!twin) return;
    throw new InputError({
      argument: `${at}.name`,
      value: service.name,
      rule:
        twin.name === service.name
          ? "is the name of another service"
          : `differs from ${twin.name} by case only, which DNS does not tell apart`,
      fix: "Name every service differently.",
    });
  });
}

function isSame(a: string, b: string, kind: NamespaceKind): boolean {
  return kind === "http" ? a === b : a.toLowerCase() === b.toLowerCase();
}

function requireHttpName(name: string, argument: string): void {
  if (/^(?!arn:)[!-~]{1,1024}$/.test(name)) return;
  throw new InputError({
    argument,
    value: name,
    rule: "is not a name that Cloud Map takes",
    fix: "Use 1 to 1024 letters, digits and punctuation without spaces, not beginning with arn:.",
  });
}

function requireDnsName(name: string, kind: NamespaceKind, argument: string): void {
  const domain = parseDomainName(name, argument);
  if (kind === "public" && !/^([a-z0-9-]+\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/.test(domain)) {
    throw new InputError({
      argument,
      value: name,
      rule: "is not a domain that the public DNS can delegate",
      fix: "Give a domain that you own, for example play.example.com.",
    });
  }
  if (isWithin(domain, clusterDomain)) {
    throw new InputError({
      argument,
      value: name,
      rule: `is in ${clusterDomain}, which the cluster's own DNS answers for`,
      fix: "Choose another name, for example games.internal.",
    });
  }
  const aws = awsDomains.find((known) => isWithin(domain, known) || isWithin(known, domain));
  if (aws === undefined) return;
  throw new InputError({
    argument,
    value: name,
    rule: `hides names of AWS services, in ${aws}, from the VPC`,
    fix: "Choose a name of your own, for example games.internal.",
  });
}
