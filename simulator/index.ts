import { join } from "node:path";
import { awsFunctions, awsTypes } from "./aws";
import { AwsProvider } from "./aws/provider";
import { startComponentHost } from "./components/start";
import { installedEksPlugin } from "./eks/installed";
import { Faults, type Fault } from "./faults";
import { KubernetesProvider } from "./kubernetes/provider";
import { Schemas } from "./schemas";
import { listen, serve } from "./server";
import { World } from "./world";

export { shownEntries, type ShownEntry } from "./show";
export { World, type Entry } from "./world";
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

/** A local cloud that runs in this process. */
export interface LocalCloud {
  /** What the engine needs in its environment to use it. */
  environment: { PULUMI_DEBUG_PROVIDERS: string };
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
  const servers = {
    aws: await serve(new AwsProvider("7.48.0", world, awsSchemas, awsTypes, awsFunctions), context),
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
    },
    world,
    stop: async () => {
      for (const server of Object.values(servers)) server.stop();
      await host.stop();
      await world.close();
    },
  };
}
