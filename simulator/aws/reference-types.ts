import type { CloudError } from "../errors";
import type { Entry } from "../world";

/** Something that others refer to: how it is found, and what AWS says when it isn't there or is in use. */
export interface Target<Args = unknown> {
  type: string;
  /** Only says what the inputs of such a resource look like. */
  args?: Args;
  /** The outputs of which references hold one. @default ["id"] */
  by?: readonly string[];
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
  /** Which values are meant, where an input takes several kinds. @default all */
  when?: (reference: string) => boolean;
}
