import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type {
  MockCallArgs,
  MockResourceArgs,
  MockResourceResult,
} from "@pulumi/pulumi/runtime/mocks";

/** A resource that a program registered. */
export interface Registered {
  type: string;
  name: string;
  /** Inputs as the engine gets them, with no unknown values. */
  inputs: Record<string, unknown>;
  /** Name of the parent. */
  parent: string;
  /** Names of its dependencies. */
  dependencies: string[];
  ignoreChanges: string[];
  transforms: pulumi.ResourceTransform[];
}

/** The resources and the result of a program. */
export interface Deployed<T> {
  result: T;
  resources: Registered[];
  /** Returns the one resource of this type and name; fails the test if it does not exist. */
  get: (type: string, name?: string) => Registered;
  /** Returns all resources of this type, by name. */
  all: (type: string) => Registered[];
}

/** State that the mocked cloud adds to the inputs, by type. */
export type Outputs = Readonly<Record<string, (args: MockResourceArgs) => Record<string, unknown>>>;

/** Answers of the mocked cloud to functions, by token, in addition to the account's data. */
export type Answers = Readonly<Record<string, Record<string, unknown>>>;

interface Request {
  getName(): string;
  getDependenciesList(): string[];
  getParent(): string;
  getIgnorechangesList(): string[];
}

/**
 * Runs part of a program against Pulumi's mocks: every resource is accepted and gets an id, an ARN
 * and the `outputs` of its type; functions return their `answers`.
 */
export async function deploy<T>(
  build: () => T,
  outputs: Outputs = {},
  answers: Answers = {},
): Promise<Deployed<T>> {
  const resources: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (args: MockResourceArgs): MockResourceResult => {
        const { type, name, transforms = [] } = args;
        const given = args.inputs as Record<string, unknown>;
        const known = { type, name, inputs: given, transforms };
        resources.push({ ...known, parent: "", dependencies: [], ignoreChanges: [] });
        return {
          id: `${name}-id`,
          state: { ...standardState(args), ...given, ...outputs[type]?.(args) },
        };
      },
      call: (args) => answers[args.token] ?? standardCall(args),
    },
    "eks-scenarios",
    "test",
    false,
  );
  const requests = recordRequests();
  const result = build();
  await pulumi.runtime.disconnect();
  for (const resource of resources) {
    const request = requests.find(
      (sent) => sent.getName() === resource.name && matches(sent, resource),
    );
    resource.dependencies = request?.getDependenciesList().map(nameOf).sort() ?? [];
    resource.parent = nameOf(request?.getParent() ?? "");
    resource.ignoreChanges = request?.getIgnorechangesList() ?? [];
  }
  const all = (type: string) =>
    resources
      .filter((resource) => resource.type === type)
      // Registrations run concurrently, so their order is not stable.
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const get = (type: string, name?: string) => {
    const found = all(type).filter((resource) => name === undefined || resource.name === name);
    assert.equal(found.length, 1, `${found.length} resources ${type} ${name ?? ""}`);
    return found[0] as Registered;
  };
  return { result, resources, all, get };
}

/** Returns the value of an output, after everything that it waits for. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

function recordRequests(): (Request & { getType(): string })[] {
  const requests: (Request & { getType(): string })[] = [];
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource(req: Request & { getType(): string }, callback: unknown): unknown;
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (req, callback) => {
    requests.push(req);
    return register(req, callback);
  };
  return requests;
}

function matches(sent: { getType(): string }, resource: Registered): boolean {
  return sent.getType() === resource.type;
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

function standardState({ type, name }: MockResourceArgs): Record<string, unknown> {
  return { arn: `arn:aws:${type.split(":")[1]?.split("/")[0]}:us-east-1:123456789012:${name}` };
}

function standardCall({ token, inputs }: MockCallArgs): Record<string, unknown> {
  const answers: Record<string, Record<string, unknown>> = {
    "aws:index/getCallerIdentity:getCallerIdentity": { accountId: "123456789012" },
    "aws:index/getRegion:getRegion": { region: "us-east-1" },
    "aws:index/getPartition:getPartition": { partition: "aws", dnsSuffix: "amazonaws.com" },
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": {
      id: `pl-${(inputs as { name?: string }).name}`,
    },
    "aws:eks/getAddonVersion:getAddonVersion": { version: "v1.0.0-eksbuild.1" },
  };
  return answers[token] ?? assert.fail(`${token} is not mocked`);
}
