import type { Resource } from "../../frame/resource";
import { isCidr, overlaps, parseCidr } from "../../../model/network/cidr";
import { containerBridge } from "../../../model/network/vpc-cidrs";
import { defineRule } from "../../frame/rule";

const types = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  "aws:ec2/subnet:Subnet",
  "aws:eks/cluster:Cluster",
] as const;

const example = (cidrBlock: string) => ({
  network: { type: "aws:ec2/vpc:Vpc", properties: { cidrBlock } },
});

export const networkDockerCidr = defineRule({
  id: "network-docker-cidr",
  area: "network",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: `No VPC, subnet, Service or remote network overlaps ${containerBridge}.`,
  why: "Nodes use this network for their container bridge. A node sends packets for overlapping addresses to its own bridge, so connections to some addresses time out and connections to others work.",
  fix: "Choose another private range, for example 10.0.0.0/16.",
  fails: example("172.17.0.0/16"),
  passes: example("10.0.0.0/16"),
  links: ["https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"],
  types,
  check(resource, { report }) {
    const bridge = parseCidr(containerBridge);
    for (const [property, cidr] of blocks(resource)) {
      if (cidr === undefined || !isCidr(cidr) || !overlaps(parseCidr(cidr), bridge)) continue;
      report(
        `${property} must not overlap ${containerBridge}, the container bridge of nodes; it is ${cidr}.`,
      );
    }
  },
});

function blocks(resource: Resource<(typeof types)[number]>): [string, string | undefined][] {
  if (resource.type !== "aws:eks/cluster:Cluster") {
    return [["cidrBlock", resource.props.cidrBlock]];
  }
  const { kubernetesNetworkConfig, remoteNetworkConfig } = resource.props;
  const remote = {
    remoteNodeNetworks: remoteNetworkConfig?.remoteNodeNetworks?.cidrs,
    remotePodNetworks: remoteNetworkConfig?.remotePodNetworks?.cidrs,
  };
  return [
    ["kubernetesNetworkConfig.serviceIpv4Cidr", kubernetesNetworkConfig?.serviceIpv4Cidr],
    ...Object.entries(remote).flatMap(([name, cidrs]) =>
      (cidrs ?? []).map((cidr): [string, string] => [`remoteNetworkConfig.${name}.cidrs`, cidr]),
    ),
  ];
}
