import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { userContext, type ToolContext } from "../common/context";
import { install } from "../common/install";
import { send } from "./https";
import { apiServerRecipe, etcdRecipe } from "./recipes";
import { onFreePorts, serverFolder, startServer, type RunningServer } from "./server";

/** A separate, empty Kubernetes API server that grants every permission to the token. */
export interface ApiServer extends RunningServer {
  /** For example `https://127.0.0.1:40123`. */
  url: string;
  /** Bearer token of a member of system:masters. */
  token: string;
  /** Certificate authority of its certificate, as PEM. */
  ca: string;
}

/**
 * Starts etcd and kube-apiserver on free ports with their data in temporary folders; ready in seconds.
 * There are no controllers: objects are checked, admitted and stored, and none becomes ready.
 *
 * @throws ToolError if the programs cannot be installed or do not start
 */
export async function startApiServer(context: ToolContext = userContext()): Promise<ApiServer> {
  const etcdProgram = join(await install(etcdRecipe, context), etcdRecipe.program);
  const program = join(await install(apiServerRecipe, context), apiServerRecipe.program);
  const env = { PATH: context.env["PATH"] };
  const etcd = await onFreePorts(2, (ports) => startEtcd(etcdProgram, ports, env));
  try {
    const server = await onFreePorts(1, ([port]) => start(program, port!, etcd.url, env));
    return {
      ...server,
      stop: async () => {
        await server.stop();
        await etcd.stop();
      },
    };
  } catch (error) {
    await etcd.stop();
    throw error;
  }
}

async function startEtcd(
  program: string,
  [clients, peers]: number[],
  env: NodeJS.ProcessEnv,
): Promise<RunningServer & { url: string }> {
  const folder = await serverFolder("etcd");
  const url = `http://127.0.0.1:${clients}`;
  const peerUrl = `http://127.0.0.1:${peers}`;
  const flags = {
    "data-dir": join(folder, "data"),
    "listen-client-urls": url,
    "advertise-client-urls": url,
    "listen-peer-urls": peerUrl,
    "initial-advertise-peer-urls": peerUrl,
    "initial-cluster": `default=${peerUrl}`,
    "log-level": "error",
    // The data is only needed during the test.
    "unsafe-no-fsync": "true",
  };
  const ready = async (): Promise<boolean> => (await fetch(`${url}/health`)).ok;
  const server = await startServer({
    title: "etcd",
    program,
    args: asArguments(flags),
    env,
    folder,
    ready,
  });
  return { ...server, url };
}

async function start(
  program: string,
  port: number,
  etcd: string,
  env: NodeJS.ProcessEnv,
): Promise<ApiServer> {
  const folder = await serverFolder("kube-apiserver");
  const url = `https://127.0.0.1:${port}`;
  const token = randomBytes(16).toString("hex");
  const certificates = join(folder, "certificates");
  const key = join(folder, "service-accounts.key");
  const tokens = join(folder, "tokens.csv");
  await writeFile(key, serviceAccountKey());
  await writeFile(tokens, `${token},admin,1,"system:masters"\n`, { mode: 0o600 });
  const flags = {
    "etcd-servers": etcd,
    "bind-address": "127.0.0.1",
    "advertise-address": "127.0.0.1",
    "secure-port": String(port),
    "cert-dir": certificates,
    "service-account-issuer": "https://kubernetes.default.svc",
    "service-account-key-file": key,
    "service-account-signing-key-file": key,
    "token-auth-file": tokens,
    "authorization-mode": "RBAC",
    "service-cluster-ip-range": "10.96.0.0/16",
    // Without a controller, service accounts would never exist.
    "disable-admission-plugins": "ServiceAccount",
    // Some workloads of the scenarios are privileged, which EKS allows.
    "allow-privileged": "true",
    "endpoint-reconciler-type": "none",
  };
  // The server writes its certificate, followed by that of its authority, at its start.
  const readCa = (): Promise<string> => readFile(join(certificates, "apiserver.crt"), "utf8");
  const server = await startServer({
    title: "the Kubernetes API server",
    program,
    args: asArguments(flags),
    env,
    folder,
    ready: async () => {
      const access = { url, token, ca: await readCa() };
      // The server creates this namespace itself, as the last step that clients depend on.
      const paths = ["/readyz", "/api/v1/namespaces/default"];
      const answers = await Promise.all(paths.map((path) => send(access, { path })));
      return answers.every(({ status }) => status === 200);
    },
  });
  return { ...server, url, token, ca: await readCa() };
}

function serviceAccountKey(): string {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).privateKey;
}

function asArguments(flags: Record<string, string>): string[] {
  return Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
}
