import type * as k8s from "@pulumi/kubernetes";

/** One tier of the sample: a web server that consists of configuration only. */
export interface Tier {
  /** Name of the Deployment and the Service, by which tiers find each other in their namespace. */
  name: "frontend" | "backend";
  /** Port of the Service. */
  port: number;
  /** Contents of the web server's configuration file. */
  configuration: string;
}

/** Port on which every pod listens: above 1024, so no privilege is needed. */
export const containerPort = 8080;

/** Path of a pod's health check. */
export const healthPath = "/healthz";

/**
 * Returns the tiers of the sample.
 *
 * @param place Text of the backend's answer, for example the zone's name.
 */
export function tiersOf(place: string): readonly Tier[] {
  const backend: Tier = {
    name: "backend",
    port: 8080,
    configuration: server(
      `location / { default_type application/json; return 200 '${JSON.stringify({ place })}\\n'; }`,
    ),
  };
  const frontend: Tier = {
    name: "frontend",
    port: 80,
    configuration: server(`location / { proxy_pass http://${backend.name}:${backend.port}; }`),
  };
  return [backend, frontend];
}

function server(location: string): string {
  return [
    "server {",
    `  listen ${containerPort};`,
    `  location = ${healthPath} { access_log off; return 200 'ok\\n'; }`,
    `  ${location}`,
    "}",
    "",
  ].join("\n");
}

/** User id that the image is built for. */
const user = 101;

/** Security context of all pods of the sample. */
export const podSecurity: k8s.types.input.core.v1.PodSecurityContext = {
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  seccompProfile: { type: "RuntimeDefault" },
};

/** Settings of all containers of the sample, except their image. */
export const container: Omit<k8s.types.input.core.v1.Container, "image"> = {
  name: "server",
  ports: [{ containerPort }],
  resources: { requests: { cpu: "50m", memory: "32Mi" }, limits: { memory: "64Mi" } },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
  },
  readinessProbe: { httpGet: { path: healthPath, port: containerPort }, periodSeconds: 5 },
  livenessProbe: { httpGet: { path: healthPath, port: containerPort }, periodSeconds: 20 },
  volumeMounts: [
    { name: "configuration", mountPath: "/etc/nginx/conf.d", readOnly: true },
    { name: "scratch", mountPath: "/tmp" },
  ],
};
