import { choice, count, flag, listOf, object, optional, text, withDefault } from "../schema-parts";

const record = object(
  "a record that Cloud Map creates for every instance of a service",
  {
    type: choice("type", ["A", "AAAA", "SRV", "CNAME"]),
    ttl: count("seconds that resolvers may keep an answer", 0),
  },
  "DnsRecord",
);

/** Schema of the DNS of a service. */
export const serviceDns = object(
  "records of every instance; left out, API calls alone find the service",
  {
    records: listOf("A, AAAA, both of them, SRV, or CNAME", record),
    routing: optional(
      choice(
        "how queries are answered: with up to eight healthy instances (MULTIVALUE, when left out), or one of them by chance (WEIGHTED)",
        ["MULTIVALUE", "WEIGHTED"],
      ),
    ),
  },
  "ServiceDns",
);

/** Schema of the health check of a service. */
export const healthCheck = object(
  "check of every instance by Route 53, from the internet: not in a private namespace",
  {
    type: choice("protocol", ["HTTP", "HTTPS", "TCP"]),
    path: optional(text("path that is requested, not with TCP; / when left out")),
    failureThreshold: optional(
      count("checks in a row that change the state, 1 to 10; 3 when left out", 1, 10),
    ),
  },
  "HealthCheck",
);

/** Schema of a service without its instances, as a stack and the component have it. */
export const serviceTerms = object("a service", {
  name: text("name of the service: a DNS label, or several with dots between", {
    examples: ["frontend"],
  }),
  dns: optional(serviceDns),
  healthCheck: optional(healthCheck),
  customHealthCheck: withDefault(
    flag(
      "true where somebody reports the health of instances (UpdateInstanceCustomHealthStatus); fixed once the service exists",
    ),
    false,
  ),
});

/** Schema of the settings of a namespace, as a stack and the component have them. */
export const namespaceSettings = object("a namespace", {
  namespaceName: text("domain of the services' names; with the kind http any name", {
    examples: ["games.internal"],
  }),
  kind: withDefault(
    choice(
      "who discovers the services: queries of one VPC, queries from anywhere, or API calls alone; API calls discover them in each kind",
      ["private", "public", "http"],
    ),
    "private",
  ),
  forceDestroy: withDefault(
    flag(
      "true where a service is deleted together with instances that others registered, false where its deletion waits for them",
    ),
    false,
  ),
});

/** Schema of the settings of ExternalDNS, as a stack and the component have them. */
export const externalDnsSettings = object(
  "ExternalDNS in the cluster, publishing to the namespace",
  {
    policy: withDefault(
      choice("whether it also removes what Kubernetes has no more, or only adds and changes", [
        "sync",
        "upsert-only",
      ]),
      "sync",
    ),
    sources: withDefault(
      listOf(
        "kinds of Kubernetes objects that it publishes; the Gateway API's need its definitions in the cluster",
        choice("kind of objects", ["service", "ingress", "gateway-httproute", "gateway-grpcroute"]),
      ),
      ["service", "ingress"],
    ),
  },
);
