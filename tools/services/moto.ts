import { join } from "node:path";
import { userContext, type ToolContext } from "../common/context";
import { install } from "../common/install";
import { motoRecipe } from "./recipes";
import { onFreePorts, serverFolder, startServer, type RunningServer } from "./server";

/** A server with the APIs of many AWS services. */
export interface Moto extends RunningServer {
  /** Endpoint of every service, for example `http://127.0.0.1:40123`. */
  url: string;
  /** Empties it: every account, Region and service. */
  reset(): Promise<void>;
}

/**
 * Starts moto on a free port.
 *
 * @throws ToolError if it cannot be installed or does not start
 */
export async function startMoto(context: ToolContext = userContext()): Promise<Moto> {
  const folder = await install(motoRecipe, context);
  return onFreePorts(1, ([port]) => start(join(folder, motoRecipe.program), port!, context));
}

async function start(python: string, port: number, context: ToolContext): Promise<Moto> {
  const url = `http://127.0.0.1:${port}`;
  const server = await startServer({
    title: "moto",
    program: python,
    args: ["-m", "moto.server", "--host", "127.0.0.1", "--port", String(port)],
    env: { PATH: context.env["PATH"] },
    folder: await serverFolder("moto"),
    ready: async () => (await fetch(`${url}/moto-api/data.json`)).ok,
  });
  const reset = async (): Promise<void> => {
    const { ok, status } = await fetch(`${url}/moto-api/reset`, { method: "POST" });
    if (!ok) throw new Error(`moto answered ${status} when it was asked to reset.`);
  };
  return { ...server, url, reset };
}
