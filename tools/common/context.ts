import envPaths from "env-paths";
import { terminalProgress, type Progress } from "./progress";

/** The cache, environment and progress of a tool. Tests pass different ones. */
export interface ToolContext {
  /** Folder for all programs that are installed once per machine. It may be deleted at any time. */
  cache: string;
  /** The user's environment variables. */
  env: NodeJS.ProcessEnv;
  /** Receives reports of long work. */
  progress: Progress;
}

/** The context of a user at a terminal: the user's cache folder and environment, and progress on standard error. */
export function userContext(): ToolContext {
  return {
    cache: envPaths("eks-scenarios", { suffix: "" }).cache,
    env: process.env,
    progress: terminalProgress(process.stderr),
  };
}
