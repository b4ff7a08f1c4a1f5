import type { Properties } from "../../../simulator/values";
import type { Sdk } from "./sdk";

/** Something a call made, in the words of the cloud that made it. */
export interface Thing {
  /** How other resources name it. */
  id: string;
  /** What else is known of it: `arn`, `defaultSecurityGroupId`. */
  details: Record<string, string>;
  inputs: Properties;
}

/** What an API tells of what it made. */
export type Told = { id: string | undefined; details?: Record<string, string | undefined> };

/** How one kind of resource is made on both clouds. The inputs are those of @pulumi/aws. */
export interface Action {
  /** Type token of @pulumi/aws: what the local cloud makes. */
  type: string;
  /** The same through AWS' API. */
  create(sdk: Sdk, inputs: Properties): Promise<Told>;
  /** `inputs` are the new ones as a whole. */
  update?(sdk: Sdk, thing: Thing, inputs: Properties): Promise<unknown>;
  delete?(sdk: Sdk, thing: Thing): Promise<unknown>;
}

/** A cloud on which the same calls are made: the local one, or moto through the AWS SDK. */
export interface Cloud {
  create(action: Action, inputs: Properties): Promise<Thing>;
  update(action: Action, thing: Thing, change: Properties): Promise<Thing>;
  delete(action: Action, thing: Thing): Promise<void>;
}

/** One call that is compared. */
export interface Case {
  /** Names the call. Unique, because the table of differences refers to it. */
  title: string;
  /** Makes what the call needs, which must succeed on both clouds, and gives the call. */
  prepare: (cloud: Cloud) => Promise<() => Promise<unknown>>;
}

/** A call that needs nothing, or with what it needs. */
export function call(
  title: string,
  prepare: (cloud: Cloud) => Promise<() => Promise<unknown>>,
): Case {
  return { title, prepare };
}
