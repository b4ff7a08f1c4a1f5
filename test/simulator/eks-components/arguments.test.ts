import assert from "node:assert/strict";
import type { ClusterArgs } from "@pulumi/eks";
import { requireFittingAccess } from "../../../simulator/eks-components/access";
import { requireOne, requireSupported } from "../../../simulator/eks-components/arguments";
import {
  checkClusterArguments,
  hasNoDefaultNodes,
  nodeDefaults,
} from "../../../simulator/eks-components/cluster-arguments";

/** What a program is told of an argument. */
const refusal = (propertyPath: string, reason: string) => (error: unknown) => {
  const { propertyPath: path, reason: why } = error as { propertyPath: string; reason: string };
  assert.deepEqual([path, why], [propertyPath, reason]);
  return true;
};

describe("Arguments of the eks components in the local cloud", () => {
  it("are refused where they do not exist, or where the local cloud does nothing with them", () => {
    const table = { used: true, unused: { refused: "the local cloud has none" } } as const;
    requireSupported("Thing", { used: 1, unused: undefined }, table);
    assert.throws(
      () => requireSupported("Thing", { used: 1, unused: 1, other: 1 }, table),
      (error: unknown) => {
        const { message, errors } = error as { message: string; errors: object[] };
        assert.equal(message, "Thing cannot be made in the local cloud");
        assert.deepEqual(errors, [
          { propertyPath: "unused", reason: "the local cloud has none" },
          { propertyPath: "other", reason: "Thing has no such argument" },
        ]);
        return true;
      },
    );
  });

  it("may exclude one another", () => {
    requireOne({ a: 1, b: false }, "a", "b");
    assert.throws(
      () => requireOne({ a: 1, b: 2 }, "a", "b"),
      refusal("a", "a and b exclude one another: give one of them"),
    );
  });

  const excluding: [keyof ClusterArgs, keyof ClusterArgs][] = [
    ["instanceRole", "instanceRoles"],
    ["subnetIds", "publicSubnetIds"],
    ["subnetIds", "privateSubnetIds"],
    ["nodeGroupOptions", "instanceType"],
    ["nodeGroupOptions", "nodeAmiId"],
  ];
  for (const [one, other] of excluding) {
    it(`of a cluster: ${one} excludes ${other}`, () => {
      assert.throws(
        () => checkClusterArguments({ [one]: [], [other]: "x" }),
        refusal(one, `${one} and ${other} exclude one another: give one of them`),
      );
    });
  }

  it("of a cluster give nodes where nothing says otherwise", () => {
    assert.equal(hasNoDefaultNodes({}), false);
    assert.equal(hasNoDefaultNodes({ skipDefaultNodeGroup: true }), true);
    assert.equal(hasNoDefaultNodes({ fargate: true }), true);
    assert.equal(hasNoDefaultNodes({ autoMode: { enabled: true } }), true);
    assert.equal(hasNoDefaultNodes({ autoMode: { enabled: false } }), false);
  });

  it("of a cluster's default nodes are given one by one, or all together", () => {
    const { amiId, instanceType, version } = nodeDefaults({
      ...{ nodeAmiId: "ami-1", instanceType: "m7g.large", version: "1.35" },
    });
    assert.deepEqual([amiId, instanceType, version], ["ami-1", "m7g.large", "1.35"]);
    assert.deepEqual(nodeDefaults({ nodeGroupOptions: { minSize: 1 }, version: "1.35" }), {
      minSize: 1,
    });
  });
});

describe("Access to a cluster in the local cloud", () => {
  it("is given by what its mode knows", () => {
    const roleMappings: ClusterArgs["roleMappings"] = [];
    for (const args of [
      {},
      { instanceRoles: [], roleMappings },
      { authenticationMode: "API" as const, accessEntries: {}, instanceRoles: [] },
      { authenticationMode: "API_AND_CONFIG_MAP" as const, accessEntries: {}, roleMappings },
    ]) {
      requireFittingAccess(args);
    }
  });

  for (const [title, args, path, reason] of [
    [
      "a mode that does not exist",
      { authenticationMode: "RBAC" },
      "authenticationMode",
      "must be one of CONFIG_MAP, API_AND_CONFIG_MAP, API, not RBAC",
    ],
    [
      "mappings that the mode does not read",
      { authenticationMode: "API", roleMappings: [{}] },
      "roleMappings",
      "needs the aws-auth ConfigMap, which authenticationMode API does not read",
    ],
    [
      "entries that the mode does not read",
      { accessEntries: {} },
      "accessEntries",
      "needs authenticationMode API or API_AND_CONFIG_MAP",
    ],
    [
      "Auto Mode, whose nodes have entries",
      { authenticationMode: "CONFIG_MAP", autoMode: { enabled: true } },
      "autoMode",
      "needs authenticationMode API or API_AND_CONFIG_MAP",
    ],
  ] as const) {
    it(`is refused with ${title}`, () => {
      assert.throws(
        () => requireFittingAccess(args as unknown as ClusterArgs),
        refusal(path, reason),
      );
    });
  }
});
