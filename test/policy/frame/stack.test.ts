import type { StackResource } from "../../../policy/frame/resource";
import assert from "node:assert/strict";
import { createStack } from "../../../policy/frame/stack";
import { guard } from "../../../policy/frame/unknown";
import { notYet } from "../harness/judging";

const subnetType = "aws:ec2/subnet:Subnet";

interface Part {
  type?: string;
  props?: object;
  parent?: string;
  dependencies?: string[];
}

function resource(
  name: string,
  { type = subnetType, props = {}, parent, dependencies = [] }: Part,
) {
  return {
    name,
    type,
    urn: name,
    props: guard(props),
    parent,
    dependencies,
    propertyDependencies: { subnetIds: dependencies },
  } as unknown as StackResource;
}

/** Names of the subnets that a property of ids resolves to, in a stack with three subnets. */
function targets(ids: unknown, dependencies: string[] = []) {
  const known = (name: string) => resource(name, { props: { id: `${name}-id` } });
  const component = resource("vpc", { type: "awsx:ec2:Vpc" });
  const child = resource("c", { props: { id: notYet }, parent: "vpc" });
  const from = resource("from", { type: "x:y:Z", props: { ids }, dependencies });
  const stack = createStack([known("a"), known("b"), component, child, from]);
  const read = () => (from.props as { ids?: string[] }).ids;
  const { found, outside, possible, unresolved } = stack.targets(
    from,
    "subnetIds",
    subnetType,
    read,
  );
  const names = (resources: StackResource[]) => resources.map(({ name }) => name);
  return { found: names(found), outside, possible: names(possible), unresolved };
}

describe("The target of a property", () => {
  const none = { found: [], outside: [], possible: [], unresolved: false };

  it("is found by id", () => {
    assert.deepEqual(targets(["b-id", "a-id"]), { ...none, found: ["b", "a"] });
  });

  it("is in another stack if no resource has the id", () => {
    assert.deepEqual(targets(["a-id", "subnet-9"]), {
      ...none,
      found: ["a"],
      outside: ["subnet-9"],
    });
  });

  it("is found by dependency if the id is unknown", () => {
    assert.deepEqual(targets([notYet], ["a"]), { ...none, found: ["a"] });
    assert.deepEqual(targets([notYet, notYet], ["a", "b"]), { ...none, found: ["a", "b"] });
  });

  it("is found below a component from which the value comes", () => {
    assert.deepEqual(targets([notYet], ["vpc"]), { ...none, found: ["c"] });
  });

  it("is one of several if there are more dependencies than ids", () => {
    assert.deepEqual(targets([notYet], ["a", "b"]), { ...none, possible: ["a", "b"] });
    assert.deepEqual(targets(notYet, ["a", "b"]), { ...none, possible: ["a", "b"] });
  });

  it("is unresolved if no dependency shows what it could be", () => {
    assert.deepEqual(targets([notYet], []), { ...none, unresolved: true });
  });

  it("is empty if the property is not set", () => {
    assert.deepEqual(targets(undefined), none);
  });
});
