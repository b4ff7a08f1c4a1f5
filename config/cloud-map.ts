import { checkNamespace } from "../model/cloud-map";
import { checkExternalDns, type ExternalDnsPlan } from "../model/cloud-map/external-dns";
import { externalDnsSettings, namespaceSettings, serviceTerms } from "../model/cloud-map/settings";
import { InputError } from "../model/errors";
import {
  flag,
  listOf,
  object,
  optional,
  text,
  texts,
  withDefault,
  type Static,
} from "../model/schema-parts";

const instance = object("an instance", {
  id: text("id in the service"),
  attributes: texts("attributes, those of AWS and others"),
});

const service = object("a service", {
  ...serviceTerms.properties,
  instances: withDefault(listOf("instances", instance), []),
});

/** Schema of a {@link CloudMapConfig}. */
export const cloudMapSchema = object(
  "a namespace of AWS Cloud Map, with services and ExternalDNS",
  {
    ...namespaceSettings.properties,
    services: withDefault(
      listOf("services that are known before others are registered", service),
      [],
    ),
    discoveryFunction: withDefault(
      flag("true for a function that discovers instances over HTTP"),
      false,
    ),
    externalDns: optional(externalDnsSettings),
  },
);

/** The namespace of a stack in Cloud Map. */
export type CloudMapConfig = Static<typeof cloudMapSchema>;

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
