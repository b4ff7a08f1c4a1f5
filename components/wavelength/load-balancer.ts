import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../model/errors";
import { checkCertificate } from "../../model/wavelength/load-balancer";
import { scopeOf } from "../scope";

/** Arguments of a {@link ZoneLoadBalancer}. */
export interface ZoneLoadBalancerArgs {
  /** Name of the cluster at EKS, a tag of the load balancer. */
  clusterName: pulumi.Input<string>;

  /** Class of the load balancer controller's Ingresses. */
  ingressClass: pulumi.Input<string>;

  /** Namespace of the zone. */
  namespace: pulumi.Input<string>;

  /**
   * The zone's subnet. Only one, because load balancers do not span Wavelength Zones; given
   * explicitly, because the controller would otherwise choose subnets of the Region.
   */
  subnetId: pulumi.Input<string>;

  /** Service that receives the requests, with its port. */
  service: { readonly name: pulumi.Input<string>; readonly port: number };

  /**
   * Path of the pods' health check.
   *
   * @default "/healthz"
   */
  healthPath?: string;

  /**
   * ARN of an ACM certificate, for HTTPS. HTTP requests are then redirected to HTTPS.
   *
   * @default HTTP only
   */
  certificateArn?: string;
}

/**
 * The Application Load Balancer of one Wavelength Zone: an Ingress from which the AWS Load Balancer
 * Controller creates a load balancer with a carrier IP in the zone's subnet. Register it with
 * `dependsOn` the controller, so that it is deleted first.
 *
 * @throws InputError before anything is registered.
 * @example
 * const balancer = new ZoneLoadBalancer("boston-balancer", {
 *   clusterName: cluster.clusterName,
 *   ingressClass: controller.ingressClass,
 *   namespace: boston.namespace,
 *   subnetId: zone.subnetId,
 *   service: app.service,
 * }, { parent: boston, dependsOn: controller });
 */
export class ZoneLoadBalancer extends pulumi.ComponentResource {
  /** DNS name of the load balancer, from the status of the Ingress. */
  readonly hostname: pulumi.Output<string>;
  /** Id of the load balancer's hosted zone, for alias records. */
  readonly hostedZoneId: pulumi.Output<string>;

  constructor(name: string, args: ZoneLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    check(args);
    super("eks-scenarios:wavelength:ZoneLoadBalancer", name, {}, opts);
    const ingress = createIngress(this, name, args);
    this.hostname = ingress.status.apply(
      (status) => status?.loadBalancer?.ingress?.[0]?.hostname ?? "",
    );
    this.hostedZoneId = this.findBalancer(args, ingress).zoneId;
    this.registerOutputs({ hostname: this.hostname, hostedZoneId: this.hostedZoneId });
  }

  /** Finds the load balancer by the tags that the controller gives it. */
  private findBalancer({ clusterName }: ZoneLoadBalancerArgs, ingress: k8s.networking.v1.Ingress) {
    const { namespace, name } = ingress.metadata;
    return aws.lb.getLoadBalancerOutput(
      {
        tags: {
          "elbv2.k8s.aws/cluster": clusterName,
          "ingress.k8s.aws/stack": pulumi.interpolate`${namespace}/${name}`,
        },
      },
      { parent: this, dependsOn: [ingress] },
    );
  }
}

function check({ service: { port }, certificateArn }: ZoneLoadBalancerArgs): void {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new InputError({
      argument: "service.port",
      value: port,
      rule: "must be a port from 1 to 65535",
      fix: "Give the port of the Service.",
    });
  }
  checkCertificate(certificateArn, "certificateArn");
}

function createIngress(
  parent: ZoneLoadBalancer,
  name: string,
  args: ZoneLoadBalancerArgs,
): k8s.networking.v1.Ingress {
  const { service } = args;
  const path = {
    path: "/",
    pathType: "Prefix",
    backend: { service: { name: service.name, port: { number: service.port } } },
  };
  return new k8s.networking.v1.Ingress(
    name,
    {
      metadata: {
        name: "frontend",
        namespace: args.namespace,
        annotations: annotationsOf(scopeOf(parent, name, "wavelength").tags, args),
      },
      spec: { ingressClassName: args.ingressClass, rules: [{ http: { paths: [path] } }] },
    },
    { parent },
  );
}

/**
 * Returns the annotations of the Ingress. Source: docs/guide/ingress/annotations.md of the AWS Load
 * Balancer Controller.
 */
function annotationsOf(
  tags: Readonly<Record<string, string>>,
  { subnetId, healthPath = "/healthz", certificateArn }: ZoneLoadBalancerArgs,
): Record<string, pulumi.Input<string>> {
  const ports = certificateArn === undefined ? [{ HTTP: 80 }] : [{ HTTP: 80 }, { HTTPS: 443 }];
  const annotations: Record<string, pulumi.Input<string>> = {
    subnets: subnetId,
    // In a Wavelength Zone, this means reachable from the carrier's network.
    scheme: "internet-facing",
    "target-type": "ip",
    "healthcheck-path": healthPath,
    "listen-ports": JSON.stringify(ports),
    tags: Object.entries(tags)
      .map(([key, value]) => `${key}=${value}`)
      .join(","),
    ...(certificateArn !== undefined && {
      "certificate-arn": certificateArn,
      "ssl-redirect": "443",
    }),
  };
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [`alb.ingress.kubernetes.io/${key}`, value]),
  );
}
