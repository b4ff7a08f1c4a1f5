import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { Checkout } from "../../../components/checkout";
import { GatewayApi } from "../../../components/gateway-api";
import {
  GatewayController,
  LatticeGateway,
  LatticeGatewayClass,
  LatticeRoute,
  type LatticeRouteArgs,
} from "../../../components/lattice";

/** What differs from program to program. */
export interface ProgramSettings {
  /** Percent of the requests that checkoutv2 takes; checkout takes the others. */
  newShare?: number;
  route?: Partial<LatticeRouteArgs>;
  /** Namespaces whose routes the Gateway takes. */
  routeNamespaces?: string[];
}

const kubeconfig = JSON.stringify({
  apiVersion: "v1",
  kind: "Config",
  clusters: [{ name: "c", cluster: { server: "https://cluster.example" } }],
  contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
  users: [{ name: "u", user: { token: "t" } }],
  "current-context": "c",
});

/** The three personas on a cluster that is not of EKS: a whole cluster would only take time. */
export function latticeProgram(settings: ProgramSettings = {}): pulumi.automation.PulumiFn {
  const { newShare = 75, routeNamespaces = ["checkout"], route: changes } = settings;
  return () => {
    const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
    const nodes = new aws.ec2.SecurityGroup("nodes", { vpcId: vpc.id });
    const provider = new k8s.Provider("cluster", { kubeconfig });
    const gatewayApi = new GatewayApi(
      "gateway-api",
      { kubernetesVersion: "1.35" },
      { providers: [provider] },
    );
    const controller = new GatewayController(
      "lattice",
      {
        clusterName: "dev",
        version: "1.35",
        vpcId: vpc.id,
        securityGroupId: nodes.id,
        oidcProvider: {
          arn: "arn:aws:iam::123456789012:oidc-provider/oidc.example/id/1",
          issuer: "https://oidc.example/id/1",
        },
      },
      { providers: [provider], dependsOn: gatewayApi.ready },
    );
    const gatewayClass = new LatticeGatewayClass(
      "lattice",
      { controller },
      { providers: [provider] },
    );
    const gateway = new LatticeGateway(
      "shop",
      { gatewayClass, networkName: "shop", routeNamespaces },
      { providers: [provider] },
    );
    const checkout = new Checkout("checkout", {}, { providers: [provider] });
    const route = new LatticeRoute(
      "checkoutroute",
      {
        gateway,
        namespace: "checkout",
        rules: [
          {
            backends: [
              checkout.backend("checkout", 100 - newShare),
              checkout.backend("checkoutv2", newShare),
            ],
          },
        ],
        ...changes,
      },
      { providers: [provider], dependsOn: [checkout] },
    );
    return Promise.resolve({
      domainName: route.domainName,
      serviceNetworkArn: gateway.serviceNetworkArn,
    });
  };
}
