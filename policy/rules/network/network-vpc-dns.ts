import type { Stack, Targets } from "../../frame/resource";
import { defineRule } from "../../frame/rule";
import { shown } from "../../frame/text";
import { perStack } from "../../frame/stack";
import { ifKnown, UnknownValueError } from "../../frame/unknown";
import { clustersByVpc } from "../../support/clusters/subnets";
import { vpcOf } from "../../support/network/subnets";

const example = (enableDnsHostnames: boolean) => ({
  network: {
    type: "aws:ec2/vpc:Vpc",
    properties: { cidrBlock: "10.0.0.0/16", enableDnsSupport: true, enableDnsHostnames },
  },
  ec2: {
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    properties: {
      vpcId: "${network.id}",
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.us-east-1.ec2",
      privateDnsEnabled: true,
    },
  },
});

export const networkVpcDns = defineRule({
  id: "network-vpc-dns",
  area: "network",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "DNS support and DNS hostnames are enabled in a VPC with a cluster, private DNS names or a private hosted zone.",
  why: "Without them, nodes cannot resolve the private endpoint of their cluster and never register, interface endpoints cannot use private DNS, and private hosted zones do not answer.",
  fix: "Set enableDnsSupport and enableDnsHostnames to true.",
  fails: example(false),
  passes: example(true),
  links: [
    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html",
  ],
  types: ["aws:ec2/vpc:Vpc"],
  checkInStack(vpc, { stack, report }) {
    const { enableDnsSupport = true, enableDnsHostnames = false } = vpc.props;
    if (enableDnsSupport && enableDnsHostnames) return;
    const { needs, unclear } = needOfDns(stack);
    const need = needs.get(vpc.urn);
    if (need === undefined) {
      if (unclear !== undefined) throw new UnknownValueError(`the VPC of ${unclear}`);
      return;
    }
    if (!enableDnsSupport)
      report(`enableDnsSupport must be true, because the VPC has ${need}; it is false.`);
    if (!enableDnsHostnames)
      report(
        `enableDnsHostnames must be true, because the VPC has ${need}; it is ${shown(vpc.props.enableDnsHostnames)}.`,
      );
  },
});

interface NeedOfDns {
  /** The reason why a VPC needs DNS, by its URN. */
  needs: ReadonlyMap<string, string>;
  /** The name of a resource that needs DNS in a VPC that is unknown during preview. */
  unclear: string | undefined;
}

const needOfDns = perStack((stack: Stack): NeedOfDns => {
  const needs = new Map<string, string>();
  const { clusters, unclear: unclearCluster } = clustersByVpc(stack);
  let unclear = unclearCluster;
  const add = (name: string, { found, unresolved }: Targets<"aws:ec2/vpc:Vpc">, why: string) => {
    if (unresolved) unclear = name;
    for (const { urn } of found) needs.set(urn, why);
  };
  for (const zone of stack.ofType("aws:route53/zone:Zone")) {
    const ids = () => zone.props.vpcs?.map(({ vpcId }) => vpcId);
    const vpcs = stack.targets(zone, "vpcs", "aws:ec2/vpc:Vpc", ids);
    add(zone.name, vpcs, `the private hosted zone ${zone.name}`);
  }
  for (const endpoint of stack.ofType("aws:ec2/vpcEndpoint:VpcEndpoint")) {
    if (!ifKnown(() => endpoint.props.privateDnsEnabled)) continue;
    add(endpoint.name, vpcOf(stack, endpoint), `the endpoint ${endpoint.name} with private DNS`);
  }
  for (const [urn, [cluster]] of clusters) needs.set(urn, `the cluster ${cluster?.name}`);
  return { needs, unclear };
});
