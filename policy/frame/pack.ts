import type { AnyRule } from "./rule";

/** What is served: a name, a version and the catalog. */
export interface Pack {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly rules: readonly AnyRule[];
}
