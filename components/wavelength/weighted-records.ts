import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../model/errors";
import { checkRecordsDomain, checkWeights } from "../../model/wavelength/weighted-records";
import { scopeOf, type Scope } from "../scope";

/** A load balancer behind the name. */
export interface WeightedTarget {
  /**
   * Identifies the record among the records of the same name.
   *
   * @example "boston"
   */
  name: string;

  /** DNS name of the load balancer. */
  hostname: pulumi.Input<string>;

  /** Id of the load balancer's hosted zone. */
  hostedZoneId: pulumi.Input<string>;

  /** Share of the answers, relative to the weights of the other targets: 0 to 255. */
  weight: number;
}

/** Arguments of {@link WeightedRecords}. */
export interface WeightedRecordsArgs {
  /**
   * DNS name of all targets.
   *
   * @example "play.example.com"
   */
  domain: string;

  /**
   * Id of the hosted zone that contains the name.
   *
   * @default a new public one, of the name itself
   */
  hostedZoneId?: string;

  /** The load balancers, each with its weight. */
  targets: readonly WeightedTarget[];
}

/**
 * One name for load balancers of several Wavelength Zones: weighted alias records. Route 53 answers
 * with one of them, and never with one whose load balancer has no healthy pod. Weights do not
 * depend on the location of a device; carriers have discovery services for that.
 *
 * @throws InputError before anything is registered.
 * @example
 * new WeightedRecords("play", {
 *   domain: "play.example.com",
 *   targets: [
 *     { name: "boston", weight: 50, hostname: boston.hostname, hostedZoneId: boston.hostedZoneId },
 *     { name: "new-york", weight: 50, hostname: newYork.hostname, hostedZoneId: newYork.hostedZoneId },
 *   ],
 * });
 */
export class WeightedRecords extends pulumi.ComponentResource {
  /** The DNS name. */
  readonly domain: string;
  readonly hostedZoneId: pulumi.Output<string>;
  /**
   * Name servers of a new zone, to which the parent domain must delegate; empty for a given zone.
   */
  readonly nameServers: pulumi.Output<string[]>;

  constructor(name: string, args: WeightedRecordsArgs, opts?: pulumi.ComponentResourceOptions) {
    check(args);
    super("eks-scenarios:wavelength:WeightedRecords", name, {}, opts);
    const scope = scopeOf(this, name, "wavelength");
    const zone = args.hostedZoneId === undefined ? createZone(scope, args) : undefined;
    this.domain = args.domain;
    this.hostedZoneId = zone?.zoneId ?? pulumi.output(args.hostedZoneId ?? "");
    this.nameServers = zone?.nameServers ?? pulumi.output([]);
    for (const target of args.targets) createRecord(scope, args.domain, this.hostedZoneId, target);
    this.registerOutputs({ domain: this.domain, hostedZoneId: this.hostedZoneId });
  }
}

function check({ domain, targets }: WeightedRecordsArgs): void {
  checkRecordsDomain(domain, "domain");
  checkWeights(targets, "targets");
  targets.forEach(({ name }, index) => {
    if (targets.findIndex((other) => other.name === name) === index) return;
    throw new InputError({
      argument: `targets[${index}].name`,
      value: name,
      rule: "is the name of another target: Route 53 distinguishes records of a domain by it",
      fix: "Name every target differently.",
    });
  });
}

function createZone(scope: Scope, { domain }: WeightedRecordsArgs): aws.route53.Zone {
  return new aws.route53.Zone(
    scope.name,
    { name: domain, comment: `Load balancers of Wavelength Zones`, tags: scope.tags },
    { parent: scope.parent },
  );
}

function createRecord(
  scope: Scope,
  domain: string,
  zoneId: pulumi.Output<string>,
  { name, hostname, hostedZoneId, weight }: WeightedTarget,
): void {
  new aws.route53.Record(
    `${scope.name}-${name}`,
    {
      zoneId,
      name: domain,
      type: "A",
      setIdentifier: name,
      weightedRoutingPolicies: [{ weight }],
      aliases: [{ name: hostname, zoneId: hostedZoneId, evaluateTargetHealth: true }],
    },
    { parent: scope.parent },
  );
}
