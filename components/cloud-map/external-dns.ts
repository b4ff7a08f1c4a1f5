import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chart } from "../../model/cluster/add-ons";
import {
  checkExternalDns,
  externalDnsName,
  externalDnsValues,
  ownerTag,
  type ExternalDnsPlan,
  type ExternalDnsSource,
} from "../../model/cloud-map/external-dns";
import { accountOf } from "../account";
import { policyDocument, type ServiceRole } from "../iam";
import { podRole } from "../pod-identity";
import { scopeOf, type Scope } from "../scope";
import { externalDnsPolicy, type PublishedNamespace } from "./external-dns-policy";

/** Arguments of {@link ExternalDns}. */
export interface ExternalDnsArgs {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /**
   * Tells what is its own in Cloud Map from what others registered: another one for every
   * ExternalDNS that sees the namespaces. It may not change as long as it has published anything.
   *
   * @example "eks-scenarios-dev"
   */
  ownerId: string;

  /** Namespaces that it publishes to: all private, or all public. */
  namespaces: readonly PublishedNamespace[];

  /**
   * Whether it also takes away what Kubernetes has no more, or only adds and changes.
   *
   * @default "sync"
   */
  policy?: "sync" | "upsert-only";

  /**
   * Whether it deletes services of its own that have lost their last instance.
   *
   * @default true with the policy `sync`
   */
  cleanUp?: boolean;

  /**
   * Kinds of Kubernetes objects that it publishes. The Gateway API's need its definitions in the
   * cluster.
   *
   * @default ["service", "ingress"]
   */
  sources?: readonly ExternalDnsSource[];
}

/**
 * ExternalDNS by its chart, publishing to AWS Cloud Map: Services and Ingresses with the annotation
 * `external-dns.alpha.kubernetes.io/hostname` become services there, with a role by EKS Pod
 * Identity that reaches its own namespaces and services only. Deploy it with the cluster's
 * Kubernetes provider and `dependsOn` the add-ons.
 *
 * @throws InputError before anything is registered.
 * @example
 * new ExternalDns(
 *   "external-dns",
 *   { clusterName: cluster.clusterName, ownerId: "games", namespaces: [services] },
 *   { provider: cluster.provider, dependsOn: addOns },
 * );
 */
export class ExternalDns extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: ExternalDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planOf(args);
    checkExternalDns(plan);
    super("eks-scenarios:cloud-map:ExternalDns", name, {}, opts);
    const scope = scopeOf(this, name, "cloud-map");
    const { role, grants } = createRole(scope, args);
    createRelease(scope, plan, grants);
    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

function planOf({
  namespaces,
  ownerId,
  policy = "sync",
  ...args
}: ExternalDnsArgs): ExternalDnsPlan {
  return {
    namespaces: namespaces.map(({ namespaceName, kind }) => ({ name: namespaceName, kind })),
    ownerId,
    policy,
    cleanUp: args.cleanUp ?? policy === "sync",
    sources: args.sources ?? ["service", "ingress"],
  };
}

function createRole(
  scope: Scope,
  { clusterName, namespaces, ownerId }: ExternalDnsArgs,
): ServiceRole {
  const account = accountOf(scope.parent);
  return podRole(scope, "role", {
    clusterName,
    namespace: externalDnsName,
    serviceAccount: externalDnsName,
    description: "ExternalDNS of a cluster, publishing to AWS Cloud Map",
    policy: policyDocument(...externalDnsPolicy(account, namespaces, ownerId)),
    partition: account.partition,
  });
}

function createRelease(scope: Scope, plan: ExternalDnsPlan, grants: pulumi.Resource[]): void {
  const { name, repository, version } = chart("external-dns");
  const namespace = new k8s.core.v1.Namespace(
    `${scope.name}-namespace`,
    {
      metadata: {
        name: externalDnsName,
        // The chart's pods ask for no more than this allows.
        labels: { "pod-security.kubernetes.io/enforce": "restricted" },
      },
    },
    { parent: scope.parent },
  );
  new k8s.helm.v3.Release(
    scope.name,
    {
      name: externalDnsName,
      namespace: namespace.metadata.name,
      chart: name,
      version,
      repositoryOpts: { repo: repository },
      values: {
        ...externalDnsValues(plan, { ...scope.tags, [ownerTag]: plan.ownerId }),
        env: [{ name: "AWS_REGION", value: accountOf(scope.parent).region }],
      },
    },
    // Pods get their role when they start; without it ExternalDNS publishes nothing.
    { parent: scope.parent, dependsOn: grants },
  );
}
