import type { Change } from "./diff";
import type { CloudError } from "./errors";
import type { Marked, Properties } from "./values";

/** Which resource a call is about. */
export interface ResourceRef {
  urn: string;
  /** Type token, for example `aws:ec2/subnet:Subnet`. */
  type: string;
  /** Name in its stack. */
  name: string;
}

/** How the engine wants names made up: nothing said, none at all, or this proposal. */
export type Autonaming =
  { mode: "default" } | { mode: "disabled" } | { mode: "propose" | "enforce"; name: string };

export interface CheckRequest extends ResourceRef {
  /** Inputs of the existing resource, or empty. */
  olds: Properties;
  news: Properties;
  /** Which of `olds` the provider had filled in. */
  oldDefaults: string[];
  /** JSON pointers of the secrets in `news`. */
  secrets: string[];
  autonaming: Autonaming;
  /** The same for the same plan of the same resource: what made-up names are made from. */
  seed: Uint8Array;
}

export interface CheckFailure {
  /** The property at fault, or "" for the resource as a whole. */
  property: string;
  reason: string;
}

export interface CheckResult {
  inputs: Properties;
  failures: CheckFailure[];
  /** Names of the inputs that the provider filled in; bridged providers mark them. */
  defaults?: string[];
  /** JSON pointers of inputs that are secret whoever wrote them. @default none */
  secrets?: string[];
}

export interface DiffRequest extends ResourceRef {
  id: string;
  /** Which of `news` the provider had filled in. */
  newDefaults: string[];
  oldInputs: Properties;
  oldOutputs: Properties;
  news: Properties;
}

export interface DiffResult {
  changes: (Change & { replace: boolean })[];
  deleteBeforeReplace: boolean;
}

export interface CreateRequest extends ResourceRef {
  inputs: Properties;
  preview: boolean;
}

export interface ExistingRequest extends ResourceRef {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

export interface UpdateRequest extends ExistingRequest {
  news: Properties;
  preview: boolean;
}

/** What a resource is after a call; `secrets` are those that its type always has. */
export interface ResourceState extends Marked {
  id: string;
}

export interface ReadResult extends ResourceState {
  inputs: Properties;
}

/**
 * A simulated provider. `Session` is what one configured instance knows: its Region, its cluster.
 *
 * Methods work on plain values. They throw CloudError for what the cloud refuses, ProviderError for
 * what the provider itself does, NotReadyError for what exists but isn't as it should be. The server
 * does the protocol, the secrets of inputs, the faults and the writing of state.
 */
export interface Provider<Session> {
  /** Package name: `aws`. */
  readonly name: string;
  /** Version of the package it stands in for. */
  readonly version: string;
  configure(config: Properties): Session;
  /** What a change of the provider's own configuration means for what was made with it. */
  diffConfig(olds: Properties, news: Properties): DiffResult;
  check(session: Session, request: CheckRequest): CheckResult;
  diff(session: Session, request: DiffRequest): DiffResult;
  create(session: Session, request: CreateRequest): ResourceState | Promise<ResourceState>;
  /** Undefined where it no longer exists. */
  read(session: Session, request: ExistingRequest): ReadResult | undefined;
  update(session: Session, request: UpdateRequest): ResourceState | Promise<ResourceState>;
  delete(session: Session, request: ExistingRequest): void | Promise<void>;
  /** Throws for arguments that the function does not take, too. */
  invoke(session: Session, token: string, args: Properties): Marked;
  /** How an error of a call reads, in the words of the real provider. */
  describeError(error: CloudError, operation: string, type: string): string;
}
