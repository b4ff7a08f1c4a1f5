import type * as pulumi from "@pulumi/pulumi";
import { checkNodeLabels } from "../../model/nodes/labels";
import type { PodAddressing } from "../../model/nodes/max-pods";
import { checkZoneNodes, type ZoneNodeFacts } from "../../model/wavelength/nodes";
import type { GivenZoneNodesSettings, ZoneNodesSettings } from "../../model/wavelength/settings";
import { checkNodeVersion, checkWavelengthZone } from "../../model/wavelength/zone";

/** Arguments of {@link WavelengthNodes}. */
export interface WavelengthNodesArgs extends GivenZoneNodesSettings {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /**
   * Kubernetes minor version of the control plane.
   *
   * @example "1.35"
   */
  clusterVersion: string;

  /**
   * Kubernetes minor version of the nodes: the control plane's version, or up to three before it.
   *
   * @default the control plane's
   */
  version?: string;

  /** URL of the Kubernetes API. */
  endpoint: pulumi.Input<string>;

  /** The cluster's certificate authority, in base64. */
  certificateAuthority: pulumi.Input<string>;

  /**
   * IPv4 block of the cluster's Service addresses.
   *
   * @example "172.20.0.0/16"
   */
  serviceCidr: string;

  /** The security group that EKS gives the control plane and the nodes. */
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
   * Assignment of pod addresses by the VPC CNI. It determines the kubelet's limit of pods.
   *
   * @default single addresses from the node's subnet
   */
  addressing?: PodAddressing;

  /**
   * Size of the root volume in GiB.
   *
   * @default 50
   */
  volumeSize?: number;

  /**
   * Further labels of the nodes, in addition to the zone's label.
   *
   * @default {}
   */
  labels?: Readonly<Record<string, string>>;

  /**
   * ARN of the repositories of an ImageCache. Nodes may make the cache fetch images.
   *
   * @default no permission
   */
  cachedImagesArn?: pulumi.Input<string>;
}

/** Arguments with all defaults filled in. */
export type FilledZoneNodesArgs = WavelengthNodesArgs & ZoneNodesSettings;

/** Checks the arguments that are known before deployment. @throws InputError */
export function checkWavelengthNodes(args: FilledZoneNodesArgs): ZoneNodeFacts {
  const { version = args.clusterVersion } = args;
  checkWavelengthZone(args.zone, "zone");
  checkNodeVersion(version, args.clusterVersion, "version");
  checkNodeLabels(args.labels ?? {}, "labels");
  const paths = { nodes: "", addressing: "addressing", volumeType: "volumeType" };
  return checkZoneNodes({ ...args, version }, paths);
}
