import type * as k8s from "@pulumi/kubernetes";
import { image } from "../../model/images";

type Container = k8s.types.input.core.v1.Container;

/** A part of the guestbook: a Deployment of one container and its Service. */
export interface Workload {
  /** Name of the Deployment and the Service, by which the frontend finds Redis. */
  name: string;
  /** `app.kubernetes.io/component` */
  component: string;
  port: number;
  container: Omit<Container, "name" | "ports" | "volumeMounts">;
  /** Writable folder of the container, deleted with the pod. */
  scratch?: string;
  /** Security context of all containers in the pod. */
  podSecurity: k8s.types.input.core.v1.PodSecurityContext;
}

/** Security context of a container that needs no additional privileges. */
const confined: k8s.types.input.core.v1.SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
};

const restricted = (user: number): k8s.types.input.core.v1.PodSecurityContext => ({
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  seccompProfile: { type: "RuntimeDefault" },
});

/** User ids that the images are built for. */
const users = { redis: 999, apache: 33 };

function redis(name: string, component: string, args: string[]): Workload {
  return {
    name,
    component,
    port: 6379,
    scratch: "/data",
    podSecurity: restricted(users.redis),
    container: {
      image: image("redis"),
      args: ["redis-server", "--save", "", ...args],
      resources: { requests: { cpu: "100m", memory: "100Mi" }, limits: { memory: "200Mi" } },
      securityContext: { ...confined, readOnlyRootFilesystem: true },
      readinessProbe: { exec: { command: ["redis-cli", "ping"] }, periodSeconds: 5 },
      livenessProbe: { tcpSocket: { port: 6379 }, periodSeconds: 20 },
    },
  };
}

/** The Redis instance that takes writes. */
export const leader = redis("redis-leader", "leader", []);

/** The Redis instances that serve reads. */
export const followers = redis("redis-follower", "follower", [
  "--replicaof",
  `${leader.name} ${leader.port}`,
]);

/** The web page. */
export const frontend: Workload = {
  name: "frontend",
  component: "frontend",
  port: 80,
  podSecurity: {
    ...restricted(users.apache),
    // A user other than root may listen on port 80.
    sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
  },
  container: {
    image: image("guestbook-frontend"),
    env: [{ name: "GET_HOSTS_FROM", value: "dns" }],
    resources: { requests: { cpu: "100m", memory: "100Mi" }, limits: { memory: "200Mi" } },
    securityContext: confined,
    readinessProbe: { httpGet: { path: "/", port: 80 }, periodSeconds: 5 },
    livenessProbe: { httpGet: { path: "/", port: 80 }, periodSeconds: 20 },
  },
};
