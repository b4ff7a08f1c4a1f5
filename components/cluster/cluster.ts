import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { coreAddOns } from "../../model/cluster/add-ons";
import { endOfSupportWarning, outdatedCalendarWarning } from "../../model/cluster/versions";
import { clusterSettings } from "../../model/cluster/settings";
import { filled } from "../../model/schema-parts";
import { accountOf } from "../account";
import { addOn } from "../add-on";
import { scopeOf, type Scope } from "../scope";
import type { ClusterArgs, FilledClusterArgs } from "./args";
import { checkCluster } from "./checks";
import { createControlPlane } from "./control-plane";

/**
 * An EKS cluster without nodes: control plane, encryption of Secrets, logs, access through access
 * entries only, and the add-ons that nodes need to start. The VPC CNI is a separate component,
 * because it has settings.
 *
 * @throws InputError before anything is registered.
 * @example
 * const cluster = new Cluster("dev", {
 *   clusterName: "dev",
 *   version: "1.35",
 *   asOf: "2026-11-21",
 *   vpcId: network.vpcId,
 *   subnetIds: network.subnetIds("private"),
 * });
 */
export class Cluster extends pulumi.ComponentResource {
  /** Name of the cluster at EKS, available when the control plane is. */
  readonly clusterName: pulumi.Output<string>;
  /** Kubernetes minor version. */
  readonly version: string;
  readonly endpoint: pulumi.Output<string>;
  /** Certificate authority, in base64. */
  readonly certificateAuthority: pulumi.Output<string>;
  /** The security group that EKS gives the control plane and the nodes. */
  readonly securityGroupId: pulumi.Output<string>;
  /** `https://oidc.eks.…` */
  readonly oidcIssuer: pulumi.Output<string>;
  /** Kubeconfig of the principal that deployed the cluster, as JSON; a secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Shell command that adds the cluster to the caller's kubeconfig. */
  readonly kubeconfigCommand: pulumi.Output<string>;
  /** Provider for Kubernetes objects in the cluster. */
  readonly provider: k8s.Provider;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    checkCluster(args);
    super("eks-scenarios:cluster:Cluster", name, {}, opts);
    const scope = scopeOf(this, name, "cluster-from-scratch");
    this.version = args.version;
    warnOfDates(this, args.asOf);
    const settings = filled(clusterSettings, args);
    const controlPlane = createControlPlane(scope, settings, this.version);
    const { region } = accountOf(this);
    this.clusterName = controlPlane.eksCluster.name;
    this.endpoint = controlPlane.eksCluster.endpoint;
    this.certificateAuthority = controlPlane.eksCluster.certificateAuthority.data;
    this.securityGroupId = controlPlane.clusterSecurityGroupId;
    this.oidcIssuer = controlPlane.oidcProviderUrl;
    this.kubeconfig = pulumi.secret(controlPlane.kubeconfigJson);
    this.kubeconfigCommand = pulumi.interpolate`aws eks update-kubeconfig --region ${region} --name ${this.clusterName}`;
    this.provider = createProvider(scope, this.kubeconfig);
    admitPrivateNetworks(scope, settings, controlPlane);
    if (!settings.autoMode) createEarlyAddOns(scope, settings, this);
    this.registerOutputs({ clusterName: this.clusterName, endpoint: this.endpoint });
  }
}

function warnOfDates(cluster: Cluster, asOf: string): void {
  for (const warning of [
    endOfSupportWarning(cluster.version, asOf),
    outdatedCalendarWarning(asOf),
  ]) {
    if (warning !== undefined) void pulumi.log.warn(warning, cluster);
  }
}

function createProvider(scope: Scope, kubeconfig: pulumi.Output<string>): k8s.Provider {
  return new k8s.Provider(`${scope.name}-kubernetes`, { kubeconfig }, { parent: scope.parent });
}

function admitPrivateNetworks(
  scope: Scope,
  { privateAccessCidrs }: FilledClusterArgs,
  controlPlane: eks.Cluster,
): void {
  for (const cidr of privateAccessCidrs) {
    new aws.vpc.SecurityGroupIngressRule(
      `${scope.name}-api-${cidr}`,
      {
        securityGroupId: controlPlane.clusterSecurityGroupId,
        description: `Kubernetes API from ${cidr}`,
        cidrIpv4: cidr,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        tags: scope.tags,
      },
      { parent: scope.parent },
    );
  }
}

/** Creates the add-ons that nodes need to start, except the VPC CNI. */
function createEarlyAddOns(
  scope: Scope,
  { addOnVersions }: FilledClusterArgs,
  cluster: Cluster,
): void {
  const { clusterName, version } = cluster;
  for (const { name, phase } of coreAddOns) {
    if (phase !== "before-nodes" || name === "vpc-cni") continue;
    addOn(scope, name, { clusterName, version, addOnVersions });
  }
}
