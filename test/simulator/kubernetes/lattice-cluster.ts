import { Catalog } from "../../../simulator/kubernetes/catalog";
import { Kinds } from "../../../simulator/kubernetes/kinds";
import { RELEASE } from "../../../simulator/kubernetes/token";
import { isObject, type Properties, type Value } from "../../../simulator/values";
import type { Entry } from "../../../simulator/world";
import { LocalKubernetes, type Made } from "./local-kubernetes";

const GATEWAY = "gateway.networking.k8s.io/v1";
const OWN = "application-networking.k8s.aws/v1alpha1";
const PLACE = { provider: "aws", scope: "123456789012/us-east-1" };

/** A cluster with the Gateway API and the VPC Lattice controller, in a VPC with a service network. */
export class LatticeCluster {
  private constructor(
    readonly kubernetes: LocalKubernetes,
    readonly release: Made,
  ) {}

  static async start(): Promise<LatticeCluster> {
    const kubernetes = await LocalKubernetes.start();
    const { world } = kubernetes;
    const definitions = new Kinds(world, new Catalog()).manifest(
      "https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.5.1/standard-install.yaml",
    );
    for (const definition of definitions ?? []) await kubernetes.create(definition);
    const vpc = { type: "aws:ec2/vpc:Vpc", id: "vpc-1", inputs: {}, outputs: { id: "vpc-1" } };
    world.put({ ...PLACE, ...vpc });
    const release = await kubernetes.create(
      {
        name: "gateway-api-controller",
        namespace: "default",
        chart: "oci://public.ecr.aws/aws-application-networking-k8s/aws-gateway-controller-chart",
        version: "v2.1.3",
        values: { awsRegion: "us-east-1", clusterName: "dev", clusterVpcId: "vpc-1" },
      },
      { type: RELEASE, name: "controller" },
    );
    const cluster = new LatticeCluster(kubernetes, release);
    for (const name of ["checkout", "orders"]) {
      await kubernetes.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    }
    await cluster.object("GatewayClass", {
      metadata: { name: "amazon-vpc-lattice" },
      spec: { controllerName: "application-networking.k8s.aws/gateway-api-controller" },
    });
    return cluster;
  }

  stop(): Promise<void> {
    return this.kubernetes.stop();
  }

  /** An object of the Gateway API, or of the controller's own kinds. */
  object(kind: string, object: Properties): Promise<Made> {
    const apiVersion = kind.endsWith("Policy") ? OWN : GATEWAY;
    const { name } = object["metadata"] as { name: string };
    return this.kubernetes.create({ apiVersion, kind, ...object }, { name });
  }

  /** A service network, as its owner makes it. */
  network(name = "shop"): void {
    const id = "sn-0123456789abcdef0";
    const arn = `arn:aws:vpc-lattice:us-east-1:123456789012:servicenetwork/${id}`;
    const type = "aws:vpclattice/serviceNetwork:ServiceNetwork";
    const outputs = { id, arn, name, authType: "NONE" };
    this.kubernetes.world.put({ ...PLACE, type, id, inputs: { name }, outputs });
  }

  gateway(more: Properties = {}): Promise<Made> {
    return this.object("Gateway", {
      metadata: {
        name: "shop",
        namespace: "orders",
        annotations: { "pulumi.com/waitFor": "condition=Programmed" },
      },
      spec: {
        gatewayClassName: "amazon-vpc-lattice",
        listeners: [
          {
            ...{ name: "https", protocol: "HTTPS", port: 443 },
            tls: { mode: "Terminate", certificateRefs: [{ name: "unused" }] },
            allowedRoutes: { namespaces: { from: "All" } },
          },
        ],
        ...more,
      },
    });
  }

  service(name = "checkout"): Promise<Made> {
    const spec = { selector: { app: name }, ports: [{ port: 80 }] };
    const metadata = { name, namespace: "checkout" };
    return this.kubernetes.create({ apiVersion: "v1", kind: "Service", metadata, spec }, { name });
  }

  route(rules: Properties[], kind = "HTTPRoute", annotations: Properties = {}): Promise<Made> {
    return this.object(kind, {
      metadata: { name: "checkout", namespace: "checkout", annotations },
      spec: {
        parentRefs: [{ kind: "Gateway", name: "shop", namespace: "orders", sectionName: "https" }],
        rules,
      },
    });
  }

  /** An object as it is now. */
  live({ type, id }: Made): Properties {
    const found = this.kubernetes.world.all(type).find((entry) => entry.id === id);
    return found?.outputs ?? {};
  }

  /** What there is of a resource type of VPC Lattice: `Service`. */
  lattice(type: string): Entry[] {
    const token = `aws:vpclattice/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
    return this.kubernetes.world.all(token);
  }
}

/** A rule that sends requests to Services of the namespace `checkout`. */
export function ruleTo(...services: string[]): Properties {
  return {
    backendRefs: services.map((name) => ({ kind: "Service", name, port: 80, weight: 1 })),
  };
}

/** A value deep inside of an object. */
export function at(object: Value | undefined, ...path: (string | number)[]): Value | undefined {
  return path.reduce<Value | undefined>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isObject(value) ? value[key] : undefined;
  }, object);
}
