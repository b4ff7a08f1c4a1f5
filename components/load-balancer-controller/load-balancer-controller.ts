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

  /** The cluster's VPC: pods cannot ask the instance metadata for it. */
  vpcId: pulumi.Input<string>;

  /**
   * Pods of the controller, 1 to 5; one of them works, the others stand by.
   *
   * @default 2
   */
  replicas?: number;

  /**
   * Labels of the nodes that it runs on. In a cluster with Wavelength Zones: the Region's.
   *
   * @default {}
   * @example { "parentregion.resources": "true" }
   */
  nodeSelector?: Readonly<Record<string, string>>;

  /**
   * What it may do beside load balancers, target groups, listeners and security groups. Each
   * brings permissions of its own.
   *
   * @default { certificates: true, waf: false, shield: false, cognito: false }
   */
  features?: Partial<ControllerFeatures>;

  /**
   * Whether it takes over every new Service of type LoadBalancer that names no class. Otherwise
   * such Services stay with the controller that EKS itself runs.
   *
   * @default false
   */
  ownsServices?: boolean;

  /**
   * Value of the `Scenario` tag, also of the load balancers that it makes.
   *
   * @default "wavelength"
   */
  scenario?: Scenario;
}

const namespace = "kube-system";
const serviceAccount = "aws-load-balancer-controller";

/**
 * The AWS Load Balancer Controller by its chart, with a role by EKS Pod Identity. It makes an
 * Application Load Balancer for each Ingress of the class `alb`, and removes it with the Ingress:
 * deploy Ingresses with `dependsOn` this component, or their load balancers outlive it.
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
  /** Class of the Ingresses that it answers, available when it runs. */
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
    rule: "is not a number of pods between 1 and 5",
    fix: "Give 2: one works, the other takes over when it fails.",
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
        // Otherwise an update of the chart changes the webhooks' certificate under running pods.
        keepTLSSecret: true,
        enableWaf: features.waf,
        enableWafv2: features.waf,
        enableShield: features.shield,
        enableServiceMutatorWebhook: args.ownsServices ?? false,
        defaultTags: { ...scope.tags },
      },
    },
    // Pods get their role when they start; without it the controller makes and removes nothing.
    { parent: scope.parent, dependsOn: grants },
  );
}
