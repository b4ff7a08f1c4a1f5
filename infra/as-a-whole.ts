import * as pulumi from "@pulumi/pulumi";

/**
 * Composes all resources before it sends any to the engine: an error of any component then prevents
 * the creation of all resources.
 */
export function asAWhole<T>(compose: () => T): T {
  let composed: (dependencies: pulumi.Resource[]) => void = () => undefined;
  const gate = new Promise<pulumi.Resource[]>((resolve) => (composed = resolve));
  pulumi.runtime.registerStackTransformation(({ props, opts }) => ({
    props,
    opts: pulumi.mergeOptions(opts, { dependsOn: gate }),
  }));
  const result = compose();
  composed([]);
  return result;
}
