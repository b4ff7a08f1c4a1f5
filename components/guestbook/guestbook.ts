import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../model/errors";
import { guestbookSettings } from "../../model/samples";
import { filled, type Given } from "../../model/schema-parts";
import { scopeOf } from "../scope";
import { followers, frontend, leader, type Workload } from "./workloads";

/** Arguments of a {@link Guestbook}. */
export interface GuestbookArgs extends Given<typeof guestbookSettings> {
  /**
   * Namespace to create for the sample.
   *
   * @default "guestbook"
   */
  namespace?: string;
}

/**
 * The guestbook sample: a web frontend behind a network load balancer, a Redis leader that takes
 * writes and two followers that serve reads. Deploy it with the cluster's Kubernetes provider and
 * `dependsOn` the add-ons, so that its load balancer is deleted before the nodes and the network.
 *
 * @throws InputError before anything is registered.
 * @example
 * new Guestbook("guestbook", { replicas: 3 }, { provider: cluster.provider, dependsOn: addOns });
 */
export class Guestbook extends pulumi.ComponentResource {
  /** Host name of the load balancer. */
  readonly address: pulumi.Output<string>;

  constructor(name: string, args: GuestbookArgs, opts?: pulumi.ComponentResourceOptions) {
    const { replicas, exposure, namespace = "guestbook" } = filled(guestbookSettings, args);
    check(replicas);
    super("eks-scenarios:guestbook:Guestbook", name, {}, opts);
    const home = createNamespace(this, name, namespace);
    createWorkload(this, name, home, leader, 1);
    createWorkload(this, name, home, followers, 2);
    createWorkload(this, name, home, frontend, replicas);
    createService(this, name, home, leader);
    createService(this, name, home, followers);
    const service = createService(this, name, home, frontend, loadBalancer(this, name, exposure));
    this.address = service.status.apply((status) => {
      const ingress = status?.loadBalancer?.ingress?.[0];
      return ingress?.hostname ?? ingress?.ip ?? "";
    });
    this.registerOutputs({ address: this.address });
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

const labelsOf = ({ component }: Workload) => ({
  "app.kubernetes.io/name": "guestbook",
  "app.kubernetes.io/component": component,
});

function createNamespace(
  parent: Guestbook,
  name: string,
  namespace: string,
): pulumi.Output<string> {
  const created = new k8s.core.v1.Namespace(
    `${name}-namespace`,
    {
      metadata: {
        name: namespace,
        // The API server rejects pods that need more privileges.
        labels: { "pod-security.kubernetes.io/enforce": "restricted" },
      },
    },
    { parent },
  );
  return created.metadata.name;
}

function createWorkload(
  parent: Guestbook,
  name: string,
  namespace: pulumi.Output<string>,
  workload: Workload,
  replicas: number,
): void {
  const { scratch } = workload;
  const labels = labelsOf(workload);
  const selector = { matchLabels: labels };
  new k8s.apps.v1.Deployment(
    `${name}-${workload.name}`,
    {
      metadata: { name: workload.name, namespace, labels },
      spec: {
        replicas,
        selector,
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            securityContext: workload.podSecurity,
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: "topology.kubernetes.io/zone",
                whenUnsatisfiable: "ScheduleAnyway",
                labelSelector: selector,
              },
            ],
            containers: [
              {
                ...workload.container,
                name: workload.component,
                ports: [{ containerPort: workload.port }],
                ...(scratch !== undefined && {
                  volumeMounts: [{ name: "scratch", mountPath: scratch }],
                }),
              },
            ],
            ...(scratch !== undefined && {
              volumes: [{ name: "scratch", emptyDir: { sizeLimit: "200Mi" } }],
            }),
          },
        },
      },
    },
    { parent },
  );
  // A disruption budget for a single pod would block the draining of its node.
  if (replicas < 2) return;
  new k8s.policy.v1.PodDisruptionBudget(
    `${name}-${workload.name}`,
    {
      metadata: { name: workload.name, namespace, labels },
      spec: { maxUnavailable: 1, selector },
    },
    { parent },
  );
}

function createService(
  parent: Guestbook,
  name: string,
  namespace: pulumi.Output<string>,
  workload: Workload,
  annotations?: Readonly<Record<string, string>>,
): k8s.core.v1.Service {
  const labels = labelsOf(workload);
  return new k8s.core.v1.Service(
    `${name}-${workload.name}`,
    {
      metadata: {
        name: workload.name,
        namespace,
        labels,
        ...(annotations && { annotations: { ...annotations } }),
      },
      spec: {
        selector: labels,
        ports: [{ port: workload.port, targetPort: workload.port }],
        ...(annotations && { type: "LoadBalancer" }),
      },
    },
    { parent },
  );
}

/**
 * Returns the annotations with which EKS's cloud controller creates a tagged network load balancer.
 */
function loadBalancer(
  parent: Guestbook,
  name: string,
  exposure: "internet" | "internal",
): Record<string, string> {
  const { tags } = scopeOf(parent, name, "cluster-from-scratch");
  const prefix = "service.beta.kubernetes.io/aws-load-balancer";
  return {
    [`${prefix}-type`]: "nlb",
    ...(exposure === "internal" && { [`${prefix}-internal`]: "true" }),
    [`${prefix}-cross-zone-load-balancing-enabled`]: "true",
    [`${prefix}-additional-resource-tags`]: Object.entries(tags)
      .map(([key, value]) => `${key}=${value}`)
      .join(","),
  };
}
