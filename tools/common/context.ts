import envPaths from "env-paths";
import { terminalProgress, type Progress } from "./progress";

/** Where a tool works and what it may see; tests give their own. */
export interface ToolContext {
  /** Folder for all that is installed once per machine. It may be deleted at any time. */
  cache: string;
  /** The user's environment variables. */
  env: NodeJS.ProcessEnv;
  /** Who is told about work that takes long. */
  progress: Progress;
}

/** The context of a person at a terminal: the user's cache folder, their environment, progress on the standard error. */
export function userContext(): ToolContext {
  return {
    cache: envPaths("eks-scenarios", { suffix: "" }).cache,
    env: process.env,
    progress: terminalProgress(process.stderr),
  };
}
