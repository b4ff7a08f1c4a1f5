import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { InputError } from "../../model/errors";
import { image, publicRegistry } from "../../model/images";
import { container, containerPort, podSecurity, tiersOf, type Tier } from "./tiers";

/** Arguments of a {@link TwoTierApp}. */
export interface TwoTierAppArgs {
  /**
   * Namespace of its objects; one per Wavelength Zone, so that names refer to the zone's own pods.
   */
  namespace: pulumi.Input<string>;

  /**
   * Text of the backend's answer, which shows where it runs.
   *
   * @example "us-east-1-wl1-bos-wlz-1"
   */
  place: string;

  /**
   * Pods of each tier, at least 1.
   *
   * @default 2
   */
  replicas?: number;

  /**
   * Registry that replaces public.ecr.aws, for nodes without internet access.
   *
   * @default "public.ecr.aws"
   */
  registry?: pulumi.Input<string>;
}

/**
 * The two-tier sample: a frontend that passes requests on to the Service `backend` in its
 * namespace, which answers with the place. Register it with a ZoneNamespace as `parent`, so that
 * all its pods run in that zone.
 *
 * @throws InputError before anything is registered.
 * @example
 * new TwoTierApp("boston-app", { namespace: boston.namespace, place: zone }, { parent: boston });
 */
export class TwoTierApp extends pulumi.ComponentResource {
  /** The Service that receives requests from outside. */
  readonly service: { readonly name: pulumi.Output<string>; readonly port: number };

  constructor(name: string, args: TwoTierAppArgs, opts?: pulumi.ComponentResourceOptions) {
    const { replicas = 2 } = args;
    check(replicas);
    super("eks-scenarios:wavelength:TwoTierApp", name, {}, opts);
    const [backend, frontend] = tiersOf(args.place).map((tier) => {
      createWorkload(this, name, args, tier, replicas);
      return createService(this, name, args.namespace, tier);
    });
    if (!backend || !frontend) throw new RangeError("The sample has two tiers.");
    closeBackend(this, name, args.namespace);
    this.service = { name: frontend.metadata.name, port: 80 };
    this.registerOutputs({ service: this.service });
  }
}

function check(replicas: number): void {
  if (Number.isInteger(replicas) && replicas >= 1) return;
  throw new InputError({
    argument: "replicas",
    value: replicas,
    rule: "must be a whole number from 1",
    fix: "Give 2 to survive the loss of a node.",
  });
}

const labelsOf = (name: string) => ({
  "app.kubernetes.io/name": "two-tier",
  "app.kubernetes.io/component": name,
});

function createWorkload(
  parent: TwoTierApp,
  name: string,
  { namespace, registry = publicRegistry }: TwoTierAppArgs,
  tier: Tier,
  replicas: number,
): void {
  const labels = labelsOf(tier.name);
  const selector = { matchLabels: labels };
  const metadata = { name: tier.name, namespace, labels };
  const configuration = new k8s.core.v1.ConfigMap(
    `${name}-${tier.name}`,
    { metadata, data: { "default.conf": tier.configuration } },
    { parent },
  );
  const digest = createHash("sha256").update(tier.configuration).digest("hex");
  new k8s.apps.v1.Deployment(
    `${name}-${tier.name}`,
    {
      metadata,
      spec: {
        replicas,
        selector,
        template: {
          metadata: {
            labels,
            // The server reads its configuration only at its start: another configuration replaces
            // the pods.
            annotations: { "eks-scenarios/configuration": digest.slice(0, 16) },
          },
          spec: {
            automountServiceAccountToken: false,
            securityContext: podSecurity,
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: "kubernetes.io/hostname",
                whenUnsatisfiable: "ScheduleAnyway",
                labelSelector: selector,
              },
            ],
            containers: [
              {
                ...container,
                image: pulumi
                  .output(registry)
                  .apply((host) => image("nginx-unprivileged").replace(publicRegistry, host)),
              },
            ],
            volumes: [
              { name: "configuration", configMap: { name: configuration.metadata.name } },
              { name: "scratch", emptyDir: { sizeLimit: "64Mi" } },
            ],
          },
        },
      },
    },
    { parent },
  );
  // A disruption budget for a single pod would block the draining of its node.
  if (replicas < 2) return;
  new k8s.policy.v1.PodDisruptionBudget(
    `${name}-${tier.name}`,
    { metadata, spec: { maxUnavailable: 1, selector } },
    { parent },
  );
}

function createService(
  parent: TwoTierApp,
  name: string,
  namespace: pulumi.Input<string>,
  tier: Tier,
): k8s.core.v1.Service {
  const labels = labelsOf(tier.name);
  return new k8s.core.v1.Service(
    `${name}-${tier.name}`,
    {
      metadata: { name: tier.name, namespace, labels },
      spec: { selector: labels, ports: [{ port: tier.port, targetPort: containerPort }] },
    },
    { parent },
  );
}

/** Admits only the frontend to the backend, if the VPC CNI enforces network policies. */
function closeBackend(parent: TwoTierApp, name: string, namespace: pulumi.Input<string>): void {
  new k8s.networking.v1.NetworkPolicy(
    `${name}-backend`,
    {
      metadata: { name: "backend", namespace, labels: labelsOf("backend") },
      spec: {
        podSelector: { matchLabels: labelsOf("backend") },
        policyTypes: ["Ingress"],
        ingress: [
          {
            from: [{ podSelector: { matchLabels: labelsOf("frontend") } }],
            ports: [{ protocol: "TCP", port: containerPort }],
          },
        ],
      },
    },
    { parent },
  );
}
