import type * as pulumi from "@pulumi/pulumi";
import type { HealthCheckPlan, NamespaceKind, ServiceDnsPlan } from "../../model/cloud-map";

/** Something that a service consists of: a pod, a server, a load balancer, a table. */
export interface CloudMapInstance {
  /**
   * Unique in its service, up to 64 characters.
   *
   * @example "match-1"
   */
  id: string;

  /**
   * What clients look for, and what AWS makes DNS records of: `AWS_INSTANCE_IPV4`,
   * `AWS_INSTANCE_IPV6`, `AWS_INSTANCE_PORT`, `AWS_INSTANCE_CNAME`, `AWS_ALIAS_DNS_NAME`,
   * `AWS_INIT_HEALTH_STATUS`, `AWS_EC2_INSTANCE_ID`. Up to 30 others, 5,000 characters in all.
   *
   * @example { AWS_INSTANCE_IPV4: "10.10.0.20", stage: "beta", version: "1.0", active: "yes" }
   */
  attributes: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A part of an application that others have to find. */
export interface CloudMapService {
  /**
   * Name in the namespace; with DNS a label, or several with dots between.
   *
   * @example "frontend"
   */
  name: string;

  /**
   * Records that every instance gets. Left out: instances are discovered by API calls alone.
   *
   * @default no DNS
   * @example { records: [{ type: "A", ttl: 60 }], routing: "MULTIVALUE" }
   */
  dns?: ServiceDnsPlan;

  /**
   * A check of every instance by Route 53, from the internet: not in a private namespace.
   *
   * @default none
   * @example { type: "HTTP", path: "/healthz" }
   */
  healthCheck?: HealthCheckPlan;

  /**
   * Whether somebody reports the health of instances to Cloud Map
   * (`UpdateInstanceCustomHealthStatus`). Fixed once the service exists.
   *
   * @default false
   */
  customHealthCheck?: boolean;

  /**
   * Instances that are known before anybody registers more.
   *
   * @default []
   */
  instances?: readonly CloudMapInstance[];
}

/** Arguments of {@link CloudMapNamespace}. */
export interface CloudMapNamespaceArgs {
  /**
   * The domain of the services' names; with the kind `http` any name.
   *
   * @example "games.internal"
   */
  namespaceName: string;

  /**
   * Who discovers the services: queries of one VPC, queries from anywhere, or API calls alone. API
   * calls discover them in each kind.
   *
   * @default "private"
   */
  kind?: NamespaceKind;

  /** The VPC whose queries are answered: with the kind `private`, and with no other. */
  vpcId?: pulumi.Input<string>;

  /**
   * Services that are known before anybody registers more.
   *
   * @default []
   */
  services?: readonly CloudMapService[];

  /**
   * Delete a service together with instances that others registered. Otherwise its deletion waits
   * for them to be taken away.
   *
   * @default false
   */
  forceDestroy?: boolean;
}
