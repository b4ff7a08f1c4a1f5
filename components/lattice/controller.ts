import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chart } from "../../model/cluster/add-ons";
import { InputError } from "../../model/errors";
import { checkPodPorts } from "../../model/lattice/listeners";
import { checkLatticeVersion, latticeController } from "../../model/lattice/names";
import { controllerSettings } from "../../model/lattice/settings";
import { filled } from "../../model/schema-parts";
import { accountOf, type Account } from "../account";
import type { ServiceRole } from "../iam";
import { scopeOf, type Scope } from "../scope";
import type { GatewayControllerArgs } from "./controller-args";
import { createControllerRole } from "./controller-role";
import { admitLattice } from "./ingress";

/**
 * The controller that creates VPC Lattice resources from Gateway API objects, with its permissions
 * and the security group rules that admit VPC Lattice to pods. Install it once per cluster, after
 * the Gateway API's definitions: it does not start without them.
 *
 * @throws InputError before anything is registered.
 * @example
 * const controller = new GatewayController("lattice", {
 *   clusterName: cluster.clusterName,
 *   version: cluster.version,
 *   vpcId: network.vpcId,
 *   securityGroupId: cluster.securityGroupId,
 * }, { provider: cluster.provider, dependsOn: gatewayApi.ready });
 */
export class GatewayController extends pulumi.ComponentResource {
  /** The cluster's VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Security group of the nodes. */
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** ARN of the controller's IAM role. */
  readonly roleArn: pulumi.Output<string>;
  /** Name of the Helm release, available when the controller runs. */
  readonly releaseName: pulumi.Output<string>;

  constructor(name: string, args: GatewayControllerArgs, opts?: pulumi.ComponentResourceOptions) {
    check(args);
    super("eks-scenarios:lattice:GatewayController", name, {}, opts);
    const scope = scopeOf(this, name, "lattice");
    const account = accountOf(this);
    admitLattice(scope, account, args);
    const role = createControllerRole(scope, account, args);
    const release = install(scope, account, args, role);
    this.vpcId = pulumi.output(args.vpcId);
    this.nodeSecurityGroupId = pulumi.output(args.securityGroupId);
    this.roleArn = role.role.arn;
    this.releaseName = release.name;
    this.registerOutputs({ roleArn: this.roleArn, releaseName: this.releaseName });
  }
}

function check(args: GatewayControllerArgs): void {
  const { version, replicas, podPorts } = filled(controllerSettings, args);
  checkLatticeVersion(version);
  if (!Number.isInteger(replicas) || replicas < 1) {
    throw new InputError({
      argument: "replicas",
      value: replicas,
      rule: "must be a whole number from 1",
      fix: "Give 2 to survive the loss of a node.",
    });
  }
  checkPodPorts(podPorts, "podPorts");
}

function install(
  scope: Scope,
  account: Account,
  args: GatewayControllerArgs,
  { role, grants }: ServiceRole,
): k8s.helm.v3.Release {
  const { name, repository, version } = chart("aws-gateway-controller-chart");
  const { namespace, serviceAccount } = latticeController;
  const { replicas } = filled(controllerSettings, args);
  const home = new k8s.core.v1.Namespace(
    `${scope.name}-controller`,
    {
      metadata: {
        name: namespace,
        labels: {
          // Labels from the controller's own manifest.
          "control-plane": "gateway-api-controller",
          "pod-security.kubernetes.io/enforce": "restricted",
        },
      },
    },
    { parent: scope.parent },
  );
  return new k8s.helm.v3.Release(
    `${scope.name}-controller`,
    {
      name: "gateway-api-controller",
      namespace: home.metadata.name,
      chart: `${repository}/${name}`,
      version,
      values: {
        // Given explicitly, because pods do not reach the instance metadata from which the
        // controller reads them.
        awsRegion: account.region,
        awsAccountId: account.id,
        clusterName: args.clusterName,
        clusterVpcId: args.vpcId,
        serviceAccount: {
          create: true,
          name: serviceAccount,
          ...(args.oidcProvider && { annotations: { "eks.amazonaws.com/role-arn": role.arn } }),
        },
        deployment: {
          replicas,
          priorityClassName: "system-cluster-critical",
          topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map(
            (topologyKey) => ({
              maxSkew: 1,
              topologyKey,
              whenUnsatisfiable: "ScheduleAnyway",
              labelSelector: { matchLabels: { "control-plane": "gateway-api-controller" } },
            }),
          ),
        },
        // A disruption budget for a single pod would block the draining of its node.
        pdb: replicas > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
      },
    },
    { parent: scope.parent, dependsOn: grants },
  );
}
