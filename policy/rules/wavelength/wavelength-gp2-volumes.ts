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
    "Zones come from subnets; during preview, from the dependencies that the engine recorded, so new subnets are recognized. If the subnets of a group cannot be distinguished, the launch template is reported as advisory and checked at the end of `pulumi up`.",
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
    if (zone !== undefined)
      found.forEach((problem) => report(inZone(problem, zone, config.allowed)));
  },
  checkInStack(resource, { config, stack, report, notChecked }) {
    if (resource.type === "aws:autoscaling/group:Group") {
      if (placementOfLauncher(stack, resource, config.wavelengthSubnets).zones.length === 0) return;
      const { unresolved, outside } = launchTemplatesOf(stack, resource);
      if (unresolved) throw new UnknownValueError("the launch template");
      if (outside.length > 0) notChecked(`launch template ${outside.join(", ")}`);
      return;
    }
    const found = problems(resource, config.allowed);
    if (found.length === 0) return;
    const placements = launchPlacements(stack, resource, config.wavelengthSubnets);
    const zone = placements.flatMap(({ zones }) => zones)[0];
    if (zone !== undefined)
      found.forEach((problem) => report(inZone(problem, zone, config.allowed)));
    else if (placements.some(({ unsure }) => unsure)) throw new UnknownValueError("the subnet");
  },
});

/** @param zone The name of the zone, or the id of a subnet in one that another stack made. */
function inZone({ property, value }: Problem, zone: string, allowed: readonly string[]): string {
  const place = zone.startsWith("subnet-") ? `Zone of ${zone}` : `Zone ${zone}`;
  return `${property} must be ${allowed.join(" or ")} in the Wavelength ${place}; ${value}.`;
}

/** A volume type that a Wavelength Zone does not have. */
interface Problem {
  property: string;
  /** The value as the end of a sentence: `it is "gp3"`. */
  value: string;
}

/** The volumes of a resource that cannot be in a Wavelength Zone. */
function problems(resource: Carrier, allowed: readonly string[]): Problem[] {
  if (resource.type === "kubernetes:storage.k8s.io/v1:StorageClass") {
    const { provisioner, parameters } = resource.props;
    if (!/ebs/.test(provisioner)) return [];
    const given = parameters?.["type"];
    const type = given ?? (provisioner === "ebs.csi.aws.com" ? "gp3" : "gp2");
    if (allowed.includes(type)) return [];
    const value = given === undefined ? `it is not set, which means ${type}` : `it is "${type}"`;
    return [{ property: "parameters.type", value }];
  }
  const wrong = declaredVolumes(resource).flatMap(({ path, volumeType }): Problem[] => {
    const property = path === "" ? "type" : `${path}volumeType`;
    if (volumeType === undefined) {
      // EC2 makes a separate volume gp2; for a device of an instance the AMI decides.
      return path === "" ? [] : [{ property, value: "it is not set, so the AMI decides" }];
    }
    return allowed.includes(volumeType) ? [] : [{ property, value: `it is "${volumeType}"` }];
  });
  const root = {
    property: "The type of the root volume",
    value: "no root volume is declared, and EKS AMIs use gp3",
  };
  return hasRootOfImage(resource) ? [root, ...wrong] : wrong;
}
