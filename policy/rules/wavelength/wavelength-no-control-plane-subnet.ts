import { defineRule } from "../../frame/rule";
import { UnknownValueError } from "../../frame/unknown";
import { clusterSubnets } from "../../support/clusters/subnets";
import { placementOf, wavelengthSubnetsElsewhere } from "../../support/wavelength/placements";

const subnet = (availabilityZone: string) => ({
  type: "aws:ec2/subnet:Subnet",
  properties: { vpcId: "vpc-1", availabilityZone },
});

const example = (zone: string) => ({
  first: subnet("us-east-1a"),
  second: subnet(zone),
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      vpcConfig: { subnetIds: ["${first.id}", "${second.id}"] },
    },
  },
});

export const wavelengthNoControlPlaneSubnet = defineRule({
  id: "wavelength-no-control-plane-subnet",
  area: "wavelength",
  severity: "critical",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: "The subnets of a cluster are in Availability Zones, not in Wavelength Zones.",
  why: "EKS creates the network interfaces of the control plane in the subnets of the cluster, and refuses subnets in Wavelength Zones. Nodes in a Wavelength Zone do not need such an entry: their own Auto Scaling group names the subnet.",
  fix: "Remove the subnet from vpcConfig.subnetIds, and use it in the Auto Scaling group of the zone's nodes.",
  fails: example("us-east-1-wl1-bos-wlz-1"),
  passes: example("us-east-1b"),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"],
  config: { wavelengthSubnets: wavelengthSubnetsElsewhere },
  types: ["aws:eks/cluster:Cluster"],
  checkInStack(cluster, { config, stack, report }) {
    const { zones, unsure } = placementOf(
      stack,
      clusterSubnets(stack, cluster),
      config.wavelengthSubnets,
    );
    for (const zone of new Set(zones)) {
      report(
        `vpcConfig.subnetIds must not include a subnet in a Wavelength Zone; one is in ${zone}.`,
      );
    }
    if (zones.length === 0 && unsure) throw new UnknownValueError("a subnet of this cluster");
  },
});
