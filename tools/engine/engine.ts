/** A Pulumi engine that can run this project. */
export interface Engine {
  /** The `pulumi` program, as an absolute path. */
  program: string;
  version: string;
  /** Source of the engine. */
  source: EngineSource;
  /** Folders to prepend to the PATH, so that the engine finds its helpers. */
  pathEntries: string[];
  /** Sentences with the reason for each engine that was skipped. */
  passedOver: string[];
}

/** Sources of an engine, in the order in which they are tried. */
export type EngineSource = "option" | "environment" | "path" | "cache" | "official" | "built";
