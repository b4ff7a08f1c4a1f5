import { pathTo } from "../errors";
import { al2023Parameter } from "../nodes/ami";
import { instanceType, requirePrefixes } from "../nodes/instance-types";
import { maxPods, type PodAddressing } from "../nodes/max-pods";
import { checkSizes, type NodeSizes } from "../nodes/sizes";
import { checkZoneVolume } from "./zone";

/** The properties of nodes in a Wavelength Zone that are known before deployment. */
export interface ZoneNodesPlan extends NodeSizes {
  instanceTypes: readonly string[];
  /** Kubernetes minor version of the nodes. */
  version: string;
  /** @default single addresses from the node's subnet */
  addressing?: PodAddressing;
  volumeType: string;
  allowedVolumeTypes: readonly string[];
}

/** Paths of a plan's parts in the author's input, for errors. */
export interface ZoneNodesPaths {
  /** Path of the object that contains instance types and sizes. */
  nodes: string;
  addressing: string;
  volumeType: string;
}

/** The values that a plan determines. */
export interface ZoneNodeFacts {
  /** Name of the parameter with the image's id. */
  imageParameter: string;
  /** The kubelet's maxPods: the number of pods that the smallest of the types holds. */
  maxPods: number;
  volumeType: string;
}

/** Checks the properties of a zone's nodes that are known before deployment. @throws InputError */
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
