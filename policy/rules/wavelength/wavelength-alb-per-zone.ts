import { defineRule } from "../../frame/rule";
import { albIngressOf, isInGroup } from "../../support/kubernetes/alb-ingresses";
import {
  type BalancerZones,
  balancerZones,
  ingressSubnets,
  ownSubnets,
} from "../../support/wavelength/balancers";
import { wavelengthSubnetsElsewhere } from "../../support/wavelength/placements";
import { zoneNamespaceOf } from "../../support/wavelength/namespaces";
import { isWavelengthZone } from "../../support/wavelength/zones";
import type { SubnetTargets } from "../../support/network/subnets";

const example = (annotations: object) => ({
  boston: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "vpc-1", availabilityZone: "us-east-1-wl1-bos-wlz-1" },
  },
  namespace: {
    type: "kubernetes:core/v1:Namespace",
    properties: {
      metadata: { name: "boston", labels: { "example.com/zone": "us-east-1-wl1-bos-wlz-1" } },
    },
  },
  frontend: {
    type: "kubernetes:networking.k8s.io/v1:Ingress",
    properties: {
      metadata: { name: "frontend", namespace: "boston", annotations },
      spec: { ingressClassName: "alb" },
    },
  },
});

export const wavelengthAlbPerZone = defineRule({
  id: "wavelength-alb-per-zone",
  area: "wavelength",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "An Application Load Balancer in a Wavelength Zone has subnets of that zone only. An Ingress names these subnets and sends requests to pods directly (target type ip).",
  why: "AWS refuses a load balancer that spans several Wavelength Zones, or a Wavelength Zone and the Region. Without named subnets, the controller chooses subnets of the Region, so every request leaves the carrier network and comes back. With target type instance, requests go to nodes of other zones, which cannot be reached.",
  fix: "Name the zone's subnet in alb.ingress.kubernetes.io/subnets, with one Ingress per zone.",
  fails: example({ "alb.ingress.kubernetes.io/target-type": "ip" }),
  passes: example({
    "alb.ingress.kubernetes.io/target-type": "ip",
    "alb.ingress.kubernetes.io/subnets": "${boston.id}",
  }),
  links: [
    "https://docs.aws.amazon.com/wavelength/latest/developerguide/wavelength-quotas.html",
    "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/",
  ],
  config: { wavelengthSubnets: wavelengthSubnetsElsewhere },
  types: [
    "kubernetes:networking.k8s.io/v1:Ingress",
    "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
  ],
  checkInStack(resource, { config, stack, report, notChecked }) {
    const zonesOf = (subnets: SubnetTargets) =>
      balancerZones(stack, subnets, config.wavelengthSubnets);
    const refuseSeveralZones = (zones: BalancerZones) => {
      const problem = severalZones(zones);
      if (problem)
        report(problem, "Create one load balancer per zone, with a subnet of that zone.");
    };
    if (resource.type !== "kubernetes:networking.k8s.io/v1:Ingress") {
      const subnets = ownSubnets(stack, resource);
      return subnets && refuseSeveralZones(zonesOf(subnets));
    }
    const alb = albIngressOf(stack, resource);
    if (!alb) return;
    const subnets = ingressSubnets(stack, resource, alb);
    const zones = subnets && zonesOf(subnets);
    const home = zoneNamespaceOf(stack, resource)?.zone;
    if (zones) refuseSeveralZones(zones);
    if (home === undefined && !zones?.wavelength.length) return;
    if (zones?.outside.length) notChecked(`subnet ${zones.outside.join(", ")}`);
    if (home !== undefined) {
      if (zones) misplaced(home, zones).forEach((problem) => report(problem));
      else if (!isInGroup(stack, resource, "subnets")) {
        report(
          `alb.ingress.kubernetes.io/subnets must name a subnet in ${home}, the zone of the namespace; it is not set, so the controller chooses subnets of the Region.`,
        );
      }
    }
    const target = alb.params?.props.spec?.targetType ?? alb.annotation("target-type");
    if (target === "ip") return;
    report(
      `The target type must be "ip"; it is ${target === undefined ? 'not set, which means "instance"' : `"${target}"`}, so requests go to nodes of every zone.`,
      'Set alb.ingress.kubernetes.io/target-type to "ip".',
    );
  },
});

/** The problem with a load balancer in several zones, if there is one. */
function severalZones({ wavelength, region }: BalancerZones): string | undefined {
  if (wavelength.length > 1) {
    return `The load balancer must be in one Wavelength Zone; it has subnets in ${wavelength.join(", ")}.`;
  }
  const [zone] = wavelength;
  if (zone === undefined || region.length === 0) return undefined;
  return `The load balancer must not span a Wavelength Zone and the Region; it has subnets in ${zone} and in the Region (${region.join(", ")}).`;
}

/** The problems with the subnets of an Ingress in a zone's namespace. */
function misplaced(home: string, { wavelength, region }: BalancerZones): string[] {
  const others = wavelength.filter((zone) => isWavelengthZone(zone) && zone !== home);
  const away = wavelength.length === 0 ? region.map((name) => `subnet ${name} in the Region`) : [];
  return [...others, ...away].map(
    (where) =>
      `The load balancer must be in ${home}, the zone of the namespace; it is in ${where}.`,
  );
}
