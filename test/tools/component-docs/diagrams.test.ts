import assert from "node:assert/strict";
import { itemsOf } from "../../../tools/component-docs/component-items";
import { graphOf, maxItems } from "../../../tools/component-docs/graph";
import { resourcesIn, type Item } from "../../../tools/component-docs/items";
import { mermaid } from "../../../tools/component-docs/mermaid";
import { stackItems, stacksPage } from "../../../tools/component-docs/stacks";
import { parseMermaid } from "./mermaid-library";
import { games } from "./stack";

function draw(name: string): string {
  const component = [...games.values()].find((resource) => resource.name === name)!;
  return mermaid(graphOf(itemsOf(games, component)));
}

describe("The diagram of a component", () => {
  it("draws a network with subnets in the VPC, resources in their subnets, and folded zones", () => {
    assert.equal(
      draw("net"),
      [
        "flowchart LR",
        '  subgraph n4["ec2.Vpc"]',
        '    n1["ec2.RouteTable ×2<br/>rt<br/>+ Route ×2<br/>+ RouteTableAssociation ×2"]',
        '    n2["ec2.Subnet ×2<br/>private"]',
        '    subgraph n3["ec2.Subnet<br/>public"]',
        '      n0["ec2.NatGateway<br/>nat"]',
        "    end",
        "  end",
        "  n1 --> n0",
        "  n1 --> n2",
      ].join("\n"),
    );
  });

  it("draws resources of other components with dashes, and nodes in their subnets", () => {
    assert.equal(
      draw("pool"),
      [
        "flowchart LR",
        '  n1["iam.Role<br/>node<br/>+ RolePolicyAttachment"]',
        '  subgraph n2["ec2.Vpc<br/>net"]',
        '    subgraph n3["ec2.Subnet ×2<br/>net private"]',
        '      n0["eks.NodeGroup<br/>group"]',
        "    end",
        "  end",
        "  n0 --> n1",
        "  classDef outside stroke-dasharray: 4 4",
        "  class n2,n3 outside",
      ].join("\n"),
    );
  });

  it("draws Kubernetes objects in their namespaces and namespaces in the cluster", () => {
    assert.equal(
      draw("app"),
      [
        "flowchart LR",
        '  subgraph n3["Kubernetes cluster"]',
        '    subgraph n2["Namespace<br/>games"]',
        '      n0["Deployment ×2<br/>back, front"]',
        "    end",
        '    subgraph n4["Namespace<br/>kube-system"]',
        '      n1["ConfigMap<br/>dns"]',
        "    end",
        "  end",
        "  classDef outside stroke-dasharray: 4 4",
        "  class n3,n4 outside",
      ].join("\n"),
    );
  });

  it("draws a namespace of any component around its objects, and other used resources next to it", () => {
    assert.equal(
      draw("chat"),
      [
        "flowchart LR",
        '  n1["ManagedNodes<br/>pool"]',
        '  subgraph n2["Kubernetes cluster"]',
        '    subgraph n3["Namespace<br/>games"]',
        '      n0["Deployment<br/>web"]',
        "    end",
        "  end",
        "  n0 --> n1",
        "  classDef outside stroke-dasharray: 4 4",
        "  class n1,n2,n3 outside",
      ].join("\n"),
    );
  });

  it("represents every resource of the component once", () => {
    for (const [name, count] of [
      ["net", 11],
      ["pool", 3],
      ["app", 4],
    ] as const) {
      const component = [...games.values()].find((resource) => resource.name === name)!;
      assert.equal(resourcesIn(graphOf(itemsOf(games, component)).items), count, name);
    }
  });

  it("omits an arrow that others imply", () => {
    const items = [item("a", ["b", "c"]), item("b", ["c"]), item("c", [])];
    assert.deepEqual(graphOf(items).arrows, [
      { from: "a", to: "b" },
      { from: "b", to: "c" },
    ]);
  });

  it("keeps a cycle of arrows", () => {
    const { arrows } = graphOf([item("a", ["b"]), item("b", ["c"]), item("c", ["a"])]);
    assert.equal(arrows.length, 3);
  });

  it("folds items by kind, and then by service, if there are too many", () => {
    const kinds = ["ec2.Vpc", "ec2.Subnet", "iam.Role"];
    // A chain, so that no two of them have the same role.
    const many = Array.from({ length: 60 }, (_, at) => ({
      ...item(
        `i${String(at).padStart(2, "0")}`,
        at === 0 ? [] : [`i${String(at - 1).padStart(2, "0")}`],
      ),
      kind: kinds[at % 3]!,
    }));
    const { items } = graphOf(many);
    assert.deepEqual(
      items.map(({ kind, count }) => [kind, count]),
      [
        ["ec2.Vpc", 20],
        ["ec2.Subnet", 20],
        ["iam.Role", 20],
      ],
    );
    assert(items.length <= maxItems);
    const services = graphOf(
      many.map((one, at) => ({ ...one, kind: `${at % 2 ? "iam" : "ec2"}.Kind${at}` })),
    );
    assert.deepEqual(
      services.items.map(({ count }) => count),
      [30, 30],
    );
  });

  it("is valid Mermaid text", async () => {
    for (const name of ["net", "pool", "app"]) await parseMermaid(draw(name));
    await parseMermaid(mermaid(graphOf([{ ...item("a", []), names: ['"quoted" [x] <b>'] }])));
  });
});

describe("The diagram of a stack", () => {
  it("has a box per component, and arrows to the components that its resources depend on", () => {
    assert.deepEqual(
      stackItems(games).map(({ names, refersTo, parts }) => [
        names[0],
        parts.get("resources"),
        refersTo,
      ]),
      [
        ["app", 4, ["urn:pulumi:dev::games::eks-scenarios:nodes:ManagedNodes::pool"]],
        [
          "chat",
          1,
          [
            "urn:pulumi:dev::games::eks-scenarios:app:App::app",
            "urn:pulumi:dev::games::eks-scenarios:nodes:ManagedNodes::pool",
          ],
        ],
        ["net", 11, []],
        ["pool", 3, ["urn:pulumi:dev::games::eks-scenarios:network:Network::net"]],
      ],
    );
  });

  it("has a table of the components and their documents", () => {
    const page = stacksPage(new Map([["dev", games]]), (token) =>
      token.endsWith(":Network") ? "../components/network/README.md" : undefined,
    );
    assert.match(page, /^4 components with 19 resources\.$/m);
    assert.match(page, /^ {2}n0\["App<br\/>app<br\/>4 resources"\]$/m);
    assert.match(
      page,
      /^\| \[Network\]\(\.\.\/components\/network\/README\.md\) \| `net` \| 11 \|$/m,
    );
    assert.doesNotMatch(page, /\[ManagedNodes\]/);
  });
});

function item(id: string, refersTo: string[]): Item {
  return {
    id,
    kind: `kind.${id}`,
    names: [id],
    count: 1,
    parts: new Map(),
    refersTo,
    places: [],
    outside: false,
  };
}
