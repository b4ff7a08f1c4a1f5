import {
  DiscoverInstancesCommand,
  NamespaceNotFound,
  ServiceNotFound,
  type ServiceDiscoveryClient,
} from "@aws-sdk/client-servicediscovery";
import {
  discoveredInstances,
  discoverInstances,
  parseAttributes,
  type HealthFilter,
} from "../../model/cloud-map/discovery";
import { InputError } from "../../model/errors";

/** The properties of a request to a function URL that are read. */
export interface DiscoverRequest {
  /** `service`; `query` and `optional` as `version=1.0,active=yes`; `health`; `limit`. */
  queryStringParameters?: Readonly<Record<string, string | undefined>>;
}

/** The answer of a function URL. */
export interface DiscoverResponse {
  statusCode: number;
  headers: Record<string, string>;
  /** `{ "instances": [{ "id", "health", "attributes" }] }`, or a `message` with the error. */
  body: string;
}

/**
 * Answers over HTTP with the instances of a service that have the given attributes.
 *
 * @param namespace Name of the only namespace that it reads.
 */
export function discovery(
  client: ServiceDiscoveryClient,
  namespace: string,
): (request: DiscoverRequest) => Promise<DiscoverResponse> {
  return async ({ queryStringParameters = {} }) => {
    try {
      const request = new DiscoverInstancesCommand(requestOf(namespace, queryStringParameters));
      return respond(200, { instances: discoveredInstances(await client.send(request)) });
    } catch (error) {
      if (error instanceof InputError) return respond(400, { message: error.message });
      const isAbsent = error instanceof ServiceNotFound || error instanceof NamespaceNotFound;
      if (!isAbsent) throw error;
      const { service = "" } = queryStringParameters;
      return respond(404, { message: `The service ${service} does not exist in ${namespace}.` });
    }
  };
}

function requestOf(
  namespace: string,
  { service = "", query = "", optional = "", health, limit }: Record<string, string | undefined>,
) {
  return discoverInstances({
    namespace,
    service,
    query: parseAttributes(query, "query"),
    optional: parseAttributes(optional, "optional"),
    ...(health !== undefined && { health: health as HealthFilter }),
    ...(limit !== undefined && { limit: Number(limit) }),
  });
}

function respond(statusCode: number, body: object): DiscoverResponse {
  return {
    statusCode,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}
