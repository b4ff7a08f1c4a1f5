import type { UnwrappedObject } from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import type { CloudError } from "../errors";
import { isUnknown, type Properties, type Value } from "../values";
import type { Entry, World } from "../world";

/** What one configured instance of the AWS provider knows. */
export interface AwsSession {
  region: string;
  /** Twelve digits. */
  account: string;
  partition: string;
  defaultTags: Record<string, string>;
}

/** The checked inputs of a resource whose SDK arguments are `Args`: all known, no outputs. */
export type Plain<Args> = unknown extends Args ? Properties : UnwrappedObject<Args>;

/** A call on the resource it is about, as the rules of its type see it. */
export interface AwsCall<Args = unknown> {
  world: World;
  session: AwsSession;
  type: string;
  /** Name in its stack. */
  name: string;
  id: string;
  /** Inputs with the provider's defaults; nothing in it is unknown. */
  inputs: Plain<Args>;
  /** The resource before an update; undefined in a creation. */
  previous?: EntryOf<Args>;
  /** `length` hexadecimal digits, the same for the same resource and `salt` in every run. */
  hex(length: number, salt?: string): string;
}

/** An entry whose type is known. */
export type EntryOf<Args> = Omit<Entry, "inputs"> & { inputs: Plain<Args> };

/** A function's call. */
export type AwsFunction = (
  call: { world: World; session: AwsSession },
  args: Properties,
) => Properties;

/** Something that others refer to: how it is found, and what AWS says when it isn't there or is in use. */
export interface Target<Args = unknown> {
  type: string;
  /** Only says what the inputs of such a resource look like. */
  args?: Args;
  /** The output that references hold. @default id */
  by?: string;
  notFound: (reference: string) => CloudError;
  /** What deleting it says while something refers to it. */
  inUse: (target: Entry, user: Entry) => CloudError;
}

/** An input that refers to another resource. */
export interface Reference {
  /** The input; `[]` after a list: `vpcConfig.subnetIds[]`. */
  path: string;
  to: Target;
  /** Whether the target cannot be deleted while this exists. @default true */
  blocks?: boolean;
  /** References of another shape, for example an AWS managed policy, which always exists. */
  ignore?: (reference: string) => boolean;
}

/** How one AWS resource type behaves, beyond what its schema says. */
export interface ResourceType<Args = unknown> {
  /** Type token: `aws:ec2/subnet:Subnet`. */
  token: string;
  /** Service id of the AWS SDK, for error texts: `EC2`. */
  service: string;
  /** API operations, for error texts. */
  operations: { create: string; read?: string; update?: string; delete: string };
  /** What the thing is called in error texts: `EC2 Subnet`. */
  noun: string;
  /** Whether it belongs to the account, not to a Region: IAM, Route 53. @default false */
  global?: boolean;
  /** The id of a new one. */
  id(call: Omit<AwsCall<Args>, "id">): string;
  /** Inputs that the provider fills in, known in a preview too. */
  defaults?: Partial<Plain<Args>>;
  /** The input that gets a made-up name where the program gives none. */
  autoname?: { property: keyof Args & string; maxLength: number };
  references?: readonly Reference[];
  /** AWS' own rules for a creation or update. Throws CloudError. */
  validate?(call: AwsCall<Args>): void;
  /** Outputs beyond the inputs. The same call gives the same outputs. */
  outputs?(call: AwsCall<Args>): Properties;
  /** Things that AWS makes, changes or removes along with it. */
  afterCreate?(call: AwsCall<Args>): void;
  afterUpdate?(call: AwsCall<Args>): void;
  /** AWS' own rules for a deletion, beyond references. Throws CloudError. */
  beforeDelete?(call: AwsCall<Args>): void;
  afterDelete?(call: AwsCall<Args>): void;
}

/**
 * Describes a resource type whose SDK arguments are `Args`. They only type the description: the
 * schema has checked the inputs before any of its functions sees them.
 */
export function resourceType<Args>(type: ResourceType<Args>): ResourceType {
  return type as unknown as ResourceType;
}

/** Where a resource lives in the world. */
export function scopeOf(session: AwsSession, type: Pick<ResourceType, "global">): string {
  return `${session.account}/${type.global ? "global" : session.region}`;
}

export function arn(session: AwsSession, service: string, resource: string): string {
  return `arn:${session.partition}:${service}:${session.region}:${session.account}:${resource}`;
}

/** An ARN without Region, as IAM's. */
export function globalArn(session: AwsSession, service: string, resource: string): string {
  return `arn:${session.partition}:${service}::${session.account}:${resource}`;
}

/** Stable hexadecimal digits for a seed: ids look random, and are the same in every run. */
export function stableHex(seed: string, length: number): string {
  let digits = "";
  for (let block = 0; digits.length < length; block++) {
    digits += createHash("sha256").update(`${seed}#${block}`).digest("hex");
  }
  return digits.slice(0, length);
}

/** The values that a reference path names: none where the input is absent. */
export function valuesAt(inputs: Properties, path: string): string[] {
  let values: (Value | undefined)[] = [inputs];
  for (const part of path.split(".")) {
    const key = part.replace("[]", "");
    values = values.map((value) => (value as Properties | null | undefined)?.[key]);
    if (part.endsWith("[]"))
      values = values.flatMap((value) => (Array.isArray(value) ? value : []));
  }
  return values.filter(
    (value): value is string => typeof value === "string" && value !== "" && !isUnknown(value),
  );
}

/** Everything of a target's type, in all Regions. */
export function all<Args>(world: World, target: Target<Args>): EntryOf<Args>[] {
  return world.all(target.type) as unknown as EntryOf<Args>[];
}

/** The entry that a reference means, or undefined. */
export function resolve<Args>(
  world: World,
  target: Target<Args>,
  reference: string,
): EntryOf<Args> | undefined {
  const { by } = target;
  return all(world, target).find(
    (entry) => (by === undefined ? entry.id : entry.outputs[by]) === reference,
  );
}

/** @throws CloudError the target's not-found error */
export function requireTarget<Args>(
  world: World,
  target: Target<Args>,
  reference: string,
): EntryOf<Args> {
  const entry = resolve(world, target, reference);
  if (!entry) throw target.notFound(reference);
  return entry;
}
