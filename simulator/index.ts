import { join } from "node:path";
import { serveApi } from "./api/server";
import { awsApis, awsFunctions, awsTypes } from "./aws";
import { AwsProvider } from "./aws/provider";
import { startComponentHost } from "./components/start";
import { installedEksPlugin } from "./eks-components/installed";
import { Faults, type Fault } from "./faults";
import { KubernetesProvider } from "./kubernetes/provider";
import { Schemas } from "./schemas";
import { listen, serve } from "./server";
import { World } from "./world";

export { shownEntries, type ShownEntry } from "./show";
export { World, type Entry } from "./world";
export { isRunning } from "./world-lock";
export type { JournalEntry } from "./journal";
export { parseFaults } from "./fault-file";
export type { Fault } from "./faults";
export { CloudError, SimulatorError } from "./errors";

/** What the engine asks of a plugin that has components only. */
const EKS_METHODS = [
  "attach",
  "call",
  "cancel",
  "configure",
  "construct",
  "getPluginInfo",
] as const;

/** Options of a local cloud. */
export interface LocalCloudOptions {
  /** Where its state is kept. Made where it doesn't exist. */
  stateFile: string;
  /** What shall go wrong. @default nothing */
  faults?: readonly Fault[];
  /** The environment that the engine will have, which says what plugins are installed. @default this process' */
  env?: NodeJS.ProcessEnv;
}

/** Variables that lead the engine to the providers, and AWS SDKs to the API, of a local cloud. */
export type LocalEnvironment = {
  PULUMI_DEBUG_PROVIDERS: string;
  /** Where dynamic providers and commands find AWS: `http://127.0.0.1:40123`. */
  AWS_ENDPOINT_URL: string;
  /** The local cloud checks no signatures, but SDKs make none without keys. */
  AWS_ACCESS_KEY_ID: string;
  AWS_SECRET_ACCESS_KEY: string;
  /** No warning of SDKs in the middle of a deployment that they will leave this Node.js one day. */
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: string;
};

/** A local cloud that runs in this process. */
export interface LocalCloud {
  /** What the engine needs in its environment to use it. */
  environment: LocalEnvironment;
  world: World;
  /** Stops serving and gives the state file free. */
  stop(): Promise<void>;
}

/** Starts the providers of a local cloud on loopback. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const world = await World.open(options.stateFile);
  const host = startComponentHost();
  const context = { world, faults: new Faults(options.faults ?? []) };
  const awsSchemas = new Schemas(join(__dirname, "data", "aws"));
  const aws = new AwsProvider("7.48.0", world, awsSchemas, awsTypes, awsFunctions);
  const api = await serveApi(awsApis(aws), context);
  const servers = {
    aws: await serve(aws, context),
    kubernetes: await serve(new KubernetesProvider("4.34.2", world), {
      ...context,
      components: host.answering("construct", "call", "attach"),
    }),
    // The real plugin makes the same of the other providers, where there is one.
    ...(!installedEksPlugin(options.env ?? process.env) && {
      eks: await listen(host.answering(...EKS_METHODS)),
    }),
  };
  return {
    environment: {
      PULUMI_DEBUG_PROVIDERS: Object.entries(servers)
        .map(([name, { port }]) => `${name}:${port}`)
        .join(","),
      AWS_ENDPOINT_URL: api.url,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
    world,
    stop: async () => {
      for (const server of Object.values(servers)) server.stop();
      await api.stop();
      await host.stop();
      await world.close();
    },
  };
}
