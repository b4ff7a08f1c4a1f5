import { main } from "@pulumi/pulumi/provider";
import { eksComponents, eksMethods } from "../eks-components";
import { version } from "../eks-components/plugin.json";
import type { Component, Method } from "./component";
import { manifestComponents } from "./manifests";

/**
 * The process in which remote components are constructed. It is apart from the local cloud because the SDK keeps
 * the state of a program in globals. It prints its port, and ends with the process that started it.
 */

const components: Readonly<Record<string, Component>> = { ...manifestComponents, ...eksComponents };
const methods: Readonly<Record<string, Method>> = eksMethods;

// The end of its input comes when the other process ends, however that ends.
process.stdin.resume();
process.stdin.on("close", () => process.exit(0));

void main(
  {
    // Kubernetes tells its version itself.
    version,
    construct: async (name, type, inputs, options) => {
      const component = components[type];
      if (!component) throw new Error(`The local cloud does not know the component ${type}.`);
      return component.construct(name, type, inputs, options);
    },
    call: (token, inputs) => {
      const method = methods[token];
      if (method) return Promise.resolve({ outputs: method(inputs) });
      return Promise.reject(new Error(`The local cloud does not know the method ${token}.`));
    },
  },
  [],
);
