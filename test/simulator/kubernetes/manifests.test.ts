import assert from "node:assert/strict";
import { join } from "node:path";
import {
  childrenOf,
  manifestArguments,
  type Child,
  type ManifestPlace,
} from "../../../simulator/kubernetes/manifests";
import type { Properties } from "../../../simulator/values";

const place: ManifestPlace = {
  defaultNamespace: "games",
  isNamespaced: (_apiVersion, kind) => kind !== "Namespace" && kind !== "CustomResourceDefinition",
  known: (url) =>
    url === "https://example.com/crds.yaml" ? [object("Namespace", "known")] : undefined,
};

function object(kind: string, name: string, more: Properties = {}): Properties {
  return { apiVersion: "v1", kind, metadata: { name, ...more } };
}

const read = (args: Properties): Child[] =>
  childrenOf(manifestArguments({ prefix: "app", ...args }), place);
const names = (args: Properties): string[] => read(args).map(({ name }) => name);

describe("Manifests in the local cloud", () => {
  it("are objects, named after their component, in the provider's namespace", () => {
    const [child, ...more] = read({
      yaml: "---\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }",
    });
    assert.deepEqual(more, []);
    assert.deepEqual(child, {
      type: "kubernetes:core/v1:ConfigMap",
      name: "app:games/a",
      properties: object("ConfigMap", "a", { namespace: "games" }),
      after: [],
    });
    assert.deepEqual(names({ objs: [object("ConfigMap", "a")], prefix: "" }), ["games/a"]);
  });

  it("come after what they need: namespaces, definitions, and what they name", () => {
    const definition = {
      ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
      ...{ metadata: { name: "widgets.example.com" } },
      spec: { group: "example.com", names: { kind: "Widget" } },
    };
    const widget = { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "w" } };
    const last = object("ConfigMap", "last", {
      annotations: { "config.kubernetes.io/depends-on": "example.com/namespaces/games/Widget/w" },
    });
    const children = read({ objs: [last, widget, definition, object("Namespace", "games")] });
    assert.deepEqual(
      children.map(({ name, after }) => [name, [...after].sort()]),
      [
        ["app:widgets.example.com", []],
        ["app:games", []],
        ["app:games/w", [0, 1]],
        ["app:games/last", [1, 2]],
      ],
    );
  });

  it("may not need one another in a circle", () => {
    const needs = (name: string, other: string): Properties =>
      object("ConfigMap", name, {
        annotations: { "config.kubernetes.io/depends-on": `/namespaces/games/ConfigMap/${other}` },
      });
    assert.throws(
      () => read({ objs: [needs("a", "b"), needs("b", "a")] }),
      /^ProviderError: cyclic dependency between Kubernetes objects$/,
    );
  });

  it("are lists of objects, too", () => {
    const list = {
      apiVersion: "v1",
      kind: "List",
      items: [object("ConfigMap", "a"), object("Secret", "b")],
    };
    assert.deepEqual(names({ objs: [list] }), ["app:games/a", "app:games/b"]);
  });

  it("are waited for unless they say otherwise", () => {
    const [child] = read({ objs: [object("ConfigMap", "a")], skipAwait: true });
    assert.deepEqual((child?.properties["metadata"] as Properties)["annotations"], {
      "pulumi.com/skipAwait": "true",
    });
  });

  it("are read from files, patterns of files, and addresses that are known", () => {
    const folder = join(__dirname, "manifests");
    const shop = ["app:shop", "app:shop/shop"];
    assert.deepEqual(names({ files: join(folder, "shop.yaml") }), shop);
    assert.deepEqual(names({ files: [join(folder, "*.yaml")] }), shop);
    assert.deepEqual(names({ files: "https://example.com/crds.yaml" }), ["app:known"]);
    assert.throws(
      () => read({ files: "https://example.com/other.yaml" }),
      /reads nothing from the network, so it does not know what https:\/\/example.com\/other.yaml holds/,
    );
    assert.throws(
      () => read({ files: join(folder, "none.yaml") }),
      /^ProviderError: reading YAML file from disk: ENOENT/,
    );
  });

  it("are refused where they are no objects", () => {
    assert.throws(() => read({ yaml: "a: [" }), /^ProviderError: decoding YAML: /);
    assert.throws(
      () => read({ objs: [{ apiVersion: "v1", metadata: { name: "a" } }] }),
      /Kubernetes resources require a kind and apiVersion: `{"apiVersion":"v1"/,
    );
    assert.throws(
      () => read({ objs: [{ apiVersion: "v1", kind: "ConfigMap" }] }),
      /Kubernetes resources require a .metadata.name: `{"apiVersion":"v1"/,
    );
  });
});
