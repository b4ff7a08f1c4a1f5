import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awsFunctions, awsTypes } from "../../../simulator/aws";
import { AwsProvider } from "../../../simulator/aws/provider";
import type { AwsSession } from "../../../simulator/aws/resource";
import { CloudError } from "../../../simulator/errors";
import type { DiffResult, ReadResult, ResourceState } from "../../../simulator/provider";
import { Schemas } from "../../../simulator/schemas";
import type { Properties } from "../../../simulator/values";
import { World } from "../../../simulator/world";

/** A resource that a test made. */
export interface Made {
  type: string;
  name: string;
  id: string;
  inputs: Properties;
  outputs: Properties;
}

/** What the provider found wrong with inputs before it called the cloud. */
export class Refusal extends Error {}

const schemas = new Schemas(join(__dirname, "..", "..", "..", "simulator", "data", "aws"));

/** The simulated AWS without an engine: the provider's methods as an engine calls them. */
export class LocalAws {
  readonly provider: AwsProvider;

  private constructor(
    readonly world: World,
    readonly session: AwsSession,
    private readonly folder: string,
    quietMs: number,
  ) {
    this.provider = new AwsProvider("0.0.0", world, schemas, awsTypes, awsFunctions, quietMs);
  }

  /** @param quietMs for how long the provider tries again while nothing changes */
  static async start(region = "us-east-1", quietMs = 0): Promise<LocalAws> {
    const folder = mkdtempSync(join(tmpdir(), "local-aws-"));
    const world = await World.open(join(folder, "world.json"));
    const session = { region, account: "123456789012", partition: "aws", defaultTags: {} };
    return new LocalAws(world, session, folder, quietMs);
  }

  async stop(): Promise<void> {
    await this.world.close();
    rmSync(this.folder, { recursive: true });
  }

  /** The same world as a provider of another Region, or with default tags, sees it. */
  as(change: Partial<AwsSession>): LocalAws {
    return new LocalAws(this.world, { ...this.session, ...change }, this.folder, 0);
  }

  /** Checked inputs, with what the provider fills in. @throws Refusal */
  check(type: string, name: string, news: Properties, olds: Properties = {}): Properties {
    const { inputs, failures } = this.provider.check(this.session, {
      ...ref(type, name),
      olds,
      news,
      oldDefaults: [],
      secrets: [],
      autonaming: { mode: "default" },
      seed: Buffer.from(name),
    });
    if (failures.length === 0) return inputs;
    throw new Refusal(failures.map(({ reason }) => reason).join("; "));
  }

  async create(type: string, inputs: Properties, name: string = randomUUID()): Promise<Made> {
    const checked = this.check(type, name, inputs);
    const request = { ...ref(type, name), inputs: checked, preview: false };
    const { id, values } = await this.provider.create(this.session, request);
    return { type, name, id, inputs: checked, outputs: values };
  }

  preview(type: string, inputs: Properties, name = "preview"): Promise<ResourceState> {
    const checked = this.check(type, name, inputs);
    return this.provider.create(this.session, {
      ...ref(type, name),
      inputs: checked,
      preview: true,
    });
  }

  async update(made: Made, change: Properties): Promise<Made> {
    const news = this.check(made.type, made.name, { ...made.inputs, ...change }, made.inputs);
    const request = { ...ref(made.type, made.name), ...made, news, preview: false };
    const { values } = await this.provider.update(this.session, request);
    return { ...made, inputs: news, outputs: values };
  }

  diff(made: Made, change: Properties, newDefaults: string[] = []): DiffResult {
    return this.provider.diff(this.session, {
      ...ref(made.type, made.name),
      id: made.id,
      oldInputs: made.inputs,
      oldOutputs: made.outputs,
      news: { ...made.inputs, ...change },
      newDefaults,
    });
  }

  read(made: Made): ReadResult | undefined {
    return this.provider.read(this.session, { ...ref(made.type, made.name), ...made });
  }

  async delete(made: Made): Promise<void> {
    await this.provider.delete(this.session, { ...ref(made.type, made.name), ...made });
  }

  invoke(token: string, args: Properties = {}): Properties {
    return this.provider.invoke(this.session, token, args).values;
  }
}

function ref(type: string, name: string) {
  return { urn: `urn:pulumi:dev::test::${type}::${name}`, type, name };
}

/** AWS' code of what a call throws, or nothing when it succeeds. */
export async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof CloudError) return error.code;
    throw error;
  }
}
