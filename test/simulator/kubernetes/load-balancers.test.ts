import assert from "node:assert/strict";
import type { KubernetesSession } from "../../../simulator/kubernetes/configuration";
import { KubernetesProvider } from "../../../simulator/kubernetes/provider";
import { RELEASE, tokenFor } from "../../../simulator/kubernetes/token";
import { text, type Properties } from "../../../simulator/values";
import { LocalAws } from "../aws/local-aws";
import { make, makeRole, makeSubnets, refusal } from "../aws/network";
import { kubeconfigFor } from "./local-kubernetes";

const boston = "us-east-1-wl1-bos-wlz-1";
const newYork = "us-east-1-wl1-nyc-wlz-1";
const loadBalancer = "aws:lb/loadBalancer:LoadBalancer";
const annotated = "alb.ingress.kubernetes.io/";

/** An EKS cluster in two Availability Zones of a VPC that has subnets in two Wavelength Zones. */
class EdgeCluster {
  private readonly provider: KubernetesProvider;
  private readonly session: KubernetesSession;

  private constructor(
    readonly aws: LocalAws,
    endpoint: string,
    /** The subnets of the Wavelength Zones. */
    readonly edge: readonly string[],
    readonly vpcId: string,
  ) {
    this.provider = new KubernetesProvider("4.34.2", aws.world);
    this.session = this.provider.configure({ kubeconfig: kubeconfigFor(endpoint) });
  }

  static async start(): Promise<EdgeCluster> {
    const aws = await LocalAws.start();
    const consent = { groupName: "us-east-1-wl1", optInStatus: "opted-in" };
    await make(aws, "ec2/AvailabilityZoneGroup", consent);
    const { vpcId, subnetIds } = await makeSubnets(aws, [
      ...["us-east-1a", "us-east-1b", boston, newYork],
    ]);
    await make(aws, "ec2/CarrierGateway", { vpcId });
    const { outputs } = await make(aws, "eks/Cluster", {
      name: "edge",
      roleArn: await makeRole(aws, "eks.amazonaws.com"),
      version: "1.35",
      vpcConfig: { subnetIds: subnetIds.slice(0, 2) },
    });
    return new EdgeCluster(aws, text(outputs["endpoint"]), subnetIds.slice(2), vpcId);
  }

  /** Creates an object; what it comes to, and how to take it away. */
  async create(type: string, name: string, inputs: Properties) {
    const urn = `urn:pulumi:dev::games::${type}::${name}`;
    const request = { urn, type, name, inputs };
    const { id, values } = await this.provider.create(this.session, { ...request, preview: false });
    const existing = { urn, type, name, id, inputs, outputs: values };
    return {
      outputs: values,
      update: (news: Properties) =>
        this.provider.update(this.session, { ...existing, news, preview: false }),
      delete: async () => this.provider.delete(this.session, existing),
    };
  }

  installController() {
    return this.create(RELEASE, "controller", {
      ...{ name: "aws-load-balancer-controller", namespace: "kube-system" },
      chart: "aws-load-balancer-controller",
    });
  }

  createIngress(subnets: string, more: Record<string, string> = {}) {
    return this.create(
      tokenFor("networking.k8s.io/v1", "Ingress"),
      "frontend",
      ingress(subnets, more),
    );
  }
}

function ingress(subnets: string, more: Record<string, string> = {}): Properties {
  const annotations = { scheme: "internet-facing", subnets, ...more };
  const service = { name: "frontend", port: { number: 80 } };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      ...{ name: "frontend", namespace: "default" },
      annotations: Object.fromEntries(
        Object.entries(annotations).map(([key, value]) => [annotated + key, value]),
      ),
    },
    spec: {
      ingressClassName: "alb",
      rules: [{ http: { paths: [{ path: "/", pathType: "Prefix", backend: { service } }] } }],
    },
  };
}

describe("The load balancer of an Ingress in the local cloud", function () {
  this.timeout(60_000);
  let cluster: EdgeCluster;
  beforeEach(async () => {
    cluster = await EdgeCluster.start();
  });
  afterEach(() => cluster.aws.stop());

  const balancers = () => cluster.aws.world.all(loadBalancer).map(({ outputs }) => outputs);

  it("is in the subnet that is named, with the controller's tags and those that are asked for", async () => {
    await cluster.installController();
    const [subnet = ""] = cluster.edge;
    const { outputs } = await cluster.createIngress(subnet, { tags: "Team=games" });
    const [balancer] = balancers();
    assert.deepEqual(balancer?.["subnets"], [subnet]);
    assert.deepEqual(balancer?.["tagsAll"], {
      Team: "games",
      "elbv2.k8s.aws/cluster": "edge",
      "ingress.k8s.aws/stack": "default/frontend",
      "ingress.k8s.aws/resource": "LoadBalancer",
    });
    assert.deepEqual(outputs["status"], {
      loadBalancer: { ingress: [{ hostname: balancer?.["dnsName"] }] },
    });
  });

  it("is not made in two Wavelength Zones, and the Ingress says why", async () => {
    await cluster.installController();
    assert.match(
      await refusal(cluster.createIngress(cluster.edge.join(","))),
      /status\.loadBalancer field was not updated with a hostname\/IP address: InvalidConfigurationRequest: A load balancer cannot be attached to subnets in several Wavelength Zones$/,
    );
    assert.deepEqual(balancers(), []);
  });

  it("is not made without a controller", async () => {
    assert.match(
      await refusal(cluster.createIngress(cluster.edge[0] ?? "")),
      /: no load balancer controller runs in the cluster$/,
    );
  });

  it("moves with its Ingress' subnets under the same name", async () => {
    await cluster.installController();
    const [first = "", second = ""] = cluster.edge;
    const made = await cluster.createIngress(first);
    const [before] = balancers();
    await made.update(ingress(second));
    const [after] = balancers();
    assert.deepEqual([balancers().length, after?.["subnets"]], [1, [second]]);
    assert.equal(after?.["dnsName"], before?.["dnsName"]);
  });

  it("goes with its Ingress, but not without the controller", async () => {
    const controller = await cluster.installController();
    const made = await cluster.createIngress(cluster.edge[0] ?? "");
    await controller.delete();
    assert.match(
      await refusal(made.delete()),
      /: its finalizer ingress\.k8s\.aws\/resources stays, because no load balancer controller runs in the cluster that would remove its load balancer$/,
    );
    assert.equal(balancers().length, 1);
    await cluster.installController();
    await made.delete();
    assert.deepEqual(balancers(), []);
    assert.deepEqual(
      cluster.aws.world
        .all("aws:ec2/networkInterface:NetworkInterface")
        .filter(({ inputs }) => cluster.edge.includes(text(inputs["subnetId"]))),
      [],
    );
  });
});
