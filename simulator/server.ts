import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { CloudError, NotReadyError, SimulatorError } from "./errors";
import type { Faults, Operation } from "./faults";
import type { JournalCall } from "./journal";
import {
  autonamingOf,
  DescribedError,
  diffResponse,
  errorResponse,
  failureMessage,
  refOf,
} from "./protocol";
import type { Provider, ResourceRef, ResourceState } from "./provider";
import {
  decode,
  encode,
  filledIn,
  keepSecret,
  markDefaults,
  markedDefaults,
  type Marked,
  type Properties,
} from "./values";
import type { World } from "./world";

/** What every provider of one local cloud shares. */
export interface ServerContext {
  world: World;
  faults: Faults;
  /** Where remote components are constructed; the providers of components only. */
  components?: grpc.UntypedServiceImplementation;
}

/** A provider that serves; `port` is what the engine attaches to. */
export interface RunningServer {
  port: number;
  stop(): void;
}

const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Serves a provider on loopback in the protocol that the engine speaks to plugins. */
export function serve<Session>(
  provider: Provider<Session>,
  context: ServerContext,
): Promise<RunningServer> {
  return listen({
    ...lifecycleMethods(provider),
    ...noting(context.world, resourceMethods(provider, context)),
    ...context.components,
  });
}

/** The same methods; their calls are what goes on in the world. */
function noting(
  { activity }: World,
  methods: grpc.UntypedServiceImplementation,
): grpc.UntypedServiceImplementation {
  const noted = ([name, method]: [string, grpc.UntypedHandleCall]) => {
    const handle = method as grpc.handleUnaryCall<unknown, unknown>;
    const around: typeof handle = (call, callback) => {
      activity.note();
      handle(call, callback);
    };
    return [name, around] as const;
  };
  return Object.fromEntries(Object.entries(methods).map(noted));
}

/** Serves methods of a provider on loopback. */
export async function listen(methods: grpc.UntypedServiceImplementation): Promise<RunningServer> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": MAX_MESSAGE_BYTES });
  server.addService(ResourceProviderService, methods);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, stop: () => server.forceShutdown() };
}

function lifecycleMethods<Session>(provider: Provider<Session>): grpc.UntypedServiceImplementation {
  return {
    getPluginInfo: unary<Empty, PluginInfo>(() => {
      const info = new PluginInfo();
      info.setVersion(provider.version);
      return info;
    }),
    getSchema: unary<pb.GetSchemaRequest, pb.GetSchemaResponse>(() => {
      throw new SimulatorError(
        "The local cloud has no Pulumi schema. Use the published package's.",
      );
    }),
    attach: unary<unknown, Empty>(() => new Empty()),
    cancel: unary<Empty, Empty>(() => new Empty()),
    checkConfig: unary<pb.CheckRequest, pb.CheckResponse>((request) => {
      const response = new pb.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    diffConfig: unary<pb.DiffRequest, pb.DiffResponse>((request) =>
      diffResponse(
        provider.diffConfig(configOf(request.getOldInputs()), configOf(request.getNews())),
      ),
    ),
  };
}

function resourceMethods<Session>(
  provider: Provider<Session>,
  { world, faults }: ServerContext,
): grpc.UntypedServiceImplementation {
  // Each provider instance of the engine keeps a connection of its own.
  const instances = new Map<string, { session: Session; reference: string }>();

  const instanceOf = (peer: string) => {
    const instance = instances.get(peer);
    if (instance) return instance;
    throw new SimulatorError(`${provider.name} was called before it was configured.`);
  };
  const sessionOf = (peer: string): Session => instanceOf(peer).session;

  /** Runs a creation or update and notes in the journal what the engine is to know of it. */
  const noted = async (
    call: Omit<JournalCall, "provider" | "secretInputs">,
    peer: string,
    inputs: Marked,
    work: () => ResourceState | Promise<ResourceState>,
  ): Promise<ResourceState> => {
    const { reference } = instanceOf(peer);
    const known = { ...call, provider: reference, secretInputs: inputs.secrets };
    const record = world.journal.begin(known);
    const end = (state: ResourceState) => record.end(state.id, keepSecret(state, inputs).secrets);
    try {
      const state = await work();
      end(state);
      return state;
    } catch (error) {
      if (error instanceof NotReadyError) end(error.state);
      else record.cancel();
      throw error;
    }
  };

  /** Runs what changes the world, and answers only once that is on disk. */
  const change = <T>(
    ref: ResourceRef,
    operation: Operation,
    work: () => T | Promise<T>,
  ): Promise<T> =>
    describing(provider, operation, ref.type, () => {
      // A call that is made slow has yet to do what others may wait for.
      const begun = world.activity.begin();
      return faults
        .around({ ...ref, operation }, async () => {
          begun();
          try {
            return await work();
          } finally {
            await world.commit();
          }
        })
        .finally(begun);
    });

  return {
    configure: unary<pb.ConfigureRequest, pb.ConfigureResponse>((request, peer) => {
      const session = provider.configure(configOf(request.getArgs()));
      instances.set(peer, { session, reference: `${request.getUrn()}::${request.getId()}` });
      const response = new pb.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      response.setAcceptresources(false);
      response.setAcceptoutputs(false);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),

    check: unary<pb.CheckRequest, pb.CheckResponse>((request, peer) => {
      const news = decode(request.getNews());
      const result = provider.check(sessionOf(peer), {
        ...refOf(request),
        olds: decode(request.getOlds()).values,
        news: news.values,
        secrets: news.secrets,
        oldDefaults: filledIn(request.getOlds()),
        autonaming: autonamingOf(request),
        seed: request.getRandomseed_asU8(),
      });
      const response = new pb.CheckResponse();
      response.setInputs(
        encode({
          values: result.defaults ? markDefaults(result.inputs, result.defaults) : result.inputs,
          secrets: [...news.secrets, ...(result.secrets ?? [])],
        }),
      );
      response.setFailuresList(result.failures.map(failureMessage));
      return response;
    }),

    diff: unary<pb.DiffRequest, pb.DiffResponse>((request, peer) => {
      const result = provider.diff(sessionOf(peer), {
        ...refOf(request),
        id: request.getId(),
        oldInputs: decode(request.getOldInputs()).values,
        oldOutputs: decode(request.getOlds()).values,
        news: decode(request.getNews()).values,
        newDefaults: filledIn(request.getNews()),
      });
      return diffResponse(result);
    }),

    create: unary<pb.CreateRequest, pb.CreateResponse>(async (request, peer) => {
      const inputs = decode(request.getProperties());
      const preview = request.getPreview();
      const create = { ...refOf(request), inputs: inputs.values, preview };
      const work = () => provider.create(sessionOf(peer), create);
      const call = {
        operation: "create" as const,
        urn: create.urn,
        defaults: markedDefaults(request.getProperties()),
      };
      const state = preview
        ? await describing(provider, "create", create.type, work)
        : await change(create, "create", () => noted(call, peer, inputs, work));
      const response = new pb.CreateResponse();
      response.setId(preview ? "" : state.id);
      response.setProperties(encode(keepSecret(state, inputs)));
      return response;
    }, decodeProperties),

    read: unary<pb.ReadRequest, pb.ReadResponse>(async (request, peer) => {
      const known = decode(request.getInputs());
      const defaults = filledIn(request.getInputs());
      const read = {
        ...refOf(request),
        id: request.getId(),
        inputs: known.values,
        outputs: decode(request.getProperties()).values,
      };
      const state = await describing(provider, "read", read.type, () =>
        faults.around({ ...read, operation: "read" }, () =>
          Promise.resolve(provider.read(sessionOf(peer), read)),
        ),
      );
      const response = new pb.ReadResponse();
      if (!state) return response;
      response.setId(state.id);
      response.setProperties(encode(keepSecret(state, known)));
      // Without the marks, a name that was made up would look given, and the next one would differ.
      const inputs = defaults.length > 0 ? markDefaults(state.inputs, defaults) : state.inputs;
      response.setInputs(encode(keepSecret({ values: inputs, secrets: known.secrets }, state)));
      return response;
    }),

    update: unary<pb.UpdateRequest, pb.UpdateResponse>(async (request, peer) => {
      const news = decode(request.getNews());
      const update = {
        ...refOf(request),
        id: request.getId(),
        inputs: decode(request.getOldInputs()).values,
        outputs: decode(request.getOlds()).values,
        news: news.values,
        preview: request.getPreview(),
      };
      const work = () => provider.update(sessionOf(peer), update);
      const call = {
        operation: "update" as const,
        urn: update.urn,
        id: update.id,
        defaults: markedDefaults(request.getNews()),
      };
      const state = update.preview
        ? await describing(provider, "update", update.type, work)
        : await change(update, "update", () => noted(call, peer, news, work));
      const response = new pb.UpdateResponse();
      response.setProperties(encode(keepSecret(state, news)));
      return response;
    }, decodeNews),

    delete: unary<pb.DeleteRequest, Empty>(async (request, peer) => {
      const existing = {
        ...refOf(request),
        id: request.getId(),
        inputs: decode(request.getOldInputs()).values,
        outputs: decode(request.getProperties()).values,
      };
      await change(existing, "delete", async () => {
        await provider.delete(sessionOf(peer), existing);
        const { urn, id } = existing;
        const { reference } = instanceOf(peer);
        const call = { operation: "delete" as const, urn, id, provider: reference };
        world.journal.begin({ ...call, secretInputs: [] }).end(id);
      });
      return new Empty();
    }),

    invoke: unary<pb.InvokeRequest, pb.InvokeResponse>(async (request, peer) => {
      const token = request.getTok();
      const result = await describing(provider, "invoke", token, () =>
        faults.around({ type: token, name: "", operation: "invoke" }, () =>
          Promise.resolve(
            provider.invoke(sessionOf(peer), token, decode(request.getArgs()).values),
          ),
        ),
      );
      const response = new pb.InvokeResponse();
      response.setReturn(encode(result));
      return response;
    }),
  };
}

const decodeProperties = (request: pb.CreateRequest) => decode(request.getProperties());
const decodeNews = (request: pb.UpdateRequest) => decode(request.getNews());

/** @param inputsOf where a call's inputs are, when what it made may exist although it failed */
function unary<Request, Response>(
  answer: (request: Request, peer: string) => Response | Promise<Response>,
  inputsOf?: (request: Request) => Marked,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    void (async () => answer(call.request, call.getPeer()))().then(
      (response) => callback(null, response),
      (error: Error) => callback(errorResponse(error, inputsOf?.(call.request))),
    );
  };
}

async function describing<T>(
  provider: Pick<Provider<never>, "describeError">,
  operation: Operation,
  type: string,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    throw new DescribedError(provider.describeError(error, operation, type));
  }
}

function configOf(struct: Parameters<typeof decode>[0]): Properties {
  return decode(struct).values;
}
