import type * as k8s from "@pulumi/kubernetes";
import { image } from "../../model/images";

type PodSpec = k8s.types.input.core.v1.PodSpec;
type Container = k8s.types.input.core.v1.Container;

/** Port of the application's containers. */
export const applicationPort = 8080;

/** Name of the Service in front of each version. */
export const serviceName = "checkout";

/** Name of the Service in front of the store of sessions. */
export const storeName = "checkout-redis";

const storePort = 6379;

/** User ids that the images are built for. */
const users = { application: 1000, redis: 999 };

function pod(user: number, container: Container, folder: string): PodSpec {
  return {
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        ...container,
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
          readOnlyRootFilesystem: true,
        },
        volumeMounts: [{ name: "scratch", mountPath: folder }],
      },
    ],
    volumes: [{ name: "scratch", emptyDir: { sizeLimit: "100Mi" } }],
  };
}

/**
 * Returns a pod of the checkout service. Without the address of an orders service, it makes up
 * orders.
 *
 * @param storeNamespace Namespace of the sessions' store, which all versions share.
 * @param prefix Prefix of the names of its shipping options.
 */
export function applicationPod(storeNamespace: string, prefix: string): PodSpec {
  return pod(
    users.application,
    {
      name: "checkout",
      image: image("checkout"),
      ports: [{ name: "http", containerPort: applicationPort }],
      env: [
        { name: "RETAIL_CHECKOUT_PERSISTENCE_PROVIDER", value: "redis" },
        {
          name: "RETAIL_CHECKOUT_PERSISTENCE_REDIS_URL",
          value: `redis://${storeName}.${storeNamespace}:${storePort}`,
        },
        { name: "RETAIL_CHECKOUT_SHIPPING_NAME_PREFIX", value: prefix },
      ],
      resources: { requests: { cpu: "128m", memory: "256Mi" }, limits: { memory: "256Mi" } },
      readinessProbe: { httpGet: { path: "/health", port: applicationPort }, periodSeconds: 5 },
      livenessProbe: {
        httpGet: { path: "/health", port: applicationPort },
        initialDelaySeconds: 30,
        periodSeconds: 20,
      },
    },
    "/tmp",
  );
}

/** The pod that keeps the sessions in memory. */
export const storePod: PodSpec = pod(
  users.redis,
  {
    name: "redis",
    image: image("redis"),
    args: ["redis-server", "--save", ""],
    ports: [{ name: "redis", containerPort: storePort }],
    resources: { requests: { cpu: "100m", memory: "100Mi" }, limits: { memory: "200Mi" } },
    readinessProbe: { exec: { command: ["redis-cli", "ping"] }, periodSeconds: 5 },
    livenessProbe: { tcpSocket: { port: storePort }, periodSeconds: 20 },
  },
  "/data",
);

/** Ports of the Services of both. */
export const servicePorts = {
  application: { name: "http", port: 80, targetPort: "http" },
  store: { name: "redis", port: storePort, targetPort: "redis" },
};
