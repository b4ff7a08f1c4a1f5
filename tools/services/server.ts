import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, open, rm, type FileHandle } from "node:fs/promises";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { tail } from "../common/children";
import { ToolError } from "../common/errors";

/** A temporary server for a test. */
export interface ServerProgram {
  /** Name in messages. */
  title: string;
  program: string;
  args: string[];
  /** The whole environment; no variable is inherited. */
  env: NodeJS.ProcessEnv;
  /** Folder for its data and its log; it is removed when the server stops. */
  folder: string;
  /** Resolves to true once it serves. */
  ready: () => Promise<boolean>;
}

/** A running server. */
export interface RunningServer {
  /** Kills the server and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Runs the server and waits for the end of standard input, which occurs when the parent process ends in any
 * way: then it kills the server and removes its folder. The server's data need not be saved.
 */
const supervisor = `
exec 3<&0 </dev/null
folder=$1; shift
"$@" 3<&- &
server=$!
(cat <&3; kill -KILL $server; rm -rf "$folder") >/dev/null 2>&1 &
exec 3<&-
wait $server
`;

/** Maximum of seconds until a server serves, on a slow and busy machine. */
const patience = 90;

/**
 * Starts a server and waits until it serves.
 *
 * @throws ToolError with the end of its log if it does not serve
 */
export async function startServer(server: ServerProgram): Promise<RunningServer> {
  const log = await open(join(server.folder, "server.log"), "a+");
  const child = spawn(
    "/bin/sh",
    ["-c", supervisor, "sh", server.folder, server.program, ...server.args],
    {
      cwd: server.folder,
      env: server.env,
      stdio: ["pipe", log.fd, log.fd],
      // A separate process group: Ctrl-C in the terminal reaches it only through the end of its input.
      detached: true,
    },
  );
  // A server that was not stopped does not keep this process alive.
  child.unref();
  (child.stdin as Socket).unref();
  const stop = async (): Promise<void> => {
    child.ref();
    const ended = hasEnded(child) || new Promise((done) => child.once("exit", done));
    child.stdin?.destroy();
    await ended;
    await rm(server.folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await untilReady(server, child);
    return { stop };
  } catch (error) {
    await stop();
    throw new ToolError({
      what: `Cannot start ${server.title}`,
      cause: `${error instanceof Error ? error.message : String(error)} Its output:\n    ${tail(await textOf(log), 8)}`,
      fix: "Run the command again; if it fails the same way, report it with this text.",
    });
  } finally {
    await log.close();
  }
}

/** The text of an open file, which may already be deleted. */
async function textOf(file: FileHandle): Promise<string> {
  const { size } = await file.stat();
  const { buffer } = await file.read(Buffer.alloc(size), 0, size, 0);
  return buffer.toString("utf8");
}

async function untilReady({ ready }: ServerProgram, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + patience * 1000;
  while (!(await ready().catch(() => false))) {
    if (hasEnded(child)) throw new Error("It ended before it served.");
    if (Date.now() > deadline) throw new Error(`It does not serve after ${patience} s.`);
    await sleep(50);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** An empty folder below the system's temporary folder. */
export function serverFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `eks-scenarios-${name}-`));
}

/**
 * Starts a server on free ports of the loopback address, and once more on other ports if
 * another process took one in the meantime.
 */
export async function onFreePorts<T>(
  count: number,
  start: (ports: number[]) => Promise<T>,
): Promise<T> {
  try {
    return await start(await freePorts(count));
  } catch (error) {
    if (!(error instanceof ToolError && /address already in use/i.test(error.message))) throw error;
    return start(await freePorts(count));
  }
}

async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer());
  const ports: number[] = [];
  for (const probe of probes) {
    await new Promise<void>((listening) => probe.listen(0, "127.0.0.1", listening));
    ports.push((probe.address() as AddressInfo).port);
  }
  await Promise.all(probes.map((probe) => new Promise((closed) => probe.close(closed))));
  return ports;
}
