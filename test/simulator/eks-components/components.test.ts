import assert from "node:assert/strict";
import type { LocalCloud } from "../../../simulator";
import { requireService } from "../../setup";
import { TestStack, type Run } from "../engine/test-stack";
import { program } from "./program";
import recorded from "./registered.json";
import { programOutputs, registrations, type Registration } from "./registrations";

const expected = recorded.registrations as Registration[];

/** The component of the program that a resource belongs to: `eks:index:Cluster edge`. */
function componentOf(resource: string): string {
  const parent = expected.find((each) => each.resource === resource)?.parent;
  return parent === undefined || parent === "the stack" ? resource : componentOf(parent);
}

const components = [...new Set(expected.map(({ resource }) => componentOf(resource)))];

/** `child of parent`, sorted. */
const family = (list: readonly Registration[]): string[] =>
  list.map(({ resource, parent }) => `${resource} of ${parent}`);

describe("The components of the eks package in the local cloud", () => {
  let stack: TestStack;
  let cloud: LocalCloud;
  let run: Run;
  let registered: Registration[];
  let outputs: unknown;

  before(async function () {
    await requireService("engine", this);
    this.timeout(300_000);
    // The test needs no state between two steps.
    stack = await TestStack.create({ PULUMI_EXPERIMENTAL: "1", PULUMI_SKIP_CHECKPOINTS: "1" });
    // Those of the local cloud, also where the real plugin is installed.
    cloud = await stack.startCloud([], {});
    run = await stack.up(program);
    const resources = await stack.exported();
    registered = registrations(resources);
    outputs = programOutputs(resources);
  });
  after(() => stack?.remove());

  it("can be deployed", () => {
    assert.deepEqual(run.errors, []);
  });

  it("have the children that the real plugin registers, with their names and parents", () => {
    assert.deepEqual(family(registered), family(expected));
  });

  for (const component of components) {
    it(`give the children of ${component} what the real plugin gives them`, () => {
      const children = (list: readonly Registration[]): readonly Registration[] =>
        list.filter(({ resource }) => componentOf(resource) === component);
      assert.deepEqual(children(registered), children(expected));
    });
  }

  it("have the outputs that the real plugin gives programs", () => {
    assert.deepEqual(outputs, recorded.outputs);
  });

  it("are destroyed in an order that leaves nothing behind", async function () {
    this.timeout(120_000);
    const { errors } = await stack.destroy();
    assert.deepEqual(errors, []);
    assert.deepEqual(cloud.world.everything(), []);
  });
});
