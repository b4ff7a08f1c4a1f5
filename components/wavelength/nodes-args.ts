import type * as pulumi from "@pulumi/pulumi";
import { al2023Parameter } from "../../model/nodes/ami";
import { InputError } from "../../model/errors";
import { instanceType, supportsPrefixes } from "../../model/nodes/instance-types";
import { checkNodeLabels } from "../../model/nodes/labels";
import { maxPods, type PodAddressing } from "../../model/nodes/max-pods";
import {
  checkNodeVersion,
  checkWavelengthZone,
  checkZoneVolume,
} from "../../model/wavelength/zone";

/** Arguments of {@link WavelengthNodes}. */
export interface WavelengthNodesArgs {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /**
   * Kubernetes minor version of the control plane.
   *
   * @example "1.35"
   */
  clusterVersion: string;

  /**
   * Kubernetes minor version of the nodes: the control plane's, or up to three before it.
   *
   * @default the control plane's
   */
  version?: string;

  /** URL of the Kubernetes API. */
  endpoint: pulumi.Input<string>;

  /** The cluster's certificate authority, base64. */
  certificateAuthority: pulumi.Input<string>;

  /**
   * IPv4 block of the cluster's Service addresses.
   *
   * @example "172.20.0.0/16"
   */
  serviceCidr: string;

  /** The security group that EKS gives control plane and nodes. */
  securityGroupId: pulumi.Input<string>;

  /**
   * Name of the Wavelength Zone.
   *
   * @example "us-east-1-wl1-bos-wlz-1"
   */
  zone: string;

  /** The zone's subnet. */
  subnetId: pulumi.Input<string>;

  /**
   * EC2 instance types that the zone offers, of one architecture, the preferred one first.
   *
   * @example ["t3.medium", "t3.xlarge"]
   */
  instanceTypes: readonly string[];

  /** Nodes at least. */
  minSize: number;

  /** Nodes at first; what changes it later (an autoscaler, a person) is not undone. */
  desiredSize: number;

  /** Nodes at most. */
  maxSize: number;

  /**
   * Whether nodes get carrier IPs and reach AWS through the carrier's network. Without, they are
   * private and need interface endpoints in the Region.
   *
   * @default false
   */
  carrierIps?: boolean;

  /**
   * How the VPC CNI gives addresses to pods: decides how many pods the kubelet accepts.
   *
   * @default single addresses from the node's subnet
   */
  addressing?: PodAddressing;

  /**
   * Type of the encrypted root volume. Zones have gp2, and few have more.
   *
   * @default "gp2"
   */
  volumeType?: string;

  /**
   * Volume types beside gp2 that the zone is known to have.
   *
   * @default []
   * @example ["gp3"]
   */
  allowedVolumeTypes?: readonly string[];

  /**
   * GiB of the root volume.
   *
   * @default 50
   */
  volumeSize?: number;

  /**
   * Labels of the nodes, beside that of the zone.
   *
   * @default {}
   */
  labels?: Readonly<Record<string, string>>;

  /**
   * ARN of the repositories of an ImageCache: nodes may have it fetch images.
   *
   * @default no such right
   */
  cachedImagesArn?: pulumi.Input<string>;
}

/** What follows from the arguments. */
export interface NodeFacts {
  /** Name of the parameter with the image's id. */
  imageParameter: string;
  /** The kubelet's maxPods: what the smallest of the types holds. */
  maxPods: number;
  volumeType: string;
}

/** Checks what is known before deployment. @throws InputError */
export function checkWavelengthNodes(args: WavelengthNodesArgs): NodeFacts {
  const { addressing = {}, volumeType = "gp2", version = args.clusterVersion } = args;
  checkWavelengthZone(args.zone, "zone");
  checkNodeVersion(version, args.clusterVersion, "version");
  checkZoneVolume(volumeType, args.allowedVolumeTypes ?? [], "volumeType");
  checkSizes(args);
  checkNodeLabels(args.labels ?? {}, "labels");
  const types = args.instanceTypes.map((name, index) =>
    instanceType(name, `instanceTypes[${index}]`),
  );
  const xen = types.find((type) => !supportsPrefixes(type));
  if (addressing.prefixDelegation && xen) {
    throw new InputError({
      argument: "addressing.prefixDelegation",
      value: true,
      rule: `does not work on ${xen.name}, which is not based on the Nitro System`,
      fix: "Choose Nitro-based instance types, for example t3 or later.",
    });
  }
  return {
    imageParameter: al2023Parameter(version, types),
    maxPods: Math.min(...types.map((type) => maxPods(type, addressing))),
    volumeType,
  };
}

function checkSizes({ minSize, desiredSize, maxSize }: WavelengthNodesArgs): void {
  if (minSize >= 0 && minSize <= desiredSize && desiredSize <= maxSize && maxSize >= 1) return;
  throw new InputError({
    argument: "desiredSize",
    value: desiredSize,
    rule: `does not lie between minSize, ${minSize}, and maxSize, ${maxSize}, which is at least 1`,
    fix: "Put the three into order.",
  });
}
