import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { shown } from "../../frame/text";
import { UnknownValueError } from "../../frame/unknown";
import { type Cluster, clustersInVpc } from "../../support/clusters/subnets";
import { egressOf } from "../../support/network/routes";
import { vpcKeyOf } from "../../support/network/subnets";
import { templatesOf } from "../../support/nodes/launches";
import { launcherSubnets } from "../../support/nodes/subnets";
import {
  placementOfLauncher,
  wavelengthSubnetsElsewhere,
} from "../../support/wavelength/placements";
import {
  hasCarrierAddress,
  hasInterfaceEndpoint,
  isOwnVpc,
  launchesNodes,
  namesItself,
} from "../../support/wavelength/private-access";
import { findZone } from "../../../model/network/zones";

const subnet = (availabilityZone: string, cidrBlock: string) => ({
  type: "aws:ec2/subnet:Subnet",
  properties: { vpcId: "${network.id}", availabilityZone, cidrBlock },
});

const fails = {
  network: { type: "aws:ec2/vpc:Vpc", properties: { cidrBlock: "10.0.0.0/16" } },
  first: subnet("us-east-1a", "10.0.0.0/20"),
  second: subnet("us-east-1b", "10.0.16.0/20"),
  boston: subnet("us-east-1-wl1-bos-wlz-1", "10.0.64.0/20"),
  cluster: {
    type: "aws:eks/cluster:Cluster",
    properties: {
      roleArn: "arn:aws:iam::123456789012:role/cluster",
      vpcConfig: { subnetIds: ["${first.id}", "${second.id}"], endpointPrivateAccess: true },
    },
  },
  template: {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    properties: { imageId: "ami-1", instanceType: "t3.medium" },
  },
  nodes: {
    type: "aws:autoscaling/group:Group",
    properties: {
      vpcZoneIdentifiers: ["${boston.id}"],
      launchTemplate: { id: "${template.id}", version: "1" },
      tags: [{ key: "kubernetes.io/cluster/edge", value: "owned", propagateAtLaunch: true }],
      minSize: 1,
      maxSize: 2,
    },
  },
};

export const wavelengthPrivateEndpoint = defineRule({
  id: "wavelength-private-endpoint",
  area: "wavelength",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "Nodes in a Wavelength Zone have a carrier IP address, or reach AWS inside of the VPC: through the private endpoint of the cluster and an interface endpoint of EC2 with private DNS.",
  why: "A Wavelength Zone has no NAT gateway. A node without a carrier IP address that has to leave the VPC to reach the Kubernetes API or EC2 never joins the cluster.",
  fix: "Enable the private endpoint and add the interface endpoint, or launch the nodes with associateCarrierIpAddress.",
  fails,
  passes: {
    ...fails,
    ec2: {
      type: "aws:ec2/vpcEndpoint:VpcEndpoint",
      properties: {
        vpcId: "${network.id}",
        vpcEndpointType: "Interface",
        serviceName: "com.amazonaws.us-east-1.ec2",
        subnetIds: ["${first.id}", "${second.id}"],
        privateDnsEnabled: true,
      },
    },
  },
  links: [
    "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
    "https://docs.aws.amazon.com/wavelength/latest/developerguide/how-wavelengths-work.html",
  ],
  config: {
    services: property(Type.Array(Type.String()), {
      default: ["ec2"],
      description: "AWS services for which nodes need an interface endpoint, for example ecr.api",
    }),
    wavelengthSubnets: wavelengthSubnetsElsewhere,
  },
  types: ["aws:autoscaling/group:Group", "aws:ec2/instance:Instance"],
  checkInStack(launcher, { config, stack, report, notChecked }) {
    const { zones, unsure } = placementOfLauncher(stack, launcher, config.wavelengthSubnets);
    const [zone] = zones;
    if (zone === undefined) {
      if (unsure) throw new UnknownValueError("the subnet");
      return;
    }
    const { found: templates, outside, unresolved } = templatesOf(stack, launcher);
    if (unresolved) throw new UnknownValueError("the launch template");
    if (!launchesNodes(launcher, templates)) return;
    if (outside.length > 0) return notChecked(`launch template ${outside.join(", ")}`);
    const subnets = launcherSubnets(stack, launcher);
    if (subnets.length === 0) return notChecked("its VPC");
    if (templates.some(hasCarrierAddress)) return;
    if (subnets.every((each) => egressOf(stack, each) === "nat")) return;
    const reason = `because nodes in ${zone} have no carrier IP address`;
    for (const vpc of new Set(subnets.map((each) => vpcKeyOf(stack, each)))) {
      const clusters = clustersInVpc(stack, vpc);
      if (clusters.length === 0) notChecked("its cluster");
      for (const { name, props } of clusters.filter(isPublicOnly)) {
        report(
          `vpcConfig.endpointPrivateAccess of cluster ${name} must be true, ${reason}; it is ${shown(props.vpcConfig.endpointPrivateAccess)}.`,
          "Set vpcConfig.endpointPrivateAccess to true, or launch the nodes with associateCarrierIpAddress.",
        );
      }
      const missing = config.services
        .filter((service) => !hasInterfaceEndpoint(stack, vpc, service))
        .filter((service) => service !== "ec2" || !templates.some(namesItself));
      if (missing.length > 0 && !isOwnVpc(stack, vpc)) {
        notChecked(`the interface endpoints of ${vpc}`);
        continue;
      }
      for (const service of missing) {
        report(
          `The VPC must have an interface endpoint of ${service} with private DNS, ${reason}; it has none.`,
          `Add an aws.ec2.VpcEndpoint of type Interface for com.amazonaws.${findZone(zone)?.region ?? "<region>"}.${service}, with privateDnsEnabled.`,
        );
      }
    }
  },
});

function isPublicOnly({ props }: Cluster): boolean {
  return props.vpcConfig.endpointPrivateAccess !== true;
}
