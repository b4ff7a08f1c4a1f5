/**
 * The format of the files in `simulator/data`: what a resource type or function accepts and gives.
 * `simulator/data/README.md` tells where each part comes from.
 */

/** Where a limit comes from: AWS' API model, or the registry of CloudFormation resource types. */
export type LimitSource = "botocore" | "cloudformation";

/**
 * A JSON Schema (draft-07), with three keywords of our own.
 * An empty schema accepts any value.
 */
export interface Schema {
  $ref?: `#/definitions/${string}`;
  type?: "string" | "number" | "integer" | "boolean" | "array" | "object";
  enum?: (string | number | boolean)[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  maxProperties?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: false | Schema;
  propertyNames?: Schema;
  anyOf?: Schema[];
  /** What follows from the presence of a property: others that it needs, others (`false`) that it excludes. */
  dependencies?: Record<string, Dependency>;
  /** What kind of text AWS expects here, for example `AWS::EC2::Subnet.Id` or `ipv4-network`. */
  format?: string;
  /** The value is a reference to a resource of this type, or an asset: `pulumi:pulumi:Archive`. */
  resource?: string;
  /** Which keywords of this schema come from AWS and from where; all others are from the typings. */
  from?: Partial<Record<LimitSource, string[]>>;
}

/** The consequence of a property's presence, as a schema of the object that holds it. */
export interface Dependency {
  required?: string[];
  properties?: Record<string, false>;
}

/** A schema of an object that names all its properties. */
export interface ObjectSchema extends Schema {
  type: "object";
  properties: Record<string, Schema>;
}

/** What makes a property's change replace the resource. */
export type ReplaceSource = "cloudformation" | "typings" | "rule" | "types.yaml";

/** One resource type. */
export interface ResourceData {
  /** What a program may set; nothing else is accepted. */
  inputs: ObjectSchema;
  /** What a program can read after creation. `required` are those that are always there. */
  outputs: ObjectSchema;
  /**
   * JSON pointers of the inputs whose change replaces the resource, with the sources that say so.
   * `*` stands for every element of an array. A pointer includes all that lies below it.
   */
  replaces: Record<string, ReplaceSource[]>;
  /** As `replaces`, where it depends on the values or on other properties. */
  mayReplace: Record<string, ReplaceSource[]>;
  /** Names of the inputs and outputs that the SDK itself marks as secret. */
  secrets: string[];
  /** The CloudFormation type that was read, for example `AWS::EC2::Subnet`. */
  cloudformation?: string;
  /** The API operation that was read, for example `ec2.CreateSubnet`. */
  operation?: string;
}

/** One function (invoke). */
export interface FunctionData {
  inputs: ObjectSchema;
  outputs: ObjectSchema;
}

/** One file: the types and functions of one module of a Pulumi package. */
export interface SchemaFile {
  /** Versions of what was read: `@pulumi/aws`, `@pulumi/eks`, `cfn-lint`, `botocore`. */
  sources: Record<string, string>;
  /** By type token: `aws:ec2/subnet:Subnet`. */
  types: Record<string, ResourceData>;
  /** By function token: `aws:ec2/getSubnet:getSubnet`. */
  functions: Record<string, FunctionData>;
  /** Object types that the schemas above refer to. */
  definitions: Record<string, ObjectSchema>;
}
