import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SimulatorError } from "../errors";

const SERVICE = ResourceProviderService as unknown as Record<
  Method,
  grpc.MethodDefinition<unknown, unknown>
>;

/** Methods of a provider, as the protocol's service calls them. */
export type Method = "attach" | "call" | "cancel" | "configure" | "construct" | "getPluginInfo";

/** The process that constructs remote components. */
export interface ComponentHost {
  /** Answers these methods of a provider by what the process answers. */
  answering(...methods: Method[]): grpc.UntypedServiceImplementation;
  stop(): Promise<void>;
}

const CHECKOUT = join(__dirname, "..", "..");
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;
/** How much is told of what the process complains about before it ends. */
const LAST_CHARACTERS = 2000;

/** Starts the process. It becomes ready while the engine starts; calls wait for it. */
export function startComponentHost(): ComponentHost {
  const child = spawn(
    process.execPath,
    ["-r", require.resolve("ts-node/register"), join(__dirname, "host.ts")],
    // ts-node looks for its settings where it is started.
    { cwd: CHECKOUT, stdio: "pipe" },
  );
  const client = connect(child);
  // Nobody may ever ask for a component: that it did not start is told to who does.
  client.catch(() => undefined);
  return {
    answering: (...methods) =>
      Object.fromEntries(methods.map((name) => [name, forward(client, SERVICE[name])])),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The first line that the process prints is its port. */
async function connect(child: ChildProcess): Promise<grpc.Client> {
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-LAST_CHARACTERS);
  });
  const lines = createInterface({ input: child.stdout! });
  const ended = once(child, "close").then(() => {
    throw new SimulatorError(`The host of components did not start. It said: ${complaints}`);
  });
  const [port] = (await Promise.race([once(lines, "line"), ended])) as [string];
  return new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
}

function forward(
  connected: Promise<grpc.Client>,
  method: grpc.MethodDefinition<unknown, unknown>,
): grpc.handleUnaryCall<unknown, unknown> {
  const { path, requestSerialize, responseDeserialize } = method;
  return (call, callback) => {
    connected.then(
      (client) =>
        client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          call.request,
          (error, answer) => callback(error, answer),
        ),
      (error: Error) => callback({ code: grpc.status.UNAVAILABLE, details: error.message }),
    );
  };
}
