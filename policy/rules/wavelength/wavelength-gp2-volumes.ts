import { Type } from "@sinclair/typebox";
import type { Resource } from "../../frame/resource";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";
import { launchTemplatesOf } from "../../support/nodes/launches";
import {
  launchPlacements,
  namedZones,
  placementOfLauncher,
  wavelengthSubnetsElsewhere,
} from "../../support/wavelength/placements";
import { declaredVolumes, hasRootOfImage, volumeTypes } from "../../support/nodes/volumes";
import { isWavelengthZone } from "../../support/wavelength/zones";

const types = [...volumeTypes, "kubernetes:storage.k8s.io/v1:StorageClass"] as const;
type Carrier = Resource<(typeof types)[number]>;

const example = (volumeType: string) => ({
  boston: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "vpc-1", availabilityZone: "us-east-1-wl1-bos-wlz-1" },
  },
  template: {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    properties: { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeType } }] },
  },
  nodes: {
    type: "aws:autoscaling/group:Group",
    properties: {
      vpcZoneIdentifiers: ["${boston.id}"],
      launchTemplate: { id: "${template.id}", version: "1" },
      minSize: 1,
      maxSize: 2,
    },
  },
});

export const wavelengthGp2Volumes = defineRule({
  id: "wavelength-gp2-volumes",
  area: "wavelength",
  severity: "critical",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "Every volume in a Wavelength Zone is gp2.",
  why: "Wavelength Zones offer General Purpose SSD (gp2) volumes only. EKS AMIs and the EBS CSI driver use gp3 by default: the instance does not start, and the volume claim stays pending.",
  fix: 'Set the volume type to "gp2".',
  unknown:
    "Zones come from subnets; during preview, from the dependencies that the engine recorded, so new subnets are recognized. If the subnets of a group cannot be told apart, the launch template is reported as advisory and checked at the end of `pulumi up`.",
  fails: example("gp3"),
  passes: example("gp2"),
  links: [
    "https://docs.aws.amazon.com/eks/latest/userguide/launch-workers.html",
    "https://docs.aws.amazon.com/wavelength/latest/developerguide/wavelength-quotas.html",
  ],
  config: {
    allowed: property(Type.Array(Type.String()), {
      default: ["gp2"],
      description: "volume types that the Wavelength Zones in use offer",
    }),
    wavelengthSubnets: wavelengthSubnetsElsewhere,
  },
  types: [...types, "aws:autoscaling/group:Group"],
  check(resource, { config, report }) {
    if (resource.type === "aws:autoscaling/group:Group") return;
    const found = problems(resource, config.allowed);
    if (found.length === 0) return;
    const zone = namedZones(resource).find(isWavelengthZone);
    if (zone !== undefined) found.forEach((problem) => report(inZone(problem, zone)));
  },
  checkInStack(resource, { config, stack, report, notJudged }) {
    if (resource.type === "aws:autoscaling/group:Group") {
      if (placementOfLauncher(stack, resource, config.wavelengthSubnets).zones.length === 0) return;
      const { unresolved, outside } = launchTemplatesOf(stack, resource);
      if (unresolved) throw new UnknownValueError("the launch template");
      if (outside.length > 0) notJudged(`launch template ${outside.join(", ")}`);
      return;
    }
    const found = problems(resource, config.allowed);
    if (found.length === 0) return;
    const placements = launchPlacements(stack, resource, config.wavelengthSubnets);
    const zone = placements.flatMap(({ zones }) => zones)[0];
    if (zone !== undefined) found.forEach((problem) => report(inZone(problem, zone)));
    else if (placements.some(({ unsure }) => unsure)) throw new UnknownValueError("the subnet");
  },
});

/** @param zone Name of the zone, or id of a subnet of another stack in one. */
function inZone(problem: string, zone: string): string {
  const is = zone.startsWith("subnet-") ? "is in" : "is";
  return `${problem} ${zone} ${is} a Wavelength Zone, which has gp2 volumes only.`;
}

/** What is wrong with the volumes of a resource if it is in a Wavelength Zone. */
function problems(resource: Carrier, allowed: readonly string[]): string[] {
  if (resource.type === "kubernetes:storage.k8s.io/v1:StorageClass") {
    const { provisioner, parameters } = resource.props;
    if (!/ebs/.test(provisioner)) return [];
    const type = parameters?.["type"] ?? (provisioner === "ebs.csi.aws.com" ? "gp3" : "gp2");
    const byDefault = parameters?.["type"] === undefined ? " by default" : "";
    return allowed.includes(type) ? [] : [`The volumes of this class are ${type}${byDefault}.`];
  }
  const wrong = declaredVolumes(resource).flatMap(({ path, volumeType }) => {
    if (volumeType === undefined) {
      // EC2 makes a volume of its own gp2; for a device of an instance the AMI decides.
      return path === "" ? [] : [`${path}volumeType is not set, so the AMI decides.`];
    }
    const property = path === "" ? "type" : `${path}volumeType`;
    return allowed.includes(volumeType) ? [] : [`${property} is "${volumeType}".`];
  });
  return hasRootOfImage(resource)
    ? ["No root volume is declared, so the AMI decides its type; EKS AMIs ask for gp3.", ...wrong]
    : wrong;
}
