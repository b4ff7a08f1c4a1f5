/** A Pulumi engine that can run this project. */
export interface Engine {
  /** The `pulumi` program, as an absolute path. */
  program: string;
  version: string;
  /** Where it came from. */
  source: EngineSource;
  /** Folders that go to the front of the PATH, so that the engine finds its helpers. */
  pathEntries: string[];
  /** Engines that were looked at first and not taken, each with the reason, as sentences. */
  passedOver: string[];
}

/** Where an engine came from, in the order in which they are tried. */
export type EngineSource = "option" | "environment" | "path" | "cache" | "official" | "built";
