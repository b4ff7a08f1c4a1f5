import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { parseZone } from "../../model/network/zones";
import { checkKops, kopsSettings, type KopsPlan } from "../../model/kops/plan";
import { filled } from "../../model/schema-parts";
import { kopsManifests } from "../../model/kops/manifests";
import { accountOf } from "../account";
import { policyDocument } from "../iam";
import { named, scopeOf, type Scope } from "../scope";
import type { KopsArgs } from "./args";
import { kopsPolicies } from "./policies";
import { createStateStore } from "./state-store";

/**
 * The resources that a team needs before it creates a Kubernetes cluster on EC2 with kops, on an
 * existing network: a bucket for the state, an IAM group with the permissions for this one cluster,
 * an optional DNS zone, and the manifests for `kops create -f`.
 *
 * @throws InputError before anything is registered, for arguments that kops would reject.
 * @example
 * const kops = new Kops("kops", {
 *   clusterName: "kops.dev.example.com",
 *   kubernetesVersion: "1.35.0",
 *   networkCidr: "10.30.0.0/20",
 *   vpcId: network.vpcId,
 *   subnets: network.subnets,
 *   apiAccessCidrs: ["198.51.100.0/24"],
 *   minNodes: 1,
 *   maxNodes: 3,
 * });
 */
export class Kops extends pulumi.ComponentResource {
  /** Name of the bucket with the cluster's state. */
  readonly bucketName: pulumi.Output<string>;
  /** IAM group whose members may run kops for this cluster. */
  readonly groupName: pulumi.Output<string>;
  /** Id of the Route 53 zone; empty without one. */
  readonly dnsZoneId: pulumi.Output<string>;
  /** The manifests as YAML documents. */
  readonly manifests: pulumi.Output<string>;
  /** Shell commands that create the cluster from the manifests on standard input. */
  readonly commands: pulumi.Output<string[]>;

  constructor(name: string, args: KopsArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planOf(args);
    super("eks-scenarios:kops:Kops", name, {}, opts);
    const scope = scopeOf(this, name, "kops");
    const bucket = createStateStore(scope);
    const zone = zoneOf(scope, args);
    const group = createGroup(scope, args, bucket, zone);
    this.bucketName = bucket.bucket;
    this.groupName = group.name;
    this.dnsZoneId = pulumi.output(zone?.id ?? "");
    this.manifests = render(plan, args, bucket, zone);
    this.commands = bucket.bucket.apply((state) => [
      `export KOPS_STATE_STORE=s3://${state}`,
      "kops create -f -",
      `kops update cluster --name ${args.clusterName} --yes --admin`,
    ]);
    this.registerOutputs({ bucketName: this.bucketName, groupName: this.groupName });
  }
}

function planOf({ subnets, ...args }: KopsArgs): KopsPlan {
  subnets.forEach(({ zone }, index) => parseZone(zone, `subnets[${index}].zone`));
  const tier = args.topology === "private" ? "private" : "public";
  const zones = subnets.filter((subnet) => subnet.tier === tier).map(({ zone }) => zone);
  const plan = filled(kopsSettings, { ...args, zones });
  checkKops(plan);
  return plan;
}

interface Zone {
  id: pulumi.Input<string>;
  arn: pulumi.Input<string>;
}

function zoneOf(
  scope: Scope,
  { dns = "none", dnsZoneId, clusterName, vpcId }: KopsArgs,
): Zone | undefined {
  if (dns === "none") return undefined;
  if (dnsZoneId !== undefined) {
    const { partition } = accountOf(scope.parent);
    return {
      id: dnsZoneId,
      arn: pulumi.interpolate`arn:${partition}:route53:::hostedzone/${dnsZoneId}`,
    };
  }
  const domain = clusterName.split(".").slice(1).join(".");
  const zone = new aws.route53.Zone(
    `${scope.name}-zone`,
    {
      name: domain,
      comment: `Names of the kops cluster ${clusterName}`,
      ...(dns === "private" && { vpcs: [{ vpcId }] }),
      tags: named(scope, domain),
    },
    { parent: scope.parent },
  );
  return { id: zone.zoneId, arn: zone.arn };
}

function createGroup(
  scope: Scope,
  { clusterName }: KopsArgs,
  bucket: aws.s3.Bucket,
  zone: Zone | undefined,
): aws.iam.Group {
  const opts = { parent: scope.parent };
  const group = new aws.iam.Group(`${scope.name}-operators`, {}, opts);
  const policies = kopsPolicies({
    ...accountOf(scope.parent),
    clusterName,
    bucketArn: bucket.arn,
    ...(zone && { zoneArn: zone.arn }),
  });
  for (const [kind, statements] of Object.entries(policies)) {
    const policy = new aws.iam.Policy(
      `${scope.name}-${kind}`,
      {
        description: `kops for ${clusterName}: ${kind}`,
        policy: policyDocument(...statements),
        tags: scope.tags,
      },
      opts,
    );
    new aws.iam.GroupPolicyAttachment(
      `${scope.name}-${kind}`,
      { group: group.name, policyArn: policy.arn },
      opts,
    );
  }
  return group;
}

const types = { public: "Public", private: "Private" } as const;

function render(
  plan: KopsPlan,
  { vpcId, subnets }: KopsArgs,
  bucket: aws.s3.Bucket,
  zone: Zone | undefined,
): pulumi.Output<string> {
  const { topology } = plan;
  const usable = subnets.flatMap(({ tier, zone: name, cidr, id }) => {
    if (tier === "pods" || (tier === "private" && topology === "public")) return [];
    const type = tier === "public" && topology === "private" ? ("Utility" as const) : types[tier];
    return [{ id, cidr, zone: name, type }];
  });
  return pulumi
    .all([vpcId, bucket.bucket, usable, zone?.id])
    .apply(([vpc, state, subnetList, dnsZoneId]) =>
      kopsManifests(plan, {
        vpcId: vpc,
        bucket: state,
        subnets: subnetList,
        ...(dnsZoneId !== undefined && { dnsZoneId }),
      })
        .map((manifest) => stringify(manifest, { lineWidth: 0 }))
        .join("---\n"),
    );
}
