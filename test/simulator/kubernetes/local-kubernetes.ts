import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudError, NotReadyError, ProviderError } from "../../../simulator/errors";
import type { KubernetesSession } from "../../../simulator/kubernetes/configuration";
import { KubernetesProvider } from "../../../simulator/kubernetes/provider";
import { tokenFor } from "../../../simulator/kubernetes/token";
import type { DiffResult, ReadResult, ResourceState } from "../../../simulator/provider";
import { text, type Properties } from "../../../simulator/values";
import { World } from "../../../simulator/world";

/** An object that a test made. */
export interface Made {
  urn: string;
  type: string;
  id: string;
  inputs: Properties;
  outputs: Properties;
}

/** How a test makes an object. */
export interface NewObject {
  /** Name of the resource. @default "test" */
  name?: string;
  /** Type token. @default that of the object's kind */
  type?: string;
  /** @default false */
  preview?: boolean;
}

/** A kubeconfig for a cluster that is not of EKS. */
export function kubeconfigFor(server: string): string {
  return JSON.stringify({
    "current-context": "main",
    contexts: [{ name: "main", context: { cluster: "main" } }],
    clusters: [{ name: "main", cluster: { server } }],
  });
}

/** The local cloud's Kubernetes without an engine: its provider, called as the engine calls it. */
export class LocalKubernetes {
  private constructor(
    private readonly folder: string,
    readonly world: World,
    readonly provider: KubernetesProvider,
    public session: KubernetesSession,
  ) {}

  static async start(config: Properties = {}): Promise<LocalKubernetes> {
    const folder = await mkdtemp(join(tmpdir(), "local-kubernetes-"));
    const world = await World.open(join(folder, "world.json"));
    const provider = new KubernetesProvider("4.34.2", world, 100);
    const kubeconfig = kubeconfigFor("https://cluster.example");
    return new LocalKubernetes(
      folder,
      world,
      provider,
      provider.configure({ kubeconfig, ...config }),
    );
  }

  async stop(): Promise<void> {
    await this.world.close();
    await rm(this.folder, { recursive: true });
  }

  /** What the engine does first with an object: `reasons` says what is wrong with it. */
  check(
    object: Properties,
    { name = "test", type = tokenOfObject(object) }: NewObject = {},
    olds: Properties = {},
  ): { inputs: Properties; reasons: string[] } {
    const { inputs, failures } = this.provider.check(this.session, {
      ...{ urn: urnOf(type, name), type, name, news: object, olds },
      ...{
        secrets: [],
        oldDefaults: [],
        autonaming: { mode: "default" },
        seed: new Uint8Array([1]),
      },
    });
    return { inputs, reasons: failures.map(({ reason }) => reason) };
  }

  /** Checks and creates an object. @throws Error that says why it is refused */
  async create(object: Properties, options: NewObject = {}): Promise<Made> {
    const { name = "test", type = tokenOfObject(object), preview = false } = options;
    const urn = urnOf(type, name);
    const { inputs, reasons } = this.check(object, { name, type });
    if (reasons.length > 0) throw new ProviderError(reasons.join("\n"));
    const request = { urn, type, name, inputs, preview };
    const state = await this.provider.create(this.session, request);
    return { urn, type, id: state.id, inputs, outputs: state.values };
  }

  diff(made: Made, object: Properties): DiffResult {
    const { inputs } = this.check(object, request(made), made.inputs);
    return this.provider.diff(this.session, {
      ...request(made),
      ...{ id: made.id, oldInputs: made.inputs, oldOutputs: made.outputs, news: inputs },
      newDefaults: [],
    });
  }

  async update(made: Made, object: Properties, preview = false): Promise<Made> {
    const { inputs: news } = this.check(object, request(made), made.inputs);
    const { id, inputs, outputs } = made;
    const state: ResourceState = await this.provider.update(this.session, {
      ...request(made),
      ...{ id, inputs, outputs, news, preview },
    });
    return { ...made, inputs: news, outputs: state.values };
  }

  read({ id, inputs, outputs, ...made }: Made): ReadResult | undefined {
    return this.provider.read(this.session, { ...request(made), id, inputs, outputs });
  }

  async delete({ id, inputs, outputs, ...made }: Made): Promise<void> {
    await this.provider.delete(this.session, { ...request(made), id, inputs, outputs });
  }
}

function request({ urn, type }: Pick<Made, "urn" | "type">): {
  urn: string;
  type: string;
  name: string;
} {
  return { urn, type, name: urn.split("::").at(-1) ?? "" };
}

function tokenOfObject(object: Properties): string {
  return tokenFor(text(object["apiVersion"]), text(object["kind"]));
}

function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::games::${type}::${name}`;
}

/** Whether an error is a refusal, and no defect of the local cloud. */
export function isRefusal(error: unknown): error is Error {
  return (
    error instanceof CloudError || error instanceof ProviderError || error instanceof NotReadyError
  );
}
