import { checkNamespace, type NamespaceKind, type ServicePlan } from "../model/cloud-map";
import {
  checkExternalDns,
  type ExternalDnsPlan,
  type ExternalDnsSource,
} from "../model/cloud-map/external-dns";
import { InputError } from "../model/errors";
import { choice, count, flag, object, objects, text, texts } from "../model/schema-parts";

/** ExternalDNS of a stack. */
export interface ExternalDnsConfig {
  policy: "sync" | "upsert-only";
  sources: ExternalDnsSource[];
}

/** The namespace of a stack in Cloud Map. */
export interface CloudMapConfig {
  /** Domain of the services' names; with the kind `http` any name. */
  namespaceName: string;
  kind: NamespaceKind;
  services: (Omit<ServicePlan, "instances"> & {
    instances: { id: string; attributes: Record<string, string> }[];
  })[];
  /** Whether services go together with instances that others registered. */
  forceDestroy: boolean;
  /** Whether a function answers over HTTP which instances have which attributes. */
  discoveryFunction: boolean;
  /** ExternalDNS in the cluster; left out, nothing of the cluster is published. */
  externalDns?: ExternalDnsConfig;
}

/**
 * Checks the namespace of a stack, with its services, and its ExternalDNS.
 *
 * @throws InputError
 */
export function checkCloudMap(config: {
  cluster: { name: string };
  cloudMap?: CloudMapConfig;
}): void {
  const { cloudMap, cluster } = config;
  if (!cloudMap) return;
  const { namespaceName: name, kind, services, externalDns } = cloudMap;
  checkNamespace({ name, kind, services }, "cloudMap");
  if (!externalDns) return;
  if (kind === "http") {
    throw new InputError({
      argument: "cloudMap.kind",
      value: kind,
      rule: "must be private or public with externalDns, which publishes DNS names",
      fix: "Choose one of the two, or leave externalDns out and register instances yourself.",
    });
  }
  const plan: ExternalDnsPlan = {
    ...externalDns,
    namespaces: [{ name, kind }],
    ownerId: cluster.name,
    cleanUp: externalDns.policy === "sync",
  };
  checkExternalDns(plan, "cloudMap.externalDns");
}

const service = object(
  "a service",
  {
    name: text("name of the service: a DNS label, or several with dots between"),
    dns: object(
      "records of every instance; left out, API calls alone find the service",
      {
        records: objects(
          "A, AAAA, both of them, SRV, or CNAME",
          object(
            "a record",
            {
              type: choice("type", ["A", "AAAA", "SRV", "CNAME"]),
              ttl: count("seconds that resolvers may keep an answer", 0),
            },
            ["type", "ttl"],
          ),
        ),
        routing: choice("how queries are answered", ["MULTIVALUE", "WEIGHTED"], "MULTIVALUE"),
      },
      ["records"],
    ),
    healthCheck: object(
      "check by Route 53, from the internet",
      {
        type: choice("protocol", ["HTTP", "HTTPS", "TCP"]),
        path: text("path that is requested, not with TCP"),
        failureThreshold: { ...count("checks in a row that change the state", 1), maximum: 10 },
      },
      ["type"],
    ),
    customHealthCheck: flag("true where somebody reports the health of instances", false),
    instances: objects(
      "instances",
      object(
        "an instance",
        { id: text("id in the service"), attributes: texts("attributes, AWS' and one's own") },
        ["id", "attributes"],
      ),
      [],
    ),
  },
  ["name"],
);

/** JSON schema of {@link CloudMapConfig}. */
export const cloudMapSchema = object(
  "a namespace of AWS Cloud Map, with services and ExternalDNS",
  {
    namespaceName: text("domain of the services' names; with the kind http any name"),
    kind: choice("who discovers services", ["private", "public", "http"], "private"),
    services: objects("services that are known before others are registered", service, []),
    forceDestroy: flag("true where services go together with instances of others", false),
    discoveryFunction: flag("true for a function that discovers instances over HTTP", false),
    externalDns: object("ExternalDNS in the cluster, publishing to the namespace", {
      policy: choice("whether it also takes away what is gone", ["sync", "upsert-only"], "sync"),
      sources: objects(
        "kinds of objects that it publishes",
        choice("kind of objects", ["service", "ingress", "gateway-httproute", "gateway-grpcroute"]),
        ["service", "ingress"],
      ),
    }),
  },
  ["namespaceName"],
);
