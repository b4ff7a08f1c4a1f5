import data from "../data/gateway-api.json";

/**
 * Version of the Gateway API's custom resource definitions that every cluster gets: the one that
 * the VPC Lattice controller is built for. All users of a cluster share one set of definitions.
 */
export const gatewayApiVersion: string = data.version;

/** API group and version of the Gateway API's kinds. */
export const gatewayApiGroup = "gateway.networking.k8s.io";
/** `gateway.networking.k8s.io/v1` */
export const gatewayApi = `${gatewayApiGroup}/v1`;
