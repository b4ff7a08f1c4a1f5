import type { AnyRule } from "./rule";

/** The pack that is served: its name, its version and its rules. */
export interface Pack {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly rules: readonly AnyRule[];
}
