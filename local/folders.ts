import envPaths from "env-paths";
import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { basename, join } from "node:path";

/** Folders of the local runs of one checkout, none of which is in the checkout. */
export interface LocalFolders {
  /** The checkout: where Pulumi.yaml is. */
  checkout: string;
  /** The root of all folders. */
  root: string;
  /** Pulumi's own files and the backend. */
  pulumi: string;
  /** Pulumi.yaml and the stacks' configuration, for the commands that write them. */
  project: string;
  /** The state of the local cloud. */
  stateFile: string;
  /** The record of a run that is under way or was interrupted. */
  runFile: string;
}

/** The folders of a checkout, below the user's data folder: two checkouts have two local clouds. */
export function localFolders(
  checkout: string,
  data: string = envPaths("eks-scenarios", { suffix: "" }).data,
): LocalFolders {
  const path = realpathSync(checkout);
  const digest = createHash("sha256").update(path).digest("hex").slice(0, 8);
  const root = join(data, "local", `${basename(path)}-${digest}`);
  return {
    checkout: path,
    root,
    pulumi: join(root, "pulumi"),
    project: join(root, "project"),
    stateFile: join(root, "cloud.json"),
    runFile: join(root, "run.json"),
  };
}
