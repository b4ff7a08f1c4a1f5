import type * as pulumi from "@pulumi/pulumi";
import type { namespaceSettings, serviceTerms } from "../../model/cloud-map/settings";
import type { Given } from "../../model/schema-parts";

/** An endpoint of a service: a pod, a server, a load balancer, a table. */
export interface CloudMapInstance {
  /**
   * Id, unique in its service, up to 64 characters.
   *
   * @example "match-1"
   */
  id: string;

  /**
   * Attributes that clients search by. AWS creates DNS records from `AWS_INSTANCE_IPV4`,
   * `AWS_INSTANCE_IPV6`, `AWS_INSTANCE_PORT`, `AWS_INSTANCE_CNAME`, `AWS_ALIAS_DNS_NAME`,
   * `AWS_INIT_HEALTH_STATUS`, `AWS_EC2_INSTANCE_ID`. Up to 30 others, 5,000 characters in all.
   *
   * @example { AWS_INSTANCE_IPV4: "10.10.0.20", stage: "beta", version: "1.0", active: "yes" }
   */
  attributes: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A part of an application that other parts discover. */
export interface CloudMapService extends Given<typeof serviceTerms> {
  /**
   * Instances to register. Others may register more.
   *
   * @default []
   */
  instances?: readonly CloudMapInstance[];
}

/** Arguments of {@link CloudMapNamespace}. */
export interface CloudMapNamespaceArgs extends Given<typeof namespaceSettings> {
  /**
   * The VPC in which the names resolve: required for the kind `private`, not allowed for other
   * kinds.
   */
  vpcId?: pulumi.Input<string>;

  /**
   * Services to create. Others may create more.
   *
   * @default []
   */
  services?: readonly CloudMapService[];
}
