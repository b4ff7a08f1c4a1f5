import { InputError } from "../errors";
import { didYouMean } from "../suggest";

/** Health of the requested instances, for services with a health check. */
export const healthFilters = ["HEALTHY", "UNHEALTHY", "ALL", "HEALTHY_OR_ELSE_ALL"] as const;

/** See {@link healthFilters}. */
export type HealthFilter = (typeof healthFilters)[number];

/** A query for instances in Cloud Map. */
export interface DiscoveryQuery {
  /** Name of the namespace: `games.internal`. */
  namespace: string;
  /** Name of the service: `frontend`. */
  service: string;
  /** Attributes that instances must have. @default none */
  query?: Readonly<Record<string, string>>;
  /** Preferred attributes, which are ignored if no instance has all of them. @default none */
  optional?: Readonly<Record<string, string>>;
  /** @default "HEALTHY" */
  health?: HealthFilter;
  /** Instances at most, 1 to 1000. @default 1000 */
  limit?: number;
}

/** Input of the API operation `DiscoverInstances`. */
export interface DiscoverInstancesInput {
  NamespaceName: string;
  ServiceName: string;
  QueryParameters?: Record<string, string>;
  OptionalParameters?: Record<string, string>;
  HealthStatus: HealthFilter;
  MaxResults: number;
}

/** An instance that was found. */
export interface DiscoveredInstance {
  id: string;
  /** `HEALTHY`, `UNHEALTHY`, or `UNKNOWN` for services without a health check. */
  health: string;
  attributes: Record<string, string>;
}

/** Largest number of instances that one call returns. */
const maxResults = 1000;

/**
 * The API call for a query.
 *
 * @throws InputError for names, a health filter or a limit that Cloud Map refuses.
 * @example
 * discoverInstances({ namespace: "games.internal", service: "frontend", query: { version: "1.0" } });
 */
export function discoverInstances(wanted: DiscoveryQuery): DiscoverInstancesInput {
  const { namespace, service, query = {}, optional = {}, health = "HEALTHY" } = wanted;
  const { limit = maxResults } = wanted;
  requireText("namespace", namespace, "games.internal");
  requireText("service", service, "frontend");
  if (!healthFilters.includes(health)) {
    throw new InputError({
      argument: "health",
      value: health,
      rule: "is not a health that can be asked for",
      fix: didYouMean(health, healthFilters),
    });
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > maxResults) {
    throw new InputError({
      argument: "limit",
      value: limit,
      rule: "is not a number of instances that one call can give",
      fix: `Give 1 to ${maxResults}.`,
    });
  }
  return {
    NamespaceName: namespace,
    ServiceName: service,
    ...(Object.keys(query).length > 0 && { QueryParameters: { ...query } }),
    ...(Object.keys(optional).length > 0 && { OptionalParameters: { ...optional } }),
    HealthStatus: health,
    MaxResults: limit,
  };
}

/** The used part of the API's response. */
export interface DiscoverInstancesOutput {
  Instances?:
    | { InstanceId?: string; HealthStatus?: string; Attributes?: Record<string, string> }[]
    | undefined;
}

/** The instances of a response, sorted by id. */
export function discoveredInstances({
  Instances = [],
}: DiscoverInstancesOutput): DiscoveredInstance[] {
  return Instances.map(({ InstanceId = "", HealthStatus = "UNKNOWN", Attributes = {} }) => ({
    id: InstanceId,
    health: HealthStatus,
    attributes: Attributes,
  })).sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
}

/**
 * Parses attributes in the form `key=value`, separated by commas. A value may contain `=`; a value
 * that contains a comma must be in double quotes.
 *
 * @throws InputError for a part without `=`, and for a key that occurs twice.
 * @example parseAttributes("version=1.0,active=yes", "--query"); // { version: "1.0", active: "yes" }
 */
export function parseAttributes(text: string, argument: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const part of text.match(/([^,"]|"[^"]*"?)+/g) ?? []) {
    const [, key, value] = /^\s*([^=\s]+)=(.*)$/.exec(part) ?? [];
    if (key === undefined || value === undefined) {
      throw new InputError({
        argument,
        value: part,
        rule: "is not an attribute with a value",
        fix: "Write key=value, with commas between: version=1.0,active=yes.",
      });
    }
    if (key in attributes) {
      throw new InputError({
        argument,
        value: part,
        rule: `asks a second time for ${key}, and an instance has one value of it`,
        fix: "Give every key once.",
      });
    }
    attributes[key] = value.replace(/^"(.*)"$/, "$1");
  }
  return attributes;
}

function requireText(argument: string, value: string, example: string): void {
  if (/^[!-~]{1,1024}$/.test(value)) return;
  throw new InputError({
    argument,
    value,
    rule: "is not a name in Cloud Map",
    fix: `Give for example ${example}.`,
  });
}
