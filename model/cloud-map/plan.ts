/**
 * Who discovers what is registered: queries of one VPC (and API calls), queries from anywhere (and
 * API calls), or API calls alone.
 */
export type NamespaceKind = "private" | "public" | "http";

/** What is known of a namespace before anything is deployed. */
export interface NamespacePlan {
  /** A DNS name, or with `http` any name. */
  name: string;
  kind: NamespaceKind;
  services: readonly ServicePlan[];
}

/** A record that Cloud Map makes for every instance of a service. */
export interface DnsRecordPlan {
  type: "A" | "AAAA" | "SRV" | "CNAME";
  /** Seconds that resolvers may keep an answer. */
  ttl: number;
}

/** How DNS queries for a service are answered. */
export interface ServiceDnsPlan {
  /** `A`, `AAAA`, both of them, `SRV`, or `CNAME`. */
  records: readonly DnsRecordPlan[];
  /** Up to eight healthy instances, or one of them by chance. @default "MULTIVALUE" */
  routing?: "MULTIVALUE" | "WEIGHTED";
}

/** A check by Route 53, from the internet. */
export interface HealthCheckPlan {
  type: "HTTP" | "HTTPS" | "TCP";
  /** Path that is requested, not with `TCP`. @default "/" */
  path?: string;
  /** Checks in a row, 1 to 10, that change the state. @default 3 */
  failureThreshold?: number;
}

/** What is known of a service before anything is deployed. */
export interface ServicePlan {
  /** One or more DNS labels. */
  name: string;
  /** Left out: instances are discovered by API calls alone. */
  dns?: ServiceDnsPlan;
  healthCheck?: HealthCheckPlan;
  /** Whether somebody reports the health of instances to Cloud Map. @default false */
  customHealthCheck?: boolean;
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
