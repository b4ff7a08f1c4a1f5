import type { Resource, Stack } from "../../frame/resource";
import type { PropertiesOf } from "../../frame/inputs";
import { perStack } from "../../frame/stack";
import { ifKnown } from "../../frame/unknown";
import { addonValues } from "./configuration";

/** The resource types that can install the VPC CNI plugin. */
export const cniTypes = [
  "aws:eks/addon:Addon",
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:apps/v1:DaemonSetPatch",
  "kubernetes:helm.sh/v3:Release",
] as const;

type CniResource = Resource<(typeof cniTypes)[number]>;

/** The settings of the plugin in a resource. */
export interface Cni {
  /** Environment variables of the plugin. */
  env: Readonly<Record<string, unknown>>;
  /** The property that contains them, with a dot at the end. */
  path: string;
  /** The whole configuration of the managed add-on; undefined for other resources. */
  configuration?: object;
  /** Whether the configuration of the add-on is a JSON or YAML object. */
  isReadable: boolean;
}

/** The plugin that a resource installs, or undefined if it installs something else. */
export function cniOf(resource: CniResource): Cni | undefined {
  switch (resource.type) {
    case "aws:eks/addon:Addon":
      return resource.props.addonName === "vpc-cni" ? ofAddon(resource.props) : undefined;
    case "kubernetes:helm.sh/v3:Release":
      return /(^|\/)aws-vpc-cni$/.test(resource.props.chart)
        ? ofRelease(resource.props)
        : undefined;
    case "kubernetes:apps/v1:DaemonSet":
    case "kubernetes:apps/v1:DaemonSetPatch":
      return resource.props.metadata?.name === "aws-node" ? ofDaemonSet(resource.props) : undefined;
  }
}

function ofAddon({ configurationValues }: PropertiesOf<"aws:eks/addon:Addon">): Cni {
  const configuration = addonValues(configurationValues);
  const { env = {} } = (configuration ?? {}) as { env?: Record<string, unknown> };
  return {
    env,
    path: "configurationValues.env.",
    configuration: configuration ?? {},
    isReadable: configuration !== undefined,
  };
}

function ofRelease({ values }: PropertiesOf<"kubernetes:helm.sh/v3:Release">): Cni {
  const { env = {} } = (values ?? {}) as { env?: Record<string, unknown> };
  return { env, path: "values.env.", isReadable: true };
}

function ofDaemonSet({ spec }: PropertiesOf<"kubernetes:apps/v1:DaemonSet">): Cni {
  const containers = spec?.template.spec?.containers ?? [];
  const plugin = containers.find(({ name }) => name === "aws-node");
  const env = (plugin?.env ?? []).map(({ name, value }) => [name, value]);
  return {
    env: Object.fromEntries(env) as Record<string, unknown>,
    path: "spec.template.spec.containers[aws-node].env.",
    isReadable: true,
  };
}

/** Whether a stack turns on external SNAT, so that a NAT gateway must translate addresses. */
export const hasExternalSnat = perStack((stack: Stack) =>
  cniTypes
    .flatMap((type): readonly CniResource[] => stack.ofType(type))
    .some((resource) => ifKnown(() => isExternalSnat(cniOf(resource))) === true),
);

/** Whether external SNAT is on: the plugin does not translate the addresses of pods. */
export function isExternalSnat(cni: Cni | undefined): boolean {
  return cni?.env["AWS_VPC_K8S_CNI_EXTERNALSNAT"] === "true";
}
