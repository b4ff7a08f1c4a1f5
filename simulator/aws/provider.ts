import { diff } from "../diff";
import { CloudError, SimulatorError } from "../errors";
import type {
  Autonaming,
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
import type { ResourceData } from "../schema-file";
import type { Schemas } from "../schemas";
import { isUnknown, UNKNOWN, type Marked, type Properties } from "../values";
import type { Entry, World } from "../world";
import { configureAws } from "./configuration";
import { emptyOutputs, knownOutputs, plannedOutputs } from "./outputs";
import {
  requireTarget,
  resolve,
  scopeOf,
  stableHex,
  valuesAt,
  type AwsCall,
  type AwsFunction,
  type AwsSession,
  type ResourceType,
} from "./resource";

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
    functions: Readonly<Record<string, AwsFunction>>,
  ) {
    this.types = new Map(types.map((type) => [type.token, type]));
    this.functions = new Map(Object.entries(functions));
  }

  configure(config: Properties): AwsSession {
    return configureAws(config);
  }

  diffConfig(olds: Properties, news: Properties): DiffResult {
    const changes = diff(olds, news).map((change) => ({ ...change, replace: false }));
    return { changes, deleteBeforeReplace: false };
  }

  check(_session: AwsSession, request: CheckRequest): CheckResult {
    const type = this.type(request.type);
    const inputs = withoutNulls(request.news);
    const filledIn: Properties = {};
    for (const [property, value] of Object.entries(type.defaults ?? {})) {
      if (value !== undefined && inputs[property] === undefined) filledIn[property] = value;
    }
    const name = nameFor(type, inputs, request);
    if (name !== undefined && type.autoname) filledIn[type.autoname.property] = name;
    const checked = { ...inputs, ...filledIn };
    return {
      inputs: checked,
      failures: this.schemas.check(request.type, checked),
      defaults: Object.keys(filledIn),
    };
  }

  diff(_session: AwsSession, request: DiffRequest): DiffResult {
    const type = this.type(request.type);
    const { replaces } = this.schemas.type(request.type);
    const changes = diff(request.oldInputs, request.news).map((change) => ({
      ...change,
      replace: Object.keys(replaces).some((pointer) => covers(pointer, change.pointer)),
    }));
    return {
      changes,
      deleteBeforeReplace:
        changes.some(({ replace }) => replace) && keepsGivenName(type, request, changes),
    };
  }

  create(session: AwsSession, request: CreateRequest): ResourceState {
    const type = this.type(request.type);
    const data = this.schemas.type(request.type);
    const at = inRegionOf(session, request.inputs);
    if (request.preview) {
      return { id: "", values: plannedOutputs(data, at, request.inputs), secrets: secretsOf(data) };
    }
    const seed = `${request.urn}#${this.world.nextGeneration(request.urn)}`;
    const call = this.newCall(type, at, request, seed);
    this.checkReferences(type, call);
    type.validate?.(call);
    const entry = this.store(type, call, request.urn);
    type.afterCreate?.(call);
    return { id: entry.id, values: entry.outputs, secrets: secretsOf(data) };
  }

  read(session: AwsSession, request: ExistingRequest): ReadResult | undefined {
    const type = this.type(request.type);
    const at = inRegionOf(session, request.inputs);
    const entry = this.world.get(scopeOf(at, type), type.token, request.id);
    if (!entry) return undefined;
    const secrets = secretsOf(this.schemas.type(request.type));
    return { id: entry.id, inputs: entry.inputs, values: entry.outputs, secrets };
  }

  update(session: AwsSession, request: UpdateRequest): ResourceState {
    const type = this.type(request.type);
    const data = this.schemas.type(request.type);
    const at = inRegionOf(session, request.news);
    if (request.preview) {
      const planned = { ...request.outputs, ...plannedOutputs(data, at, request.news) };
      for (const key of Object.keys(data.outputs.properties)) {
        if (
          planned[key] === UNKNOWN &&
          request.outputs[key] !== undefined &&
          !(key in request.news)
        ) {
          planned[key] = request.outputs[key];
        }
      }
      return { id: request.id, values: planned, secrets: secretsOf(data) };
    }
    const previous = this.existing(type, at, request.id);
    const call = this.callOn(
      type,
      at,
      { ...previous, inputs: request.news },
      previous,
      request.name,
    );
    this.checkReferences(type, call);
    type.validate?.(call);
    const entry = this.store(type, call, request.urn);
    type.afterUpdate?.(call);
    return { id: entry.id, values: entry.outputs, secrets: secretsOf(data) };
  }

  delete(session: AwsSession, request: ExistingRequest): void {
    const type = this.type(request.type);
    const at = inRegionOf(session, request.inputs);
    const entry = this.world.get(scopeOf(at, type), type.token, request.id);
    // What is gone already is what a deletion wants.
    if (!entry) return;
    const call = this.callOn(type, at, entry, entry, request.name);
    type.beforeDelete?.(call);
    this.checkUnused(entry);
    this.world.remove(entry);
    type.afterDelete?.(call);
  }

  invoke(session: AwsSession, token: string, args: Properties): Marked {
    const answer = this.functions.get(token);
    if (!answer) throw new SimulatorError(`The local cloud does not know the function ${token}.`);
    const at = inRegionOf(session, args);
    return { values: answer({ world: this.world, session: at }, args), secrets: [] };
  }

  describeError(error: CloudError, operation: string, token: string): string {
    const type = this.types.get(token);
    if (!type) return `invoking ${token}: api error ${error.code}: ${error.message}`;
    const verb = { create: "creating", read: "reading", update: "updating", delete: "deleting" }[
      operation
    ];
    const {
      create,
      read = create.replace(/^Create/, "Describe"),
      update = create,
      delete: remove,
    } = type.operations;
    const call = { create, read, update, delete: remove }[operation] ?? operation;
    return `${verb} ${type.noun}: ${error.describe(type.service, call)}`;
  }

  private type(token: string): ResourceType {
    const type = this.types.get(token);
    if (type) return type;
    throw new SimulatorError(
      `The local cloud does not know how ${token} behaves. Describe it in simulator/aws (CONTRIBUTING.md shows how).`,
    );
  }

  private existing(type: ResourceType, session: AwsSession, id: string): Entry {
    const entry = this.world.get(scopeOf(session, type), type.token, id);
    if (entry) return entry;
    throw new CloudError("ResourceNotFoundException", `${type.noun} ${id} does not exist`);
  }

  private newCall(
    type: ResourceType,
    session: AwsSession,
    request: CreateRequest,
    seed: string,
  ): AwsCall {
    const call = {
      world: this.world,
      session,
      type: type.token,
      name: request.name,
      inputs: request.inputs,
      hex: (length: number, salt = "") => stableHex(`${seed}${salt}`, length),
    };
    return { ...call, id: type.id(call) };
  }

  private callOn(
    type: ResourceType,
    session: AwsSession,
    entry: Entry,
    previous: Entry,
    name: string,
  ): AwsCall {
    return {
      world: this.world,
      session,
      type: type.token,
      name,
      id: entry.id,
      inputs: entry.inputs,
      previous,
      hex: (length, salt = "") => stableHex(`${entry.id}${salt}`, length),
    };
  }

  private store(type: ResourceType, call: AwsCall, urn: string): Entry {
    const scope = scopeOf(call.session, type);
    const { id, inputs } = call;
    if (!call.previous && this.world.get(scope, type.token, id)) {
      throw new CloudError("ResourceAlreadyExistsException", `${type.noun} ${id} already exists`);
    }
    const data = this.schemas.type(type.token);
    const outputs = {
      ...emptyOutputs(data.outputs),
      ...knownOutputs(data, call.session, inputs),
      ...type.outputs?.(call),
      id,
    };
    const entry: Entry = { provider: this.name, scope, type: type.token, id, inputs, outputs, urn };
    this.world.put(entry);
    return entry;
  }

  private checkReferences(type: ResourceType, call: AwsCall): void {
    for (const { path, to, ignore } of type.references ?? []) {
      for (const reference of valuesAt(call.inputs, path)) {
        if (!ignore?.(reference)) requireTarget(this.world, to, reference);
      }
    }
  }

  private checkUnused(entry: Entry): void {
    for (const type of this.types.values()) {
      for (const { path, to, blocks = true } of type.references ?? []) {
        if (!blocks || to.type !== entry.type) continue;
        for (const user of this.world.all(type.token)) {
          const uses = valuesAt(user.inputs, path).some(
            (reference) => resolve(this.world, to, reference) === entry,
          );
          if (uses && user !== entry) throw to.inUse(entry, user);
        }
      }
    }
  }
}

/** A resource may name a Region of its own, other than the provider's. */
function inRegionOf(session: AwsSession, properties: Properties): AwsSession {
  const region = properties["region"];
  return typeof region === "string" && !isUnknown(region) ? { ...session, region } : session;
}

function nameFor(
  type: ResourceType,
  inputs: Properties,
  request: CheckRequest,
): string | undefined {
  const { autoname } = type;
  if (!autoname || inputs[autoname.property] !== undefined) return undefined;
  const old = request.olds[autoname.property];
  if (typeof old === "string" && request.oldDefaults.includes(autoname.property)) return old;
  return madeUpName(request.name, request.autonaming, request.seed, autoname.maxLength);
}

function madeUpName(
  name: string,
  autonaming: Autonaming,
  seed: Uint8Array,
  maxLength: number,
): string | undefined {
  if (autonaming.mode === "disabled") return undefined;
  if (autonaming.mode !== "default") return autonaming.name;
  const suffix = `-${stableHex(Buffer.from(seed).toString("hex"), 7)}`;
  return name.slice(0, maxLength - suffix.length) + suffix;
}

/** Two things cannot have one name: what has a name of its own goes before its replacement comes. */
function keepsGivenName(
  type: ResourceType,
  request: DiffRequest,
  changes: readonly { path: string }[],
): boolean {
  const property = type.autoname?.property;
  if (property === undefined || changes.some(({ path }) => path === property)) return false;
  const name = request.news[property];
  return typeof name === "string" && !name.startsWith(`${request.name}-`);
}

/** Whether a pointer from the data (`*` for every element) covers the place of a change. */
function covers(pointer: string, changed: string): boolean {
  const plain = pointer.replaceAll("/*", "");
  return changed === plain || changed.startsWith(`${plain}/`) || plain.startsWith(`${changed}/`);
}

function withoutNulls(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null));
}

function secretsOf(data: ResourceData): string[] {
  return data.secrets.map((name) => `/${name}`);
}
