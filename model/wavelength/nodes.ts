import { pathTo } from "../errors";
import { al2023Parameter } from "../nodes/ami";
import { instanceType, requirePrefixes } from "../nodes/instance-types";
import { maxPods, type PodAddressing } from "../nodes/max-pods";
import { checkSizes, type NodeSizes } from "../nodes/sizes";
import { checkZoneVolume } from "./zone";

/** What of the nodes in a Wavelength Zone is known before deployment. */
export interface ZoneNodesPlan extends NodeSizes {
  instanceTypes: readonly string[];
  /** Kubernetes minor version of the nodes. */
  version: string;
  /** @default single addresses from the node's subnet */
  addressing?: PodAddressing;
  volumeType: string;
  allowedVolumeTypes: readonly string[];
}

/** Where the parts of a plan come from, as their author names them, for errors. */
export interface ZoneNodesPaths {
  /** What instance types and sizes are parts of. */
  nodes: string;
  addressing: string;
  volumeType: string;
}

/** What follows from a plan. */
export interface ZoneNodeFacts {
  /** Name of the parameter with the image's id. */
  imageParameter: string;
  /** The kubelet's maxPods: what the smallest of the types holds. */
  maxPods: number;
  volumeType: string;
}

/** Checks what is known of a zone's nodes before deployment. @throws InputError */
export function checkZoneNodes(plan: ZoneNodesPlan, at: ZoneNodesPaths): ZoneNodeFacts {
  const { addressing = {}, volumeType, allowedVolumeTypes } = plan;
  checkZoneVolume(volumeType, allowedVolumeTypes, at.volumeType);
  checkSizes(plan, at.nodes);
  const argument = pathTo(at.nodes, "instanceTypes");
  const types = plan.instanceTypes.map((name, index) =>
    instanceType(name, `${argument}[${index}]`),
  );
  if (addressing.prefixDelegation) requirePrefixes(types, `${at.addressing}.prefixDelegation`);
  return {
    imageParameter: al2023Parameter(plan.version, types, argument),
    maxPods: Math.min(...types.map((type) => maxPods(type, addressing))),
    volumeType,
  };
}
