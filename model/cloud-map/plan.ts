import type { Given, Static } from "../schema-parts";
import type { healthCheck, namespaceSettings, serviceDns, serviceTerms } from "./settings";

/**
 * Who discovers what is registered: queries of one VPC (and API calls), queries from anywhere (and
 * API calls), or API calls alone.
 */
export type NamespaceKind = Static<typeof namespaceSettings>["kind"];

/** What is known of a namespace before anything is deployed. */
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

/** What is known of a service before anything is deployed. */
export interface ServicePlan extends Given<typeof serviceTerms> {
  instances: readonly InstancePlan[];
}

/** What is known of an instance before anything is deployed. */
export interface InstancePlan {
  /** Unique in its service, up to 64 characters. */
  id: string;
  /** Attributes; undefined where the value is known after deployment only. */
  attributes: Readonly<Record<string, string | undefined>>;
}

/** Where a service is. */
export type Home = Pick<NamespacePlan, "name" | "kind">;

/** What a service asks of its instances. */
export type ServiceTerms = Omit<ServicePlan, "instances">;
