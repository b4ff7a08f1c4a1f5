import type { eks } from "@pulumi/aws";
import { resourceType, type AwsCall } from "../resource";
import { clusterOutputs } from "./cluster-outputs";
import { makeClusterParts } from "./cluster-parts";
import { requireNetwork } from "./network-rules";
import {
  cluster,
  inUse,
  invalidParameter,
  invalidRequest,
  requireTrust,
  roleReference,
  secretsKey,
  securityGroups,
  subnets,
} from "./reference-targets";
import { requireControlPlaneStep, requireKnownVersion } from "./version-rules";
import { text } from "../../values";

type ClusterCall = AwsCall<eks.ClusterArgs>;

export const clusterType = resourceType<eks.ClusterArgs>({
  token: cluster.type,
  service: "EKS",
  noun: "EKS Cluster",
  operations: {
    create: "CreateCluster",
    update: "UpdateClusterConfig",
    delete: "DeleteCluster",
  },
  id: ({ inputs }) => inputs.name!,
  exists: ({ id }) => inUse(`Cluster already exists with name: ${id}`),
  defaults: { bootstrapSelfManagedAddons: true },
  autoname: { property: "name", maxLength: 100 },
  references: [
    subnets("vpcConfig.subnetIds[]"),
    securityGroups("vpcConfig.securityGroupIds[]"),
    roleReference("roleArn"),
    secretsKey("encryptionConfig.provider.keyArn"),
  ],
  validate: (call) => {
    if (call.inputs.version !== undefined) requireKnownVersion(call.inputs.version);
    requireTrust(
      call,
      call.inputs.roleArn,
      "eks.amazonaws.com",
      `Role with arn: ${call.inputs.roleArn}, could not be assumed because it does not exist or the trusted entity is not correct`,
    );
    requireNetwork(call);
    requireAutoMode(call);
    requireSecretsEncryption(call);
    if (call.previous) requireAllowedUpdate(call);
  },
  outputs: clusterOutputs,
  afterCreate: makeClusterParts,
  beforeDelete: ({ inputs }) => {
    if (inputs.deletionProtection) {
      throw invalidRequest(
        "Cluster cannot be deleted because deletion protection is enabled. Disable deletion protection and try again.",
      );
    }
  },
  // What is in it goes with it. Load balancers of its Services stay, and keep their subnets from being deleted.
  afterDelete: (call) => call.world.removeScope(text(clusterOutputs(call)["endpoint"])),
});

/** Auto Mode is three settings that go together. */
function requireAutoMode({ inputs }: ClusterCall): void {
  const { computeConfig, kubernetesNetworkConfig, storageConfig, accessConfig } = inputs;
  const parts = [
    computeConfig?.enabled ?? false,
    kubernetesNetworkConfig?.elasticLoadBalancing?.enabled ?? false,
    storageConfig?.blockStorage?.enabled ?? false,
  ];
  if (new Set(parts).size > 1) {
    throw invalidParameter(
      "For EKS Auto Mode, please ensure that all required configs, including computeConfig, kubernetesNetworkConfig, and blockStorage are all either fully enabled or fully disabled.",
    );
  }
  if (!parts[0]) return;
  if (inputs.bootstrapSelfManagedAddons !== false) {
    throw invalidParameter(
      "When EKS Auto Mode is enabled, bootstrapSelfManagedAddons must be false.",
    );
  }
  if ((accessConfig?.authenticationMode ?? "CONFIG_MAP") === "CONFIG_MAP") {
    throw invalidParameter(
      "EKS Auto Mode is only supported on cluster with authentication mode API or API_AND_CONFIG_MAP.",
    );
  }
}

function requireSecretsEncryption({ inputs: { encryptionConfig } }: ClusterCall): void {
  if (!encryptionConfig) return;
  const { resources } = encryptionConfig;
  if (resources.length === 1 && resources[0] === "secrets") return;
  throw invalidParameter(
    `Invalid resources [${resources.join(", ")}] in encryptionConfig. Only secrets is supported.`,
  );
}

const authenticationModes = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];

function requireAllowedUpdate(call: ClusterCall): void {
  const { outputs, inputs: before } = call.previous!;
  const from = text(outputs["version"]);
  requireControlPlaneStep(call, call.id, from, call.inputs.version ?? from);
  const modes = [before, call.inputs].map(
    ({ accessConfig }) => accessConfig?.authenticationMode ?? "CONFIG_MAP",
  );
  const [old = 0, wanted = 0] = modes.map((mode) => authenticationModes.indexOf(mode));
  if (wanted >= old) return;
  throw invalidParameter(`Unsupported authentication mode update from ${modes[0]} to ${modes[1]}`);
}
