import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../model/errors";
import { image } from "../../model/images";
import { gameServerSettings } from "../../model/samples";
import { filled, type Given } from "../../model/schema-parts";

/** Arguments of a {@link RoutedSample}. */
export interface RoutedSampleArgs extends Given<typeof gameServerSettings> {
  /**
   * Namespace to create for the sample.
   *
   * @default "game-servers"
   */
  namespace?: string;
}

/** Port on which the pods listen; the accelerator's destinations must include it. */
export const samplePort = 80;

/** User id that the image is built for. */
const user = 101;

const labels = { "app.kubernetes.io/name": "game-server" };

/**
 * Pods to route clients to: web servers on port 80, without a Service or a load balancer, because
 * each client is sent to one pod by its address. Deploy it with the cluster's Kubernetes provider
 * and `dependsOn` the add-ons.
 *
 * @throws InputError before anything is registered.
 * @example
 * new RoutedSample("game-servers", {}, { provider: cluster.provider, dependsOn: addOns });
 */
export class RoutedSample extends pulumi.ComponentResource {
  /** Shell command that lists the pods with the addresses to look up. */
  readonly podsCommand: pulumi.Output<string>;

  constructor(name: string, args: RoutedSampleArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { replicas, namespace = "game-servers" } = filled(gameServerSettings, args);
    check(replicas);
    super("eks-scenarios:custom-routing:RoutedSample", name, {}, opts);
    const home = createNamespace(this, name, namespace);
    const configuration = createConfiguration(this, name, home);
    createDeployment(this, name, home, configuration, replicas);
    this.podsCommand = pulumi.interpolate`kubectl get pods --namespace ${home} --output wide`;
    this.registerOutputs({ podsCommand: this.podsCommand });
  }
}

function check(replicas: number): void {
  if (Number.isInteger(replicas) && replicas >= 1) return;
  throw new InputError({
    argument: "replicas",
    value: replicas,
    rule: "must be a whole number from 1",
    fix: "Leave it out for 3 pods.",
  });
}

function createNamespace(
  parent: RoutedSample,
  name: string,
  namespace: string,
): pulumi.Output<string> {
  const metadata = {
    name: namespace,
    labels: { "pod-security.kubernetes.io/enforce": "restricted" },
  };
  return new k8s.core.v1.Namespace(`${name}-namespace`, { metadata }, { parent }).metadata.name;
}

function createConfiguration(
  parent: RoutedSample,
  name: string,
  namespace: pulumi.Output<string>,
): pulumi.Output<string> {
  const server = [
    "server {",
    `  listen ${samplePort};`,
    "  default_type text/plain;",
    "  return 200 '$hostname at $server_addr sees $remote_addr\\n';",
    "}",
    "",
  ].join("\n");
  const metadata = { name: "game-server", namespace, labels };
  return new k8s.core.v1.ConfigMap(
    `${name}-configuration`,
    { metadata, data: { "default.conf": server } },
    { parent },
  ).metadata.name;
}

function createDeployment(
  parent: RoutedSample,
  name: string,
  namespace: pulumi.Output<string>,
  configuration: pulumi.Output<string>,
  replicas: number,
): void {
  const metadata = { name: "game-server", namespace, labels };
  const selector = { matchLabels: labels };
  new k8s.apps.v1.Deployment(
    name,
    {
      metadata,
      spec: {
        replicas,
        selector,
        template: { metadata: { labels }, spec: podSpec(configuration) },
      },
    },
    { parent },
  );
}

function podSpec(configuration: pulumi.Output<string>): k8s.types.input.core.v1.PodSpec {
  const probe = { tcpSocket: { port: samplePort } };
  return {
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      seccompProfile: { type: "RuntimeDefault" },
      // A user other than root may listen on port 80.
      sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: labels },
      },
    ],
    containers: [
      {
        name: "server",
        image: image("nginx-unprivileged"),
        ports: [{ containerPort: samplePort }],
        resources: { requests: { cpu: "50m", memory: "32Mi" }, limits: { memory: "64Mi" } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
          readOnlyRootFilesystem: true,
        },
        readinessProbe: { ...probe, periodSeconds: 5 },
        livenessProbe: { ...probe, periodSeconds: 20 },
        volumeMounts: [
          { name: "configuration", mountPath: "/etc/nginx/conf.d", readOnly: true },
          { name: "scratch", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "configuration", configMap: { name: configuration } },
      { name: "scratch", emptyDir: { sizeLimit: "64Mi" } },
    ],
  };
}
