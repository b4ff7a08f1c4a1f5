import { Checkout } from "../../components/checkout";
import { LatticeRoute } from "../../components/lattice";
import type { KubernetesObject } from "../../tools/services/kubernetes-client";
import { deploy } from "../components/harness";
import { gatewayWith, latticeOutputs } from "../components/lattice-fixture";

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: "*", Action: "vpc-lattice-svcs:Invoke", Resource: "*" },
  ],
});

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";

/** Every kind of route, match, listener and policy that the components write. */
function compose(): void {
  const gateway = gatewayWith({
    listeners: [
      { name: "http", protocol: "HTTP", port: 80 },
      { name: "https", protocol: "HTTPS", port: 443, certificateArn },
    ],
    routeNamespaces: ["checkout", "checkoutv2"],
  });
  const checkout = new Checkout("checkout", { replicas: 2 });
  const [old, renewed] = [checkout.backend("checkout", 25), checkout.backend("checkoutv2", 75)];
  new LatticeRoute("checkoutroute", {
    gateway,
    namespace: "checkout",
    rules: [
      {
        matches: [{ path: { type: "Exact", value: "/v2/submit" }, method: "POST" }],
        backends: [renewed],
      },
      {
        matches: [
          {
            path: { type: "PathPrefix", value: "/v2" },
            headers: [{ name: "x-canary", value: "yes" }],
          },
        ],
        backends: [renewed],
      },
      { backends: [old, renewed] },
    ],
    authPolicy: policy,
    accessLogDestinationArn: "arn:aws:s3:::access-logs",
  });
  new LatticeRoute("calls", {
    gateway,
    kind: "GRPCRoute",
    namespace: "checkoutv2",
    rules: [
      {
        matches: [{ call: { service: "shop.Checkout", method: "Submit" } }],
        backends: [renewed],
      },
      { matches: [{ call: { service: "shop.Checkout" } }], backends: [renewed] },
      { backends: [renewed] },
    ],
  });
}

/** The objects that the components write, without releases and providers; namespaces first. */
export async function latticeObjects(): Promise<KubernetesObject[]> {
  const { resources } = await deploy(compose, latticeOutputs);
  const objects = resources.flatMap(({ inputs }) => {
    const { apiVersion, kind } = inputs as { apiVersion?: string; kind?: string };
    return apiVersion !== undefined && kind !== undefined ? [inputs as never] : [];
  }) as KubernetesObject[];
  const isNamespace = ({ kind }: KubernetesObject) => kind === "Namespace";
  return [...objects.filter(isNamespace), ...objects.filter((each) => !isNamespace(each))];
}
