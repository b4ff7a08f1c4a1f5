import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chart } from "../../model/cluster/add-ons";
import { InputError } from "../../model/errors";
import type { Scenario } from "../../model/scenarios";
import { accountOf } from "../account";
import { policyDocument, type ServiceRole } from "../iam";
import { podRole } from "../pod-identity";
import { scopeOf, type Scope } from "../scope";
import { controllerPolicy, type ControllerFeatures } from "./policy";

/** Arguments of a {@link LoadBalancerController}. */
export interface LoadBalancerControllerArgs {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /** The cluster's VPC; pods cannot read it from the instance metadata. */
  vpcId: pulumi.Input<string>;

  /**
   * Pods of the controller, 1 to 5. One is active, the others are on standby.
   *
   * @default 2
   */
  replicas?: number;

  /**
   * Labels of the nodes on which it runs; in a cluster with Wavelength Zones, the label of the
   * Region's nodes.
   *
   * @default {}
   * @example { "parentregion.resources": "true" }
   */
  nodeSelector?: Readonly<Record<string, string>>;

  /**
   * Optional features. Each adds its permissions to the role. Load balancers, target groups,
   * listeners and security groups are always supported.
   *
   * @default { certificates: true, waf: false, shield: false, cognito: false }
   */
  features?: Partial<ControllerFeatures>;

  /**
   * Whether the controller handles every new Service of type LoadBalancer without a class.
   * Otherwise EKS's own controller handles them.
   *
   * @default false
   */
  ownsServices?: boolean;

  /**
   * Value of the `Scenario` tag, also on the load balancers that the controller creates.
   *
   * @default "wavelength"
   */
  scenario?: Scenario;
}

const namespace = "kube-system";
const serviceAccount = "aws-load-balancer-controller";

/**
 * The AWS Load Balancer Controller, installed by its Helm chart, with a role through EKS Pod
 * Identity. It creates an Application Load Balancer for each Ingress of the class `alb`, and
 * deletes it with the Ingress. Deploy Ingresses with `dependsOn` this component, or their load
 * balancers outlive it.
 *
 * @throws InputError before anything is registered.
 * @example
 * const controller = new LoadBalancerController(
 *   "load-balancers",
 *   { clusterName: cluster.clusterName, vpcId: network.vpcId },
 *   { provider: cluster.provider, dependsOn: addOns },
 * );
 */
export class LoadBalancerController extends pulumi.ComponentResource {
  /** Class of the controller's Ingresses, available when the controller runs. */
  readonly ingressClass: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;

  constructor(
    name: string,
    args: LoadBalancerControllerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    check(args);
    super("eks-scenarios:load-balancer-controller:LoadBalancerController", name, {}, opts);
    const scope = scopeOf(this, name, args.scenario ?? "wavelength");
    const features = {
      ...{ certificates: true, waf: false, shield: false, cognito: false },
      ...args.features,
    };
    const { role, grants } = createRole(scope, args, features);
    const release = createRelease(scope, args, features, grants);
    this.roleArn = role.arn;
    this.ingressClass = release.status.apply(() => "alb");
    this.registerOutputs({ ingressClass: this.ingressClass, roleArn: this.roleArn });
  }
}

function check({ replicas = 2 }: LoadBalancerControllerArgs): void {
  if (Number.isInteger(replicas) && replicas >= 1 && replicas <= 5) return;
  throw new InputError({
    argument: "replicas",
    value: replicas,
    rule: "must be a whole number from 1 to 5",
    fix: "Give 2: one is active, the other takes over when it fails.",
  });
}

function createRole(
  scope: Scope,
  { clusterName, vpcId }: LoadBalancerControllerArgs,
  features: ControllerFeatures,
): ServiceRole {
  const account = accountOf(scope.parent);
  return podRole(scope, "role", {
    ...{ clusterName, namespace, serviceAccount },
    description: "The AWS Load Balancer Controller of a cluster",
    policy: policyDocument(...controllerPolicy({ ...account, clusterName, vpcId }, features)),
    partition: account.partition,
  });
}

function createRelease(
  scope: Scope,
  args: LoadBalancerControllerArgs,
  features: ControllerFeatures,
  grants: pulumi.Resource[],
): k8s.helm.v3.Release {
  const { name, repository, version } = chart("aws-load-balancer-controller");
  return new k8s.helm.v3.Release(
    scope.name,
    {
      name,
      namespace,
      chart: name,
      version,
      repositoryOpts: { repo: repository },
      values: {
        clusterName: args.clusterName,
        region: accountOf(scope.parent).region,
        vpcId: args.vpcId,
        replicaCount: args.replicas ?? 2,
        serviceAccount: { name: serviceAccount },
        nodeSelector: { ...args.nodeSelector },
        resources: {
          requests: { cpu: "100m", memory: "128Mi" },
          limits: { memory: "256Mi" },
        },
        podDisruptionBudget: { maxUnavailable: 1 },
        // Otherwise an update of the chart changes the webhooks' certificate while pods run.
        keepTLSSecret: true,
        enableWaf: features.waf,
        enableWafv2: features.waf,
        enableShield: features.shield,
        enableServiceMutatorWebhook: args.ownsServices ?? false,
        defaultTags: { ...scope.tags },
      },
    },
    // Pods get their role when they start; without it, the controller creates and deletes nothing.
    { parent: scope.parent, dependsOn: grants },
  );
}
