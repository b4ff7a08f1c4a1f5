import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import { join } from "node:path";
import { kubeconfigFor } from "./local-kubernetes";

/** What differs between two versions of the program. */
export interface Version {
  /** The block of the VPC that the cluster's address comes from: another VPC is another cluster. */
  block: string;
  image: string;
  /** Label by which the Deployment selects its Pods. */
  app: string;
  /** Value of a setting in a ConfigMap with a name of its own. */
  setting: string;
  namespaces: { created: string };
  /** Values of a Helm release. */
  values: Record<string, unknown>;
}

export const FIRST: Version = {
  block: "10.0.0.0/16",
  image: "nginx:1.29",
  app: "web",
  setting: "a",
  namespaces: { created: "games" },
  values: { clusterName: "dev", replicaCount: 1 },
};

const widgets = {
  group: "example.com",
  scope: "Namespaced",
  names: { kind: "Widget", plural: "widgets" },
  versions: [
    {
      name: "v1",
      served: true,
      storage: true,
      schema: {
        openAPIV3Schema: {
          type: "object",
          properties: { spec: { type: "object", properties: { size: { type: "integer" } } } },
        },
      },
    },
  ],
};

/** Objects of many kinds in a cluster whose address is known only once something else is there. */
export function program(version: Version): () => Promise<Record<string, unknown>> {
  return async () => {
    await Promise.resolve();
    const vpc = new aws.ec2.Vpc("main", { cidrBlock: version.block });
    const kubeconfig = vpc.id.apply((id) => kubeconfigFor(`https://${id}.example`));
    const provider = new k8s.Provider("cluster", { kubeconfig, enableConfigMapMutable: false });
    const options = { provider };
    const games = new k8s.core.v1.Namespace(
      "games",
      { metadata: { name: version.namespaces.created } },
      options,
    );
    const namespace = games.metadata.name;
    const labels = { app: version.app };
    const web = new k8s.apps.v1.Deployment(
      "web",
      {
        metadata: { namespace },
        spec: {
          replicas: 2,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: "web", image: version.image }] },
          },
        },
      },
      options,
    );
    const service = new k8s.core.v1.Service(
      "web",
      {
        metadata: { namespace, name: "web" },
        spec: { type: "LoadBalancer", selector: labels, ports: [{ port: 80 }] },
      },
      options,
    );
    const secret = new k8s.core.v1.Secret(
      "login",
      { metadata: { namespace }, stringData: { password: "hunter2-hunter2" } },
      options,
    );
    new k8s.core.v1.ConfigMap(
      "settings",
      { metadata: { namespace, name: "settings" }, data: { setting: version.setting } },
      options,
    );
    // In the order in which nothing could be made: the provider waits for the namespace and for the definition.
    new k8s.core.v1.ConfigMap("early", { metadata: { namespace: "late" } }, options);
    new k8s.core.v1.Namespace("late", { metadata: { name: "late" } }, options);
    const widget = new k8s.apiextensions.CustomResource(
      "widget",
      { apiVersion: "example.com/v1", kind: "Widget", metadata: { namespace }, spec: { size: 3 } },
      options,
    );
    new k8s.apiextensions.v1.CustomResourceDefinition(
      "widgets",
      { metadata: { name: "widgets.example.com" }, spec: widgets },
      options,
    );
    const release = new k8s.helm.v3.Release(
      "controller",
      {
        chart: "aws-load-balancer-controller",
        version: "1.13.4",
        repositoryOpts: { repo: "https://aws.github.io/eks-charts" },
        namespace,
        values: version.values,
      },
      options,
    );
    new k8s.networking.v1.Ingress(
      "web",
      {
        metadata: { namespace },
        spec: { defaultBackend: { service: { name: "web", port: { number: 80 } } } },
      },
      { ...options, dependsOn: release },
    );
    new k8s.apps.v1.DeploymentPatch(
      "patient",
      { metadata: { namespace, name: web.metadata.name }, spec: { minReadySeconds: 7 } },
      options,
    );
    const file = join(__dirname, "manifests", "shop.yaml");
    new k8s.yaml.v2.ConfigFile("shop", { file }, options);
    new k8s.yaml.v2.ConfigGroup(
      "group",
      {
        yaml: "{ apiVersion: v1, kind: Secret, metadata: { name: keys }, stringData: { key: s3cr3t-s3cr3t } }",
        objs: [{ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "runner" } }],
      },
      options,
    );
    return {
      deployment: web.metadata.name,
      address: service.status.loadBalancer.ingress[0]?.ip,
      password: secret.data.apply((data) => data["password"]),
      widget: widget.id,
      release: release.status.apply(({ name, status, version: chart }) => ({
        ...{ name, status, chart },
      })),
    };
  };
}
