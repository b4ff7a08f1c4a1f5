import { main } from "@pulumi/pulumi/provider";
import type { Component } from "./component";
import { manifestComponents } from "./manifests";

/**
 * The process in which remote components are constructed. It is apart from the local cloud because the SDK keeps
 * the state of a program in globals. It prints its port, and ends with the process that started it.
 */

const components: Readonly<Record<string, Component>> = { ...manifestComponents };

// The end of its input comes when the other process ends, however that ends.
process.stdin.resume();
process.stdin.on("close", () => process.exit(0));

void main(
  {
    version: "",
    construct: async (name, type, inputs, options) => {
      const component = components[type];
      if (!component) throw new Error(`The local cloud does not know the component ${type}.`);
      return component.construct(name, type, inputs, options);
    },
  },
  [],
);
