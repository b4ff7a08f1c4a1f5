import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chart } from "../../model/cluster/add-ons";
import {
  checkExternalDns,
  externalDnsName,
  externalDnsValues,
  ownerTag,
  type ExternalDnsPlan,
} from "../../model/cloud-map/external-dns";
import { externalDnsSettings } from "../../model/cloud-map/settings";
import { filled, type Given } from "../../model/schema-parts";
import { accountOf } from "../account";
import { policyDocument, type ServiceRole } from "../iam";
import { podRole } from "../pod-identity";
import { scopeOf, type Scope } from "../scope";
import { externalDnsPolicy, type PublishedNamespace } from "./external-dns-policy";

/** Arguments of {@link ExternalDns}. */
export interface ExternalDnsArgs extends Given<typeof externalDnsSettings> {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /**
   * Identifies the services that this ExternalDNS owns in Cloud Map; must differ between all
   * ExternalDNS deployments that see the namespaces. Must not change while anything is published.
   *
   * @example "eks-scenarios-dev"
   */
  ownerId: string;

  /** Namespaces to publish to: all private, or all public. */
  namespaces: readonly PublishedNamespace[];

  /**
   * Whether ExternalDNS deletes its own services when they lose their last instance.
   *
   * @default true with the policy `sync`
   */
  cleanUp?: boolean;
}

/**
 * ExternalDNS, installed by its Helm chart, publishes to AWS Cloud Map: Services and Ingresses with
 * the annotation `external-dns.alpha.kubernetes.io/hostname` become Cloud Map services. Its role,
 * through EKS Pod Identity, reaches only its own namespaces and services. Deploy it with the
 * cluster's Kubernetes provider and `dependsOn` the add-ons.
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

function planOf(args: ExternalDnsArgs): ExternalDnsPlan {
  const { namespaces, ownerId, policy, sources } = filled(externalDnsSettings, args);
  return {
    namespaces: namespaces.map(({ namespaceName, kind }) => ({ name: namespaceName, kind })),
    ...{ ownerId, policy, sources },
    cleanUp: args.cleanUp ?? policy === "sync",
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
        // The chart's pods run without more privileges than this level allows.
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
    // Pods get their role when they start; without it, ExternalDNS publishes nothing.
    { parent: scope.parent, dependsOn: grants },
  );
}
