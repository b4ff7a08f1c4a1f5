import * as pulumi from "@pulumi/pulumi";
import { refusing, type Component } from "./component";

/** A child as the local cloud's Kubernetes provider tells it. */
interface Child {
  type: string;
  name: string;
  properties: pulumi.Inputs;
  /** Indexes of the children before it that it depends on. */
  after: number[];
}

// Answered by simulator/kubernetes/functions.ts, which knows the cluster that the component is for.
const CHILDREN = "kubernetes:local:childrenOfManifests";

/** Components that read manifests. Those that run Helm or Kustomize cannot be had in the local cloud. */
export const manifestComponents: Readonly<Record<string, Component>> = {
  "kubernetes:yaml/v2:ConfigFile": { construct },
  "kubernetes:yaml/v2:ConfigGroup": { construct },
  "kubernetes:helm.sh/v4:Chart": withoutProgram("Helm", "helm.v3.Release"),
  "kubernetes:kustomize/v2:Directory": withoutProgram("Kustomize", "yaml.v2.ConfigGroup"),
};

/** A resource whose type only its token tells. */
class Untyped extends pulumi.CustomResource {}

class Manifests extends pulumi.ComponentResource {
  readonly resources: pulumi.Output<pulumi.Resource[]>;

  constructor(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super(type, name, {}, options);
    this.resources = pulumi.output(inputs).apply(async (args: Record<string, unknown>) => {
      const { file, files, yaml, objs, resourcePrefix = name, skipAwait } = args;
      const call = { files: files ?? file, yaml, objs, prefix: resourcePrefix, skipAwait };
      const answer = (await pulumi.runtime.invoke(CHILDREN, call, { parent: this })) as {
        children?: Child[];
      };
      return this.register(answer.children ?? []);
    });
    this.registerOutputs({ resources: this.resources });
  }

  private register(children: readonly Child[]): pulumi.Resource[] {
    const registered: pulumi.Resource[] = [];
    for (const { type, name, properties, after } of children) {
      const dependsOn = after.flatMap((index) => registered[index] ?? []);
      registered.push(
        new Untyped(type, name, withSecrets(properties), { parent: this, dependsOn }),
      );
    }
    return registered;
  }
}

function construct(
  ...[name, type, inputs, options]: Parameters<Component["construct"]>
): ReturnType<Component["construct"]> {
  const component = new Manifests(name, type, inputs, options);
  return { urn: component.urn, state: { resources: component.resources } };
}

/** What a manifest says of a Secret is secret. */
function withSecrets(properties: pulumi.Inputs): pulumi.Inputs {
  if (properties["kind"] !== "Secret" || properties["apiVersion"] !== "v1") return properties;
  const secret = ["data", "stringData"].filter((part) => properties[part] !== undefined);
  return {
    ...properties,
    ...Object.fromEntries(secret.map((part) => [part, pulumi.secret(properties[part])])),
  };
}

function withoutProgram(program: string, instead: string): Component {
  return refusing(
    (type) =>
      `The local cloud does not run ${program}, so there is no ${type} in it. Use ${instead}.`,
  );
}
