import * as pulumi from "@pulumi/pulumi";

/**
 * Composes resources, and sends none of them to the engine before all are composed: what a
 * component refuses is refused before anything is created, whatever was composed before it.
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
