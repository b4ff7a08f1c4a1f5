import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkNamespace, type NamespaceKind } from "../../model/cloud-map";
import { namespaceSettings } from "../../model/cloud-map/settings";
import { InputError } from "../../model/errors";
import { filled } from "../../model/schema-parts";
import { named, scopeOf, type Scope } from "../scope";
import type { CloudMapNamespaceArgs } from "./args";
import { createServices, planOf } from "./services";

/**
 * An AWS Cloud Map namespace with its services and instances.
 *
 * @throws InputError before anything is registered.
 * @example
 * new CloudMapNamespace("services", {
 *   namespaceName: "games.internal",
 *   vpcId: network.vpcId,
 *   services: [{ name: "frontend", dns: { records: [{ type: "A", ttl: 60 }] } }],
 * });
 */
export class CloudMapNamespace extends pulumi.ComponentResource {
  /** Name of the namespace, as API calls use it. */
  readonly namespaceName: string;
  readonly kind: NamespaceKind;
  readonly namespaceId: pulumi.Output<string>;
  readonly namespaceArn: pulumi.Output<string>;
  /** Id of the hosted zone that Cloud Map manages; empty for the kind `http`. */
  readonly hostedZoneId: pulumi.Output<string>;
  /** Ids of the services by name, for programs that register instances. */
  readonly serviceIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: CloudMapNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespaceName, kind, services = [], forceDestroy } = filled(namespaceSettings, args);
    check(args, kind);
    super("eks-scenarios:cloud-map:CloudMapNamespace", name, {}, opts);
    const scope = scopeOf(this, name, "cloud-map");
    const { id, arn, hostedZoneId } = createNamespace(scope, args, kind);
    this.namespaceName = namespaceName;
    this.kind = kind;
    this.namespaceId = id;
    this.namespaceArn = arn;
    this.hostedZoneId = hostedZoneId;
    this.serviceIds = createServices(scope, { id, kind }, services, forceDestroy);
    this.registerOutputs({
      namespaceId: id,
      namespaceArn: arn,
      hostedZoneId,
      serviceIds: { ...this.serviceIds },
    });
  }
}

function check(
  { namespaceName, vpcId, services = [] }: CloudMapNamespaceArgs,
  kind: NamespaceKind,
) {
  checkNamespace({ name: namespaceName, kind, services: services.map(planOf) }, "");
  if ((kind === "private") === (vpcId !== undefined)) return;
  throw new InputError({
    argument: "vpcId",
    value: typeof vpcId === "string" || vpcId === undefined ? vpcId : "an output",
    rule:
      kind === "private"
        ? "is missing: a private namespace answers the queries of a VPC"
        : `is for private namespaces, and ${namespaceName} is ${kind}`,
    fix: kind === "private" ? "Give the VPC of the services' clients." : "Leave it out.",
  });
}

interface NamespaceParts {
  id: pulumi.Output<string>;
  arn: pulumi.Output<string>;
  hostedZoneId: pulumi.Output<string>;
}

function createNamespace(
  scope: Scope,
  { namespaceName, vpcId }: CloudMapNamespaceArgs,
  kind: NamespaceKind,
): NamespaceParts {
  const opts = { parent: scope.parent };
  const common = { name: namespaceName, tags: named(scope, scope.name) };
  if (kind === "http") {
    const { id, arn } = new aws.servicediscovery.HttpNamespace(scope.name, common, opts);
    return { id, arn, hostedZoneId: pulumi.output("") };
  }
  const { id, arn, hostedZone } =
    kind === "public"
      ? new aws.servicediscovery.PublicDnsNamespace(scope.name, common, opts)
      : new aws.servicediscovery.PrivateDnsNamespace(
          scope.name,
          // The check before ensures that a private namespace has a VPC.
          { ...common, vpc: vpcId ?? "" },
          opts,
        );
  return { id, arn, hostedZoneId: hostedZone };
}
