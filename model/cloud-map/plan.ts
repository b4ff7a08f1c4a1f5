import type { Given, Static } from "../schema-parts";
import type { healthCheck, namespaceSettings, serviceDns, serviceTerms } from "./settings";

/**
 * How instances are discovered: by queries of one VPC (and API calls), by queries from anywhere (and
 * API calls), or by API calls only.
 */
export type NamespaceKind = Static<typeof namespaceSettings>["kind"];

/** The properties of a namespace that are known before deployment. */
export interface NamespacePlan {
  /** A DNS name, or with `http` any name. */
  name: string;
  kind: NamespaceKind;
  services: readonly ServicePlan[];
}

/** How DNS queries for a service are answered. */
export type ServiceDnsPlan = Static<typeof serviceDns>;

/** A check by Route 53, from the internet. */
export type HealthCheckPlan = Static<typeof healthCheck>;

/** The properties of a service that are known before deployment. */
export interface ServicePlan extends Given<typeof serviceTerms> {
  instances: readonly InstancePlan[];
}

/** The properties of an instance that are known before deployment. */
export interface InstancePlan {
  /** Unique in its service, up to 64 characters. */
  id: string;
  /** Attributes; undefined if the value is only known after deployment. */
  attributes: Readonly<Record<string, string | undefined>>;
}

/** The namespace of a service. */
export type Home = Pick<NamespacePlan, "name" | "kind">;

/** The properties of a service that its instances must match. */
export type ServiceTerms = Omit<ServicePlan, "instances">;
