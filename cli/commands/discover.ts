import { DiscoverInstancesCommand, ServiceDiscoveryClient } from "@aws-sdk/client-servicediscovery";
import { Command, Option } from "commander";
import {
  discoveredInstances,
  discoverInstances,
  healthFilters,
  parseAttributes,
  type DiscoverInstancesInput,
  type DiscoveredInstance,
  type HealthFilter,
} from "../../model/cloud-map/discovery";
import { InputError } from "../../model/errors";
import { wholeNumber } from "../numbers";
import type { Surroundings } from "../output";
import { table } from "../table";

interface Options {
  namespace: string;
  service: string;
  query: string;
  optional: string;
  health: HealthFilter;
  limit?: number;
  region?: string;
  endpointUrl?: string;
  json?: true;
}

/** `discover`: lists the instances of a Cloud Map service that have the given attributes. */
export function discoverCommand({ out }: Surroundings): Command {
  return new Command("discover")
    .description("finds instances of a service in AWS Cloud Map by their attributes")
    .requiredOption("--namespace <name>", "namespace, for example games.internal")
    .requiredOption("--service <name>", "service, for example frontend")
    .option("--query <attributes>", "attributes to have: version=1.0,active=yes", "")
    .option("--optional <attributes>", "attributes to prefer, where any instance has them", "")
    .addOption(
      new Option("--health <status>", "health to have").choices(healthFilters).default("HEALTHY"),
    )
    .option("--limit <number>", "instances at most, 1 to 1000 (default: 1000)", wholeNumber)
    .option("--region <name>", "AWS Region; otherwise the one of your AWS configuration")
    .option("--endpoint-url <url>", "address of another Cloud Map API than AWS'")
    .option("--json", "print the instances as JSON")
    .action(async (options: Options) => {
      const found = await discover(requestOf(options), options);
      if (options.json) return out(JSON.stringify(found, null, 2));
      out(found.length === 0 ? nothing(options) : tableOf(found));
    });
}

function requestOf({ namespace, service, query, optional, health, limit }: Options) {
  return discoverInstances({
    namespace,
    service,
    query: parseAttributes(query, "--query"),
    optional: parseAttributes(optional, "--optional"),
    health,
    ...(limit !== undefined && { limit }),
  });
}

async function discover(
  request: DiscoverInstancesInput,
  { region, endpointUrl }: Options,
): Promise<DiscoveredInstance[]> {
  const client = new ServiceDiscoveryClient({
    ...(region !== undefined && { region }),
    // The SDK adds a host prefix to this call, which only AWS itself serves.
    ...(endpointUrl !== undefined && { endpoint: endpointUrl, disableHostPrefix: true }),
  });
  try {
    return discoveredInstances(await client.send(new DiscoverInstancesCommand(request)));
  } catch (error) {
    throw explained(error, request, endpointUrl);
  } finally {
    client.destroy();
  }
}

/** Turns errors that the caller can correct into an InputError; throws all others unchanged. */
function explained(
  error: unknown,
  { NamespaceName, ServiceName }: DiscoverInstancesInput,
  endpointUrl: string | undefined,
): unknown {
  const { name, message, code = name } = error as NodeJS.ErrnoException;
  if (message === "Region is missing") {
    return new InputError({
      argument: "--region",
      value: undefined,
      rule: "is missing, and your AWS configuration names none",
      fix: "Give the Region of the namespace, for example us-east-1.",
    });
  }
  const unreachable = {
    argument: "--endpoint-url",
    value: endpointUrl,
    rule: `cannot be reached (${code})`,
    fix: "Check the address and the network.",
  };
  const problems: Record<string, ConstructorParameters<typeof InputError>[0]> = {
    NamespaceNotFound: {
      argument: "--namespace",
      value: NamespaceName,
      rule: "must be a namespace of this account and Region",
      fix: 'List the existing ones with "aws servicediscovery list-namespaces".',
    },
    ServiceNotFound: {
      argument: "--service",
      value: ServiceName,
      rule: `must be a service in ${NamespaceName}`,
      fix: 'List the existing ones with "aws servicediscovery list-services".',
    },
    ECONNREFUSED: unreachable,
    ENOTFOUND: unreachable,
    CredentialsProviderError: {
      argument: "AWS credentials",
      value: undefined,
      rule: `cannot be used: ${message}`,
      fix: 'Sign in, for example with "aws sso login".',
    },
  };
  const problem = problems[code];
  return problem ? new InputError(problem) : error;
}

function nothing({ namespace, service, query }: Options): string {
  const wanted = query === "" ? "" : ` with ${query}`;
  return `No instance of ${service} in ${namespace}${wanted} is there.`;
}

function tableOf(found: readonly DiscoveredInstance[]): string {
  return table(
    ["Instance", "Health", "Attributes"],
    found.map(({ id, health, attributes }) => [
      id,
      health,
      Object.entries(attributes)
        .map(([key, value]) => `${key}=${value}`)
        .sort()
        .join("\n"),
    ]),
  );
}
