/**
 * The fields of custom resources that rules read; no SDK has types for them. All fields are
 * optional, because the API server checks which are required.
 */
interface Metadata {
  name?: string;
  namespace?: string;
  annotations?: Record<string, string>;
}

/** Karpenter's `NodePool`. Source: karpenter.sh_nodepools.yaml, v1. */
export interface KarpenterNodePool {
  spec?: {
    template?: {
      metadata?: { labels?: Record<string, string> };
      spec?: { requirements?: { key: string; operator: string; values?: string[] }[] };
    };
  };
}

/** The Gateway API's `GatewayClass`. Source: sigs.k8s.io/gateway-api v1.5, as for the next two. */
export interface GatewayClass {
  metadata?: Metadata;
  spec?: { controllerName?: string };
}

/** The Gateway API's `Gateway`. */
export interface Gateway {
  metadata?: Metadata;
  spec?: { gatewayClassName?: string };
}

/** The Gateway API's `HTTPRoute`, `GRPCRoute` and `TLSRoute`. */
export interface Route {
  metadata?: Metadata;
  spec?: {
    parentRefs?: { kind?: string; name?: string; namespace?: string }[];
    rules?: { backendRefs?: BackendRef[] }[];
  };
}

export interface BackendRef {
  kind?: string;
  name?: string;
  namespace?: string;
  weight?: number;
}

/** The object that a policy of the VPC Lattice controller applies to, in the policy's namespace. */
interface TargetRef {
  kind?: string;
  name?: string;
}

/** The VPC Lattice controller's `IAMAuthPolicy`. Source: its CRDs, v1alpha1, as for the next ones. */
export interface IamAuthPolicy {
  metadata?: Metadata;
  spec?: { targetRef?: TargetRef; policy?: string };
}

/** The VPC Lattice controller's `TargetGroupPolicy`. */
export interface TargetGroupPolicy {
  metadata?: Metadata;
  spec?: {
    targetRef?: TargetRef;
    healthCheck?: {
      enabled?: boolean;
      intervalSeconds?: number;
      timeoutSeconds?: number;
      healthyThresholdCount?: number;
      unhealthyThresholdCount?: number;
      path?: string;
      port?: number;
      statusMatch?: string;
    };
  };
}

/** The VPC Lattice controller's `AccessLogPolicy`. */
export interface AccessLogPolicy {
  metadata?: Metadata;
  spec?: { targetRef?: TargetRef; destinationArn?: string };
}

/** The VPC Lattice controller's `ServiceNetwork`, for a service network of the same name. */
export interface ServiceNetworkObject {
  metadata?: Metadata;
}

/** The AWS Load Balancer Controller's `IngressClassParams`. Source: docs/guide/ingress/ingress_class.md. */
export interface IngressClassParams {
  metadata?: Metadata;
  spec?: { subnets?: { ids?: string[] }; targetType?: string };
}
