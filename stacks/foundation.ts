import type * as pulumi from "@pulumi/pulumi";
import { ClusterAccess } from "../components/access";
import { AddOns, Cluster } from "../components/cluster";
import { Network } from "../components/network";
import { FargateProfile, ManagedNodes } from "../components/nodes";
import { VpcCni } from "../components/vpc-cni";
import { coreDnsSettings } from "../model/cluster/core-dns";
import type { StackInputs, StackOutputs } from "./stack";

/** The base of every stack: one cluster in its own network. */
export interface Foundation {
  network: Network;
  cluster: Cluster;
  /** The resources that must exist as long as pods do: nodes, Fargate profiles, add-ons. */
  ready: pulumi.Resource[];
  outputs: StackOutputs;
}

/** A further Region with a foundation. */
export interface FurtherRegion {
  /** Suffix of the names of its resources. */
  region: string;
  provider: pulumi.ProviderResource;
}

/**
 * Composes network, cluster, VPC CNI, nodes, add-ons and access.
 *
 * @param further The Region, if it is not the stack's own.
 */
export function foundation(
  { config, plan, version, asOf }: StackInputs,
  further?: FurtherRegion,
): Foundation {
  const named = (base: string) => (further ? `${base}-${further.region}` : base);
  const opts = further ? { provider: further.provider } : {};
  const { addOnVersions, autoMode, name, ...settings } = config.cluster;
  const publicNodes = config.nodeGroups.some(({ placement }) => placement === "public");
  const network = new Network(
    named("network"),
    {
      ...config.network,
      publicNodes,
      serviceCidr: config.cluster.serviceCidr,
      flowLogRetentionDays: config.cluster.logRetentionDays,
      clusterNames: [name],
    },
    opts,
  );
  const cluster = new Cluster(
    named("cluster"),
    {
      ...settings,
      clusterName: name,
      autoMode,
      addOnVersions,
      version,
      asOf,
      vpcId: network.vpcId,
      subnetIds: network.subnetIds("private"),
    },
    opts,
  );
  const { clusterName, provider } = cluster;
  const common = { clusterName, version, addOnVersions };
  const ready: pulumi.Resource[] = autoMode ? [network, cluster] : [];
  if (!autoMode) {
    const coreDns = coreDnsSettings(config.nodeGroups);
    const cni = new VpcCni(
      named("vpc-cni"),
      {
        ...common,
        settings: config.cni,
        podSubnets: network.subnets.filter(({ tier }) => tier === "pods"),
        instanceTypes: config.nodeGroups.flatMap(({ instanceTypes }) => instanceTypes),
        publicNodes,
      },
      opts,
    );
    const nodes = config.nodeGroups.map(
      ({ name: group, placement, ...nodeSettings }) =>
        new ManagedNodes(
          named(group),
          {
            ...nodeSettings,
            clusterName,
            version,
            subnetIds: network.subnetIds(placement),
            addressing: config.cni,
          },
          { ...opts, dependsOn: [network, cluster, cni] },
        ),
    );
    ready.push(
      new AddOns(
        named("add-ons"),
        { ...common, ...(coreDns && { coreDns }) },
        { providers: [provider, ...(further ? [further.provider] : [])], dependsOn: nodes },
      ),
    );
  }
  for (const { name: profile, selectors } of config.fargate) {
    ready.push(
      new FargateProfile(
        named(profile),
        { clusterName, selectors, subnetIds: network.subnetIds("private") },
        { ...opts, dependsOn: [network, cluster] },
      ),
    );
  }
  const access = new ClusterAccess(named("access"), { clusterName, grants: config.access }, opts);
  return {
    network,
    cluster,
    ready,
    outputs: {
      vpcId: network.vpcId,
      subnets: network.subnets.map(({ tier, zone, cidr, id }) => ({ tier, zone, cidr, id })),
      natAddresses: [...network.natAddresses],
      clusterName,
      clusterVersion: version,
      endpoint: cluster.endpoint,
      oidcIssuer: cluster.oidcIssuer,
      kubeconfig: cluster.kubeconfig,
      kubeconfigCommand: cluster.kubeconfigCommand,
      accessRoles: { ...access.roleArns },
      ipPlan: plan.addresses.subnets,
    },
  };
}
