import type { eks } from "@pulumi/aws";
import { parse } from "yaml";
import { isObject, type Value, text } from "../../values";
import { arn, uuid } from "../identity";
import { requireTarget } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { addOnVersions, isAddOn, needsNodes } from "./add-on-versions";
import { hasCompute } from "./compute";
import { cluster, inUse, invalidParameter, ofCluster, roleReference } from "./reference-targets";

type AddOnCall = AwsCall<eks.AddonArgs>;

export const addOnType = resourceType<eks.AddonArgs>({
  token: "aws:eks/addon:Addon",
  service: "EKS",
  noun: "EKS Add-On",
  operations: { create: "CreateAddon", update: "UpdateAddon", delete: "DeleteAddon" },
  id: ({ inputs }) => `${inputs.clusterName}:${inputs.addonName}`,
  exists: () => inUse("Addon already exists."),
  references: [
    ofCluster,
    roleReference("serviceAccountRoleArn"),
    roleReference("podIdentityAssociations[].roleArn"),
  ],
  validate: (call) => {
    requireVersion(call);
    requireConfiguration(call);
  },
  outputs: (call) => ({
    arn: arn(
      call.session,
      "eks",
      `addon/${call.inputs.clusterName}/${call.inputs.addonName}/${uuid(call.hex(32))}`,
    ),
    addonVersion: versionOf(call),
    configurationValues: call.inputs.configurationValues ?? "",
    createdAt: call.created,
    modifiedAt: call.created,
    namespaceConfig: call.inputs.namespaceConfig ?? { namespace: "kube-system" },
  }),
  notReady: (call) => {
    const { addonName, clusterName } = call.inputs;
    if (!needsNodes(addonName) || hasCompute(call, clusterName)) return undefined;
    const during = call.previous ? "update" : "creation";
    return `unexpected EKS Add-On (${call.id}) state returned during ${during}: timeout while waiting for state to become 'ACTIVE' (last state: 'DEGRADED', timeout: 20m0s): InsufficientNumberOfReplicas: The add-on is unhealthy because it doesn't have the desired number of replicas.`;
  },
});

function clusterVersion(call: AddOnCall): string {
  return text(requireTarget(call, cluster, call.inputs.clusterName).outputs["version"]);
}

function versionOf(call: AddOnCall): string {
  const { addonName, addonVersion } = call.inputs;
  const before = call.previous?.outputs["addonVersion"];
  const offered = addOnVersions(addonName, clusterVersion(call))?.default;
  return addonVersion ?? (typeof before === "string" ? before : (offered ?? ""));
}

function requireVersion(call: AddOnCall): void {
  const { addonName } = call.inputs;
  if (!isAddOn(addonName)) {
    throw invalidParameter(`Addon ${addonName} specified is not supported`);
  }
  const offered = addOnVersions(addonName, clusterVersion(call));
  const isKept = call.previous?.outputs["addonVersion"] === versionOf(call);
  if (isKept || offered?.versions.includes(versionOf(call))) return;
  throw invalidParameter(
    `Addon version specified is not supported: ${addonName} ${versionOf(call)} in ${clusterVersion(call)} clusters`,
  );
}

function requireConfiguration({ inputs: { configurationValues } }: AddOnCall): void {
  if (configurationValues === undefined || configurationValues === "") return;
  let values: Value;
  try {
    values = parse(configurationValues) as Value;
  } catch {
    throw invalidParameter("ConfigurationValue provided in request is not valid JSON or YAML");
  }
  if (isObject(values)) return;
  throw invalidParameter("ConfigurationValue provided in request is not an object");
}
