import type * as pulumi from "@pulumi/pulumi";
import type { namespaceSettings, serviceTerms } from "../../model/cloud-map/settings";
import type { Given } from "../../model/schema-parts";

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
export interface CloudMapService extends Given<typeof serviceTerms> {
  /**
   * Instances that are known before anybody registers more.
   *
   * @default []
   */
  instances?: readonly CloudMapInstance[];
}

/** Arguments of {@link CloudMapNamespace}. */
export interface CloudMapNamespaceArgs extends Given<typeof namespaceSettings> {
  /** The VPC whose queries are answered: with the kind `private`, and with no other. */
  vpcId?: pulumi.Input<string>;

  /**
   * Services that are known before anybody registers more.
   *
   * @default []
   */
  services?: readonly CloudMapService[];
}
