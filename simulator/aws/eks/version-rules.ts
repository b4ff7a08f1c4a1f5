import {
  maxKubeletSkew,
  minorVersion,
  versionCalendar,
  versionSkew,
} from "../../../model/cluster/versions";
import { text, type Properties } from "../../values";
import type { Place } from "../resource";
import { invalidParameter } from "./reference-targets";

/** @throws CloudError for a version that EKS does not know */
export function requireKnownVersion(version: string): void {
  if (versionCalendar.some((known) => known.version === version)) return;
  throw invalidParameter(`unsupported Kubernetes version ${version}`);
}

/** Checks the step that an update of a control plane makes: one minor version up, or none. */
export function requireControlPlaneStep(
  place: Place,
  clusterName: string,
  from: string,
  to: string,
): void {
  const step = versionSkew(from, to);
  if (step === 0) return;
  if (step !== 1) {
    throw invalidParameter(`Unsupported Kubernetes minor version update from ${from} to ${to}`);
  }
  const behind = nodeGroupsOf(place, clusterName).filter(
    ({ outputs }) => minorVersion(text(outputs["version"])) !== from,
  );
  if (behind.length === 0) return;
  const names = behind.map(({ outputs }) => text(outputs["nodeGroupName"])).join(", ");
  throw invalidParameter(
    `Nodegroups ${names} must be updated to match cluster version ${from} before updating cluster version`,
  );
}

/** Checks a node group's version against its control plane and its own past. */
export function requireNodeVersion(version: string, controlPlane: string, before?: string): void {
  requireKnownVersion(version);
  const skew = versionSkew(version, controlPlane);
  if (skew < 0) {
    throw invalidParameter(
      `Nodegroup Kubernetes version ${version} is newer than the cluster's version ${controlPlane}`,
    );
  }
  if (skew > maxKubeletSkew) {
    throw invalidParameter(
      `Nodegroup Kubernetes version ${version} is more than ${maxKubeletSkew} minor versions older than the cluster's version ${controlPlane}`,
    );
  }
  if (before !== undefined && versionSkew(version, before) > 0) {
    throw invalidParameter(
      `Unsupported Kubernetes minor version update from ${before} to ${version}`,
    );
  }
}

function nodeGroupsOf(
  { world }: Place,
  clusterName: string,
): { inputs: Properties; outputs: Properties }[] {
  return world
    .all("aws:eks/nodeGroup:NodeGroup")
    .filter(({ inputs }) => inputs["clusterName"] === clusterName);
}
