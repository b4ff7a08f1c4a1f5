import type { Resource } from "../../frame/resource";
import type { PropertiesOf } from "../../frame/inputs";

/** The settings of ExternalDNS. */
export interface ExternalDns {
  /** `aws-sd`, `aws` */
  provider: string | undefined;
  /** The kind of zones and namespaces that it uses: `private`, `public`, or both if not set. */
  zoneType: string | undefined;
  /** The domains that it is limited to; all domains if empty. */
  domains: readonly string[];
  /** The property that contains its arguments. */
  path: string;
}

/** The ExternalDNS that a resource installs, or undefined if it installs something else. */
export function externalDnsOf(
  resource: Resource<"kubernetes:helm.sh/v3:Release" | "kubernetes:apps/v1:Deployment">,
): ExternalDns | undefined {
  return resource.type === "kubernetes:helm.sh/v3:Release"
    ? ofRelease(resource.props)
    : ofDeployment(resource.props);
}

interface ChartValues {
  provider?: string | { name?: string };
  domainFilters?: readonly string[];
  extraArgs?: readonly string[] | Readonly<Record<string, string>>;
  /** A value of Bitnami's chart. */
  aws?: { zoneType?: string };
}

/** The charts of kubernetes-sigs and of Bitnami. */
function ofRelease({
  chart,
  values,
}: PropertiesOf<"kubernetes:helm.sh/v3:Release">): ExternalDns | undefined {
  if (!/(^|\/)external-dns$/.test(chart)) return undefined;
  const { provider, domainFilters = [], extraArgs = [], aws } = (values ?? {}) as ChartValues;
  const args = Array.isArray(extraArgs)
    ? (extraArgs as string[])
    : Object.entries(extraArgs).map(([key, value]) => `--${key}=${value}`);
  return {
    provider: typeof provider === "object" ? provider.name : provider,
    zoneType: valuesOf(args, "aws-zone-type")[0] ?? (aws?.zoneType || undefined),
    domains: [...domainFilters, ...valuesOf(args, "domain-filter")],
    path: "values.extraArgs",
  };
}

function ofDeployment({
  spec,
}: PropertiesOf<"kubernetes:apps/v1:Deployment">): ExternalDns | undefined {
  const containers = spec?.template.spec?.containers ?? [];
  const at = containers.findIndex(({ image = "" }) => /(^|\/)external-dns(:|@|$)/.test(image));
  if (at < 0) return undefined;
  const args = containers[at]?.args ?? [];
  return {
    provider: valuesOf(args, "provider")[0],
    zoneType: valuesOf(args, "aws-zone-type")[0],
    domains: valuesOf(args, "domain-filter"),
    path: `spec.template.spec.containers[${at}].args`,
  };
}

/** The values of a flag among arguments, without empty ones. */
function valuesOf(args: readonly string[], flag: string): string[] {
  const begin = `--${flag}=`;
  return args
    .filter((arg) => arg.startsWith(begin) && arg.length > begin.length)
    .map((arg) => arg.slice(begin.length));
}
