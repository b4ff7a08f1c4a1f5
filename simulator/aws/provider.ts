import { changesAt, diff } from "../diff";
import { CloudError, NotReadyError, ProviderError, SimulatorError } from "../errors";
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DiffRequest,
  DiffResult,
  ExistingRequest,
  Provider,
  ReadResult,
  ResourceState,
  UpdateRequest,
} from "../provider";
import { patiently, QUIET_MS } from "../patience";
import type { ResourceData } from "../schema-file";
import type { Schemas } from "../schemas";
import { isObject, isUnknown, type Marked, type Properties, type Value } from "../values";
import type { Entry, World } from "../world";
import { configureAws } from "./configuration";
import { scopeOf, stableHex } from "./identity";
import { autoname, keepsGivenName, nameAtCreation } from "./naming";
import { completed, knownOutputs, plannedOutputs, plannedUpdate } from "./outputs";
import { requireReferences, requireUnused } from "./references";
import type { AwsCall, AwsFunction, AwsSession, Outputs, ResourceType } from "./resource";

/** Stands in for the plugin of @pulumi/aws. */
export class AwsProvider implements Provider<AwsSession> {
  readonly name = "aws";
  private readonly types: ReadonlyMap<string, ResourceType>;
  private readonly functions: ReadonlyMap<string, AwsFunction>;

  constructor(
    readonly version: string,
    private readonly world: World,
    private readonly schemas: Schemas,
    types: readonly ResourceType[],
    functions: readonly AwsFunction[],
    /** How long nothing has to change until what is missing never comes. */
    private readonly quietMs = QUIET_MS,
  ) {
    this.types = new Map(types.map((type) => [type.token, type]));
    this.functions = new Map(functions.map((described) => [described.token, described]));
  }

  configure(config: Properties): AwsSession {
    return configureAws(config);
  }

  diffConfig(olds: Properties, news: Properties): DiffResult {
    const changes = diff(olds, news).map((change) => ({ ...change, replace: false }));
    return { changes, deleteBeforeReplace: false };
  }

  check(session: AwsSession, request: CheckRequest): CheckResult {
    const type = this.type(request.type);
    const inputs = this.tagged(request.type, session, withoutNulls(request.news));
    const defaults = Object.entries((type.defaults ?? {}) as Properties);
    const filledIn: Properties = {
      ...Object.fromEntries(defaults.filter(([key]) => !(key in inputs))),
      ...autoname(type, inputs, request),
    };
    const checked = { ...inputs, ...filledIn };
    return {
      inputs: checked,
      failures: this.schemas.check(request.type, this.given(type, checked), request.secrets),
      defaults: Object.keys(filledIn),
    };
  }

  /** The inputs with the provider's default tags among theirs, as the real provider checks them. */
  private tagged(token: string, { defaultTags }: AwsSession, inputs: Properties): Properties {
    const { tags = {} } = inputs;
    const isTaggable = this.schemas.type(token).outputs.properties["tagsAll"] !== undefined;
    if (!isTaggable || !isObject(tags) || Object.keys(defaultTags).length === 0) return inputs;
    return { ...inputs, tags: { ...defaultTags, ...tags } };
  }

  diff(_session: AwsSession, request: DiffRequest): DiffResult {
    const type = this.type(request.type);
    const pointers = Object.keys(this.schemas.type(request.type).replaces);
    const { oldInputs, news } = request;
    const changes = diff(withoutEmpty(oldInputs), withoutEmpty(news)).map((change) => ({
      ...change,
      replace: pointers.some((pointer) => changesAt(pointer, change, request)),
    }));
    const replace = changes.some((change) => change.replace);
    return { changes, deleteBeforeReplace: replace && keepsGivenName(type, request) };
  }

  async create(session: AwsSession, request: CreateRequest): Promise<ResourceState> {
    const type = this.type(request.type);
    const data = this.schemas.type(request.type);
    const at = inRegionOf(session, request.inputs);
    const secrets = secretsOf(data);
    if (request.preview) {
      return { id: "", values: plannedOutputs(type, data, at, request.inputs), secrets };
    }
    const call = this.newCall(type, at, request);
    this.requireValid(type, call);
    const entry = this.store(type, call, request);
    type.afterCreate?.(call, entry.outputs);
    return this.ready(type, call, { id: entry.id, values: entry.outputs, secrets });
  }

  read(session: AwsSession, request: ExistingRequest): ReadResult | undefined {
    const type = this.type(request.type);
    const at = inRegionOf(session, request.inputs);
    const entry = this.world.get(scopeOf(at, type), type.token, request.id);
    if (!entry) return undefined;
    const secrets = secretsOf(this.schemas.type(request.type));
    return { id: entry.id, inputs: entry.inputs, values: entry.outputs, secrets };
  }

  async update(session: AwsSession, request: UpdateRequest): Promise<ResourceState> {
    const type = this.type(request.type);
    const data = this.schemas.type(request.type);
    const at = inRegionOf(session, request.news);
    const secrets = secretsOf(data);
    if (request.preview) {
      const values = plannedUpdate(type, data, at, request, request.news);
      return { id: request.id, values, secrets };
    }
    const previous = this.world.get(scopeOf(at, type), type.token, request.id);
    if (!previous) throw new ProviderError(`${type.noun} (${request.id}) not found`);
    const call = this.callOn(type, at, previous, { ...request, inputs: request.news });
    this.requireValid(type, { ...call, previous });
    const entry = this.store(type, { ...call, previous }, { ...request, inputs: request.news });
    type.afterUpdate?.({ ...call, previous }, entry.outputs);
    return this.ready(type, call, { id: entry.id, values: entry.outputs, secrets });
  }

  async delete(session: AwsSession, request: ExistingRequest): Promise<void> {
    const type = this.type(request.type);
    const place = inRegionOf(session, request.inputs);
    const mayGoYet = (error: unknown) =>
      error instanceof CloudError && type.retries?.includes(error.code) === true;
    await patiently(this.world, () => this.remove(type, place, request), mayGoYet, this.quietMs);
  }

  private remove(type: ResourceType, session: AwsSession, request: ExistingRequest): void {
    const entry = this.world.get(scopeOf(session, type), type.token, request.id);
    // What is gone already is what a deletion wants.
    if (!entry) return;
    const call = this.callOn(type, session, entry, { ...request, inputs: entry.inputs });
    type.beforeDelete?.(call);
    requireUnused(call, this.types.values(), entry);
    this.world.remove(entry);
    type.afterDelete?.(call);
  }

  invoke(session: AwsSession, token: string, args: Properties): Marked {
    const described = this.functions.get(token);
    if (!described) {
      throw new SimulatorError(
        `The local cloud does not know how the function ${token} behaves. Describe it in simulator/aws (CONTRIBUTING.md shows how).`,
      );
    }
    const given = withoutNulls(args);
    const [failure] = this.schemas.checkCall(token, given);
    if (failure) throw new ProviderError(`invoking ${token}: ${failure.reason}`);
    const at = inRegionOf(session, given);
    const values = described.answer({ world: this.world, session: at }, given);
    return { values: { ...given, ...values }, secrets: [] };
  }

  describeError(error: CloudError, operation: string, token: string): string {
    const described = this.functions.get(token);
    if (described) return error.describe(described.service, described.operation);
    const { operations, noun, service } = this.type(token);
    const { create, update = create, delete: remove } = operations;
    const { read = create.replace(/^Create/, "Describe") } = operations;
    const calls = { create, read, update, delete: remove };
    const verbs = {
      create: "creating",
      read: "reading",
      update: "updating",
      delete: "deleting",
    };
    const known = operation as keyof typeof calls;
    return `${verbs[known]} ${noun}: ${error.describe(service, calls[known])}`;
  }

  /** What the provider takes for given: an empty text or a value that stands for none is not. */
  private given(type: ResourceType, inputs: Properties): Properties {
    const { required = [] } = this.schemas.type(type.token).inputs;
    const none = (type.none ?? {}) as Properties;
    const entries = Object.entries(inputs).filter(
      ([key, value]) => (value !== "" || required.includes(key)) && value !== none[key],
    );
    return Object.fromEntries(entries);
  }

  private type(token: string): ResourceType {
    const type = this.types.get(token);
    if (type) return type;
    throw new SimulatorError(
      `The local cloud does not know how ${token} behaves. Describe it in simulator/aws (CONTRIBUTING.md shows how).`,
    );
  }

  private newCall(type: ResourceType, session: AwsSession, request: CreateRequest): AwsCall {
    const seed = `${request.urn}#${this.world.nextGeneration(request.urn)}`;
    const hex = hexOf(seed);
    const call = {
      world: this.world,
      session,
      type: type.token,
      name: request.name,
      inputs: { ...request.inputs, ...nameAtCreation(type, request.inputs, hex) },
      created: new Date().toISOString().replace(/\.\d+/, ""),
      seed,
      hex,
    };
    return { ...call, id: type.id(call) };
  }

  private callOn(
    type: ResourceType,
    session: AwsSession,
    entry: Entry,
    { name, inputs }: { name: string; inputs: Properties },
  ): AwsCall {
    const given = type.autoname && entry.outputs[type.autoname.property];
    const seed = entry.seed ?? entry.id;
    return {
      world: this.world,
      session,
      type: type.token,
      name,
      id: entry.id,
      inputs: given === undefined ? inputs : { [type.autoname!.property]: given, ...inputs },
      created: entry.created ?? "",
      seed,
      hex: hexOf(seed),
    };
  }

  private requireValid(type: ResourceType, call: AwsCall): void {
    requireReferences(call, type.references ?? [], call.inputs);
    const taken = this.world.get(scopeOf(call.session, type), type.token, call.id);
    if (taken && !call.previous && !type.overwrites) {
      throw (
        type.exists?.(call) ??
        new CloudError("ResourceAlreadyExistsException", `${type.noun} ${call.id} already exists`)
      );
    }
    type.validate?.(call);
  }

  /** @throws NotReadyError for what exists but doesn't become as it should be */
  private async ready(
    type: ResourceType,
    call: AwsCall,
    state: ResourceState,
  ): Promise<ResourceState> {
    const look = (): ResourceState => {
      const problem = type.notReady?.(call);
      if (problem === undefined) return state;
      throw new NotReadyError(problem, state);
    };
    return patiently(this.world, look, (error) => error instanceof NotReadyError, this.quietMs);
  }

  private store(
    type: ResourceType,
    call: AwsCall,
    { urn, inputs }: { urn: string; inputs: Properties },
  ): Entry {
    const data = this.schemas.type(type.token);
    const { id, created, seed } = call;
    const outputs = {
      ...knownOutputs(data, call.session, call.inputs),
      ...defined(type.outputs?.(call) ?? {}),
    };
    const entry: Entry = {
      provider: this.name,
      scope: scopeOf(call.session, type),
      type: type.token,
      id,
      inputs,
      outputs: {
        ...completed(outputs, data.outputs, (ref) => this.schemas.definition(type.token, ref)),
        id,
      },
      urn,
      seed,
      created,
    };
    this.world.put(entry);
    return entry;
  }
}

const hexOf =
  (seed: string) =>
  (length: number, salt = ""): string =>
    stableHex(`${seed}${salt}`, length);

/** A resource may name a Region of its own, other than the provider's. */
function inRegionOf(session: AwsSession, properties: Properties): AwsSession {
  const region = properties["region"];
  return typeof region === "string" && !isUnknown(region) ? { ...session, region } : session;
}

function withoutNulls(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null));
}

function defined(outputs: Outputs): Properties {
  const entries = Object.entries(outputs).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Properties;
}

/** An empty list or map is the same to the provider as none. */
function withoutEmpty(inputs: Properties): Properties {
  const isEmpty = (value: Value) =>
    typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => !isEmpty(value)));
}

function secretsOf(data: ResourceData): string[] {
  return data.secrets.map((name) => `/${name}`);
}
