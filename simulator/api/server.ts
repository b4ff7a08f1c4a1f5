import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { LOCAL_ACCOUNT, partitionOf } from "../aws/configuration";
import type { Faults } from "../faults";
import type { World } from "../world";
import type { ApiRequest, ApiResponse, ApiService, Around } from "./service";

/** What the API shares with the providers of a local cloud. */
export interface ApiContext {
  world: World;
  faults: Faults;
}

/** An API that serves. */
export interface RunningApi {
  /** `http://127.0.0.1:40123`, for `AWS_ENDPOINT_URL`. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Serves AWS APIs on loopback: the AWS SDKs reach it with `AWS_ENDPOINT_URL`. Which service a
 * request is for, and in which Region, is in its signature, as at any endpoint that stands for all
 * of AWS. Nothing but that is read of the signature.
 */
export async function serveApi(
  services: readonly ApiService[],
  context: ApiContext,
): Promise<RunningApi> {
  const byName = new Map(services.map((service) => [service.signingName, service]));
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, byName, context).then(
      (response) => send(outgoing, response),
      (error: unknown) => send(outgoing, refusal(500, String(error))),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  incoming: IncomingMessage,
  services: ReadonlyMap<string, ApiService>,
  { world, faults }: ApiContext,
): Promise<ApiResponse> {
  const { request, signingName } = await read(incoming);
  const service = services.get(signingName);
  if (!service) {
    const known = [...services.keys()].join(", ");
    return refusal(501, `The local cloud answers no calls of "${signingName}", only: ${known}.`);
  }
  const { region } = request;
  const session = {
    region,
    account: LOCAL_ACCOUNT,
    partition: partitionOf(region),
    defaultTags: {},
  };
  const around: Around = ({ service: name, operation }, work) =>
    faults.around({ type: `${name}:${operation}`, name: "", operation: "invoke" }, async () => {
      try {
        return await work();
      } finally {
        if (changes(operation)) await world.commit();
      }
    });
  return service.answer(request, { world, session }, around);
}

/** AWS names its operations so that those which only look can be told. */
function changes(operation: string): boolean {
  return !/^(Describe|List|Get|Head|Query|Scan)/.test(operation);
}

async function read(
  incoming: IncomingMessage,
): Promise<{ request: ApiRequest; signingName: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  // Credential=<key>/<day>/<Region>/<service>/aws4_request
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers["authorization"] ?? "");
  const [, region = "us-east-1", signingName = ""] = scope ?? [];
  const { method = "GET", url: path = "/" } = incoming;
  return { request: { region, method, path, headers, body: Buffer.concat(chunks) }, signingName };
}

function refusal(status: number, message: string): ApiResponse {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ __type: "NotImplemented", Message: message, message }),
  };
}

function send(outgoing: ServerResponse, { status, headers, body }: ApiResponse): void {
  outgoing.writeHead(status, headers).end(body);
}
