import { ProviderError, SimulatorError } from "../errors";
import { isObject, type Properties } from "../values";
import type { Entry, World } from "../world";
import type { KubernetesSession } from "./configuration";

/** A cluster that answers. */
export interface Cluster {
  /** The API server's URL: where its objects are in the world. */
  scope: string;
  /** Minor version: `1.35`. */
  version: string;
  /** The EKS cluster behind it; others have none. */
  eks?: Entry;
}

/** A cluster that does not answer, as the real provider tells it. */
export class Unreachable extends ProviderError {
  constructor(reason: string) {
    super(`configured Kubernetes cluster is unreachable: ${reason}`);
  }
}

const EKS_CLUSTER = "aws:eks/cluster:Cluster";
const EKS_HOST = /\.eks\.amazonaws\.com(\.cn)?$/;
// A cluster that is not of EKS has the newest version that the data knows.
const NEWEST = "1.36";

/**
 * The cluster that a provider is configured for. One of EKS answers as long as it exists in the world; any other
 * URL is a cluster of its own, which always answers.
 *
 * @throws Unreachable
 */
export function reach(world: World, { server }: KubernetesSession): Cluster {
  if ("problem" in server) throw new Unreachable(server.problem);
  const scope = server.url.replace(/\/$/, "");
  const eks = world.all(EKS_CLUSTER).find(({ outputs }) => outputs["endpoint"] === scope);
  if (eks) return { scope, version: textOf(eks, "version", NEWEST), eks };
  const host = hostOf(scope);
  if (!EKS_HOST.test(host)) return { scope, version: NEWEST };
  throw new Unreachable(
    `unable to load schema information from the API server: Get "${scope}/openapi/v2?timeout=32s": dial tcp: lookup ${host}: no such host`,
  );
}

/** The VPC settings of an EKS cluster. */
export function vpcOf({ eks }: Cluster): Properties {
  const vpc = eks?.outputs["vpcConfig"];
  return isObject(vpc) ? vpc : {};
}

function textOf({ inputs, outputs }: Entry, name: string, otherwise: string): string {
  const value = outputs[name] ?? inputs[name];
  return typeof value === "string" && value !== "" ? value : otherwise;
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    throw new SimulatorError(`The kubeconfig's server ${url} is not a URL.`);
  }
}
