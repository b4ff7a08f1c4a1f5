import type * as pulumi from "@pulumi/pulumi";
import type { controllerSettings } from "../../model/lattice/settings";
import type { Given } from "../../model/schema-parts";

/** Arguments of a {@link GatewayController}. */
export interface GatewayControllerArgs extends Given<typeof controllerSettings> {
  /** Name of the cluster at EKS. */
  clusterName: pulumi.Input<string>;

  /**
   * Kubernetes minor version of the cluster, 1.31 or later.
   *
   * @example "1.35"
   */
  version: string;

  /** The cluster's VPC, which contains the targets. */
  vpcId: pulumi.Input<string>;

  /** Security group of the nodes. The component adds rules that admit VPC Lattice to their pods. */
  securityGroupId: pulumi.Input<string>;

  /**
   * The cluster's IAM OpenID Connect provider, for IAM roles for service accounts.
   *
   * @default EKS Pod Identity
   */
  oidcProvider?: {
    arn: pulumi.Input<string>;
    /** `https://oidc.eks.…` */
    issuer: pulumi.Input<string>;
  };

  /**
   * Buckets and log groups for the access logs of single routes; the controller gets the
   * permissions to set them up. Access logs of a Gateway do not need it.
   *
   * @default []
   */
  routeAccessLogs?: pulumi.Input<string>[];
}
