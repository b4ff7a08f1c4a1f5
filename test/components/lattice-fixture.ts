import * as k8s from "@pulumi/kubernetes";
import { GatewayController, LatticeGateway, LatticeGatewayClass } from "../../components/lattice";
import type { GatewayControllerArgs, LatticeGatewayArgs } from "../../components/lattice";
import type { Outputs, Registered } from "./harness";

/** Values that AWS and the controller add to the inputs. */
export const latticeOutputs: Outputs = {
  "aws:iam/role:Role": ({ name }) => ({ arn: `arn:aws:iam::123456789012:role/${name}` }),
  "aws:s3/bucket:Bucket": ({ name }) => ({
    bucket: `${name}-bucket`,
    arn: `arn:aws:s3:::${name}-bucket`,
  }),
  "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute": ({ inputs }) => {
    const { metadata } = inputs as { metadata: { annotations: object } };
    return {
      metadata: {
        ...metadata,
        annotations: {
          ...metadata.annotations,
          "application-networking.k8s.aws/lattice-assigned-domain-name": "checkout.on.aws",
        },
      },
    };
  },
};

const provider = () => new k8s.Provider("kubernetes", { kubeconfig: "{}" });

export function controllerWith(args: Partial<GatewayControllerArgs> = {}): GatewayController {
  return new GatewayController(
    "lattice",
    {
      clusterName: "dev",
      version: "1.35",
      vpcId: "vpc-cluster",
      securityGroupId: "sg-nodes",
      ...args,
    },
    { provider: provider() },
  );
}

export function classFor(controller: GatewayController): LatticeGatewayClass {
  return new LatticeGatewayClass("lattice", { controller });
}

export function gatewayWith(
  args: Partial<LatticeGatewayArgs> = {},
  gatewayClass = classFor(controllerWith()),
  name = "shop",
): LatticeGateway {
  return new LatticeGateway(name, {
    gatewayClass,
    networkName: name,
    routeNamespaces: ["checkout"],
    ...args,
  });
}

/** Metadata of a Kubernetes object. */
export function metadataOf({ inputs }: Registered): {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
} {
  return inputs.metadata as never;
}
