import type { LimitSource } from "../../simulator/schema-file";

/** Kinds of values in AWS' models. `other` has no counterpart in JSON: streams, times. */
export type Kind =
  "string" | "number" | "integer" | "boolean" | "array" | "map" | "object" | "other";

/** AWS' limits of a value, as keywords of JSON Schema. */
export interface Limits {
  enum?: (string | number | boolean)[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  maxProperties?: number;
}

/** One value of an AWS model; CloudFormation's and botocore's models are both converted into this form. */
export interface AwsShape {
  kind: Kind;
  limits: Limits;
  /** A pattern that is not valid in JavaScript, and the reason. */
  lostPattern?: { pattern: string; reason: string };
  /** Elements of an array, values of a map. */
  items?: () => AwsShape;
  /** Keys of a map. */
  keys?: () => AwsShape;
  /** Members of an object, by AWS' name. Shapes may be recursive, so each is read on demand. */
  members: Map<string, () => AwsShape>;
  /** Rules between the members of an object. */
  relations: Relation[];
}

/** A rule between the members of an object. */
export interface Relation {
  /**
   * `needs`: the first needs all others. `excludes`: the first excludes each of the others.
   * `some`: at least one is given. `one`: exactly one is given.
   */
  rule: "needs" | "excludes" | "some" | "one";
  names: string[];
}

/** An AWS model of one resource type. */
export interface AwsModel {
  source: LimitSource;
  /** The model of the inputs. */
  shape: AwsShape;
  /** Pointers, in AWS' names, of properties whose change replaces the resource: `/KubernetesNetworkConfig/IpFamily`. */
  replaces: string[];
  /** As `replaces`, for changes that only sometimes replace the resource. */
  mayReplace: string[];
}

/** The object without entries that are `undefined`. */
export function defined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

/** The values of an enumeration in a fixed order. */
export function sorted<T extends string | number | boolean>(
  values: T[] | undefined,
): T[] | undefined {
  return values && [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
}
