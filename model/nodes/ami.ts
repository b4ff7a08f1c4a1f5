import { InputError } from "../errors";
import type { InstanceType } from "./instance-types";

/** Operating systems of nodes that this project builds. */
export type AmiFamily = "al2023" | "bottlerocket";

/** `amiType` of the EKS API, by family, architecture and GPU. */
const amiTypes = {
  al2023: {
    x86_64: { plain: "AL2023_x86_64_STANDARD", gpu: "AL2023_x86_64_NVIDIA" },
    arm64: { plain: "AL2023_ARM_64_STANDARD", gpu: "AL2023_ARM_64_NVIDIA" },
  },
  bottlerocket: {
    x86_64: { plain: "BOTTLEROCKET_x86_64", gpu: "BOTTLEROCKET_x86_64_NVIDIA" },
    arm64: { plain: "BOTTLEROCKET_ARM_64", gpu: "BOTTLEROCKET_ARM_64_NVIDIA" },
  },
} as const;

/**
 * The AMI type for all of these instance types: for their architecture, and with
 * NVIDIA drivers if they have GPUs.
 * Source: Amazon EKS API, `CreateNodegroup.amiType`.
 *
 * @throws InputError if no image runs on all of them.
 * @example amiType("al2023", [instanceType("m7g.large")]); // "AL2023_ARM_64_STANDARD"
 */
export function amiType(
  family: AmiFamily,
  types: readonly InstanceType[],
  argument = "instanceTypes",
): string {
  const { architecture, gpu } = commonImage(types, argument);
  return amiTypes[family][architecture][gpu ? "gpu" : "plain"];
}

/**
 * Name of the Systems Manager parameter with the id of the newest AL2023 image for all of these
 * instance types, for nodes that EKS does not manage.
 * Source: Amazon EKS User Guide, "Retrieve recommended Amazon Linux AMI IDs".
 *
 * @param version Kubernetes minor version.
 * @throws InputError if no image runs on all of them.
 */
export function al2023Parameter(
  version: string,
  types: readonly InstanceType[],
  argument = "instanceTypes",
): string {
  const { architecture, gpu } = commonImage(types, argument);
  const variant = gpu ? "nvidia" : "standard";
  return `/aws/service/eks/optimized-ami/${version}/amazon-linux-2023/${architecture}/${variant}/recommended/image_id`;
}

/** The architecture and GPU support of an image for all of these types. @throws InputError if no image fits. */
function commonImage(
  types: readonly InstanceType[],
  argument: string,
): { architecture: "x86_64" | "arm64"; gpu: boolean } {
  const value = types.map(({ name }) => name);
  const architectures = (["x86_64", "arm64"] as const).filter((architecture) =>
    types.every((type) => type.architectures.includes(architecture)),
  );
  const [architecture] = architectures;
  if (!architecture) {
    throw new InputError({
      argument,
      value,
      rule: "have no architecture in common, and a node group has one image",
      fix: "Make a node group for x86_64 types and one for arm64 types.",
    });
  }
  const withGpu = types.filter(({ gpus }) => gpus > 0);
  if (withGpu.length > 0 && withGpu.length < types.length) {
    throw new InputError({
      argument,
      value,
      rule: "mix types with and without GPUs, and a node group has one image",
      fix: "Make a node group for each.",
    });
  }
  return { architecture, gpu: withGpu.length > 0 };
}
