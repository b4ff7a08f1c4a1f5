import type { Schema } from "../schema-file";

/**
 * The format of the files in `simulator/data/api`: operations of an AWS API as its published model
 * describes them.
 */
export interface ApiModelFile {
  /** Versions of what was read: `botocore`. */
  sources: Record<string, string>;
  /** The service's name in signatures: `globalaccelerator`. */
  signingName: string;
  /** Before the operation in the header `X-Amz-Target`: `GlobalAccelerator_V20180706`. */
  targetPrefix: string;
  /** Version of the JSON protocol: `1.1`. */
  jsonVersion: string;
  operations: Record<string, ApiOperation>;
  /** The model's shapes by name, as JSON Schema; they refer to one another. */
  definitions: Record<string, Schema>;
}

/** One operation. Input and output are names of definitions. */
export interface ApiOperation {
  input?: string;
  output?: string;
  /** Error codes that the model lists. */
  errors: string[];
}
