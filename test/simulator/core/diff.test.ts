import assert from "node:assert/strict";
import { changesAt, diff } from "../../../simulator/diff";
import { UNKNOWN, type Properties } from "../../../simulator/values";

describe("A difference", () => {
  const cases: [string, Properties, Properties, ReturnType<typeof diff>][] = [
    ["is nothing between equal properties", { a: [{ b: 1 }] }, { a: [{ b: 1 }] }, []],
    [
      "names what was added, taken away and changed",
      { old: 1, same: 1, changed: 1 },
      { same: 1, changed: 2, fresh: 1 },
      [
        { path: "old", pointer: "/old", kind: "delete" },
        { path: "changed", pointer: "/changed", kind: "update" },
        { path: "fresh", pointer: "/fresh", kind: "add" },
      ],
    ],
    [
      "names the innermost property, in lists and under keys that are no names",
      { ingress: [{ port: 80 }], tags: { "kubernetes.io/role/elb": "0" } },
      { ingress: [{ port: 443 }], tags: { "kubernetes.io/role/elb": "1" } },
      [
        { path: "ingress[0].port", pointer: "/ingress/port", kind: "update" },
        {
          path: 'tags["kubernetes.io/role/elb"]',
          pointer: "/tags/kubernetes.io/role/elb",
          kind: "update",
        },
      ],
    ],
    [
      "names the elements that a list gained or lost",
      { ports: [80] },
      { ports: [80, 443] },
      [{ path: "ports[1]", pointer: "/ports", kind: "add" }],
    ],
    [
      "is there when a value is not known yet",
      { vpcId: "vpc-1" },
      { vpcId: UNKNOWN },
      [{ path: "vpcId", pointer: "/vpcId", kind: "update" }],
    ],
    ["takes null for nothing", { a: null }, {}, []],
  ];
  for (const [title, olds, news, expected] of cases) {
    it(title, () => assert.deepEqual(diff(olds, news), expected));
  }
});

describe("A change touches a pointer", () => {
  const touches = (pointer: string, oldInputs: Properties, news: Properties): boolean =>
    diff(oldInputs, news).some((change) => changesAt(pointer, change, { oldInputs, news }));

  it("when it is there or below", () => {
    assert.equal(touches("/network", { network: { cidr: "a" } }, { network: { cidr: "b" } }), true);
    assert.equal(touches("/net", { network: { cidr: "a" } }, { network: { cidr: "b" } }), false);
  });

  it("in any element, where the pointer has a star", () => {
    const rules = (port: number) => ({ rules: [{ port: 1 }, { port }] });
    assert.equal(touches("/rules/*/port", rules(2), rules(3)), true);
    assert.equal(touches("/rules/*/name", rules(2), rules(3)), false);
  });

  it("when something larger is added, only if it holds that part", () => {
    assert.equal(touches("/access/bootstrap", {}, { access: { mode: "API" } }), false);
    assert.equal(touches("/access/bootstrap", {}, { access: { bootstrap: true } }), true);
    assert.equal(touches("/access/bootstrap", { access: {} }, { access: UNKNOWN }), true);
  });
});
