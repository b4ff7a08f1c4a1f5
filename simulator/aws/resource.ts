import type { UnwrappedObject } from "@pulumi/pulumi";
import type { CloudError } from "../errors";
import type { Properties } from "../values";
import type { Entry, World } from "../world";
import type { Reference } from "./reference-types";

/** What one configured instance of the AWS provider knows. */
export interface AwsSession {
  region: string;
  /** Twelve digits. */
  account: string;
  partition: string;
  defaultTags: Record<string, string>;
}

/** Where a call looks for what exists. */
export interface Place {
  world: World;
  session: AwsSession;
}

/** The checked inputs of a resource whose SDK arguments are `Args`: all known, no outputs. */
export type Plain<Args> = unknown extends Args ? Properties : UnwrappedObject<Args>;

/** An entry whose type is known. */
export type EntryOf<Args> = Omit<Entry, "inputs"> & { inputs: Plain<Args> };

/** A call on the resource it is about, as the rules of its type see it. */
export interface AwsCall<Args = unknown> extends Place {
  type: string;
  /** Name in its stack. */
  name: string;
  id: string;
  /** Inputs with the provider's defaults and the name it made up; nothing in it is unknown. */
  inputs: Plain<Args>;
  /** The resource before an update; undefined in a creation. */
  previous?: EntryOf<Args>;
  /** When it was created, ISO 8601. */
  created: string;
  /** What its made-up digits come from. */
  seed: string;
  /** `length` hexadecimal digits, the same for the same resource and `salt` in every run. */
  hex: (length: number, salt?: string) => string;
}

/** Outputs as descriptions give them: undefined where there is none. Tests hold them to the schema. */
export type Outputs = Record<string, unknown>;

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
  /** Whether the API has one call to create and to change it, so that a second one takes its place. */
  overwrites?: true;
  /** What a creation says when there is one of its id already. */
  exists?(call: AwsCall<Args>): CloudError;
  /** Inputs that the provider fills in, known in a preview too. */
  defaults?: Partial<Plain<Args>>;
  /** Values that the provider takes for none: `{ retentionInDays: 0 }`. */
  none?: Partial<Plain<Args>>;
  /** The input that gets a made-up name where the program gives none, and the one for its beginning. */
  autoname?: {
    property: keyof Args & string;
    prefix?: keyof Args & string;
    maxLength: number;
    lowercase?: boolean;
  };
  references?: readonly Reference[];
  /** AWS' own rules for a creation or update. Throws CloudError. */
  validate?(call: AwsCall<Args>): void;
  /** Outputs beyond the inputs. The same call gives the same outputs. */
  outputs?(call: AwsCall<Args>): Outputs;
  /** Outputs that an update changes: a preview shows them as not known yet. */
  changing?: readonly string[];
  /**
   * Outputs of which a preview knows a part: an input that AWS completes.
   *
   * @param inputs as checked; whatever is in them may be unknown
   * @param before the outputs so far, in an update
   */
  planned?(inputs: Properties, before?: Properties): Properties;
  /** Things that AWS makes, changes or removes along with it. */
  afterCreate?(call: AwsCall<Args>, outputs: Properties): void;
  afterUpdate?(call: AwsCall<Args>, outputs: Properties): void;
  /**
   * What keeps it from its good end once it exists, as the provider tells it, or undefined. The
   * provider asks again for a while: what is missing may come with another resource.
   */
  notReady?(call: AwsCall<Args>): string | undefined;
  /** AWS' own rules for a deletion, beyond references. Throws CloudError. */
  beforeDelete?(call: AwsCall<Args>): void;
  afterDelete?(call: AwsCall<Args>): void;
  /** Error codes of a deletion after which the provider tries again for a while. */
  retries?: readonly string[];
}

/**
 * Describes a resource type whose SDK arguments are `Args`. They only type the description: the
 * schema has checked the inputs before any of its functions sees them.
 */
export function resourceType<Args>(type: ResourceType<Args>): ResourceType {
  return type as unknown as ResourceType;
}

/** A function (invoke) of the AWS provider. */
export interface AwsFunction {
  /** `aws:ec2/getSubnet:getSubnet` */
  token: string;
  /** Service and operation of the API call it stands for, for error texts: `EC2`, `DescribeSubnets`. */
  service: string;
  operation: string;
  answer(place: Place, args: Properties): Properties;
}

/** Describes a function with the SDK's types of its arguments and its result. */
export function awsFunction<Args, Result>(
  token: string,
  [service, operation]: readonly [service: string, operation: string],
  answer: (place: Place, args: Args) => Omit<Result, "id"> & { id?: string },
): AwsFunction {
  return {
    token,
    service,
    operation,
    answer: answer as unknown as AwsFunction["answer"],
  };
}
