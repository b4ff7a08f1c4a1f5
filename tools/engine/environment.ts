import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { pathWith } from "../common/programs";
import type { Engine } from "./engine";

/** Variables with which a user points Pulumi and the SDKs at their own accounts, clusters and files. */
const ofTheUser = /^(PULUMI_(?!ENABLE_)|AWS_|KUBECONFIG$)/;

/** A user's environment without what leads to their Pulumi login, AWS accounts and clusters. */
export function withoutAccounts(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ofTheUser.test(name)));
}

/**
 * The environment of a local run: state, secrets, plugins and login live in the given folder, so that a
 * user's `~/.pulumi`, login and stacks are never touched.
 *
 * @param folder holds `home` (Pulumi's own files) and `state` (the backend); both are created
 * @param env the user's environment; its AWS_*, KUBECONFIG and PULUMI_* are left out, but for
 *   PULUMI_ENABLE_*, which chooses forms of output
 * @example
 * spawn(engine.program, ["preview"], { env: engineEnvironment(engine, join(cache, "local")) });
 */
export function engineEnvironment(
  engine: Engine,
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const home = join(folder, "home");
  const state = join(folder, "state");
  for (const needed of [home, state]) mkdirSync(needed, { recursive: true });
  return {
    ...withoutAccounts(env),
    // The program runs on the Node.js that runs this.
    PATH: pathWith([...engine.pathEntries, dirname(process.execPath)], env["PATH"]),
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    // Protects nothing: what a local run calls secret is made up by the local cloud.
    PULUMI_CONFIG_PASSPHRASE: "local",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
  };
}
