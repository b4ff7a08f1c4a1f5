import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../model/errors";
import { latticeLimits } from "../../model/lattice/names";
import type { Backend } from "../../model/lattice/backends";
import { checkoutSettings } from "../../model/samples";
import { filled, type Given } from "../../model/schema-parts";
import { applicationPod, serviceName, servicePorts, storeName, storePod } from "./workloads";

/** Arguments of {@link Checkout}. */
export type CheckoutArgs = Given<typeof checkoutSettings>;

/** A version of the service, in its own namespace. */
interface Version {
  namespace: string;
  /** Prefix of the names of its shipping options. */
  prefix: string;
}

/** The current version and the one that replaces it. */
const versions = [
  { namespace: "checkout", prefix: "" },
  { namespace: "checkoutv2", prefix: "Lattice " },
] as const satisfies readonly Version[];

/** Namespace of a version, which identifies it. */
export type CheckoutVersion = (typeof versions)[number]["namespace"];

/**
 * The checkout sample: one service in two versions, `checkout` and `checkoutv2`, in namespaces of
 * these names. Both keep their sessions in the Redis of the first version, so each request of a
 * customer may reach either version. Deploy it with the cluster's Kubernetes provider.
 *
 * @throws InputError before anything is registered.
 * @example
 * const checkout = new Checkout("checkout", { replicas: 2 }, { provider, dependsOn: addOns });
 */
export class Checkout extends pulumi.ComponentResource {
  constructor(name: string, args: CheckoutArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { replicas } = filled(checkoutSettings, args);
    check(replicas);
    super("eks-scenarios:checkout:Checkout", name, {}, opts);
    const [first] = versions;
    for (const { namespace, prefix } of versions) {
      const home = createNamespace(this, `${name}-${namespace}`, namespace);
      if (namespace === first.namespace) {
        createWorkload(this, `${name}-redis`, {
          ...{ namespace: home, component: "redis", objectName: storeName },
          ...{ replicas: 1, pod: storePod, port: servicePorts.store },
        });
      }
      createWorkload(this, `${name}-${namespace}`, {
        ...{ namespace: home, component: "service", objectName: serviceName, replicas },
        ...{ pod: applicationPod(first.namespace, prefix), port: servicePorts.application },
      });
    }
    this.registerOutputs();
  }

  /**
   * Returns the version as a backend of a route.
   *
   * @param weight Its share of the requests, 0 to 999.
   */
  backend(version: CheckoutVersion, weight: number): Backend {
    return {
      service: serviceName,
      namespace: version,
      port: servicePorts.application.port,
      weight,
      target: {
        healthCheck: {
          path: "/health",
          intervalSeconds: 10,
          timeoutSeconds: 5,
          healthyThresholdCount: 2,
          unhealthyThresholdCount: 2,
          statusMatch: "200",
        },
      },
    };
  }
}

function check(replicas: number): void {
  const most = latticeLimits.targetsPerTargetGroup;
  if (Number.isInteger(replicas) && replicas >= 1 && replicas <= most) return;
  throw new InputError({
    argument: "replicas",
    value: replicas,
    rule: `must be from 1 to ${most}, the most targets of a VPC Lattice target group`,
    fix: "Give 2 to survive the loss of a node.",
  });
}

function createNamespace(parent: Checkout, name: string, namespace: string): pulumi.Output<string> {
  const created = new k8s.core.v1.Namespace(
    name,
    {
      metadata: {
        name: namespace,
        labels: { "pod-security.kubernetes.io/enforce": "restricted" },
      },
    },
    { parent },
  );
  return created.metadata.name;
}

interface Workload {
  namespace: pulumi.Output<string>;
  /** `app.kubernetes.io/component` */
  component: string;
  /** Name of the Deployment and the Service. */
  objectName: string;
  replicas: number;
  pod: k8s.types.input.core.v1.PodSpec;
  port: k8s.types.input.core.v1.ServicePort;
}

function createWorkload(parent: Checkout, name: string, workload: Workload): void {
  const { namespace, component, objectName, replicas, pod, port } = workload;
  const labels = {
    "app.kubernetes.io/name": "checkout",
    "app.kubernetes.io/component": component,
  };
  const metadata = { name: objectName, namespace, labels };
  const selector = { matchLabels: labels };
  const spread = {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: selector,
  };
  new k8s.apps.v1.Deployment(
    name,
    {
      metadata,
      spec: {
        replicas,
        selector,
        template: {
          metadata: { labels },
          spec: { ...pod, topologySpreadConstraints: [spread] },
        },
      },
    },
    { parent },
  );
  new k8s.core.v1.Service(
    name,
    { metadata, spec: { selector: labels, ports: [port] } },
    { parent },
  );
  // A disruption budget for a single pod would block the draining of its node.
  if (replicas < 2) return;
  new k8s.policy.v1.PodDisruptionBudget(
    name,
    { metadata, spec: { maxUnavailable: 1, selector } },
    { parent },
  );
}
