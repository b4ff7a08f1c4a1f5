import assert from "node:assert/strict";
import { text, type Properties } from "../../../simulator/values";
import { at, LatticeCluster, ruleTo } from "./lattice-cluster";
import type { Made } from "./local-kubernetes";

const DOMAIN = "application-networking.k8s.aws/lattice-assigned-domain-name";

describe("The VPC Lattice controller of the local cloud", () => {
  let cluster: LatticeCluster;
  beforeEach(async () => (cluster = await LatticeCluster.start()));
  afterEach(() => cluster.stop());

  const message = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => new Error("it succeeded"),
      (reason: Error) => reason,
    );
    return error.message;
  };

  /** A condition as `Accepted=False NotAllowedByListeners`. */
  const condition = (of: Properties, type: string, ...path: (string | number)[]): string => {
    const listed = at(of, "status", ...path, "conditions") as Properties[];
    const found = listed.find((each) => each["type"] === type);
    return `${type}=${text(found?.["status"])} ${text(found?.["reason"])}`;
  };
  const ofParent = (made: Made, type: string) => condition(cluster.live(made), type, "parents", 0);

  it("programs a Gateway when its service network is there, and says so when it is not", async () => {
    assert.equal(
      await message(cluster.gateway()),
      'resource "urn:pulumi:dev::games::kubernetes:gateway.networking.k8s.io/v1:Gateway::shop" was successfully created, but the Kubernetes API server reported that it failed to fully initialize or become live: timed out waiting for the condition: Programmed is False: VPC Lattice Service Network not found',
    );
    cluster.network("other");
    assert.match(await message(cluster.route([ruleTo("checkout")])), /it succeeded/);
    assert.deepEqual(cluster.lattice("ServiceNetworkServiceAssociation"), []);
  });

  it("counts the routes of a Gateway's listeners, and tells one's domain name", async () => {
    cluster.network();
    const gateway = await cluster.gateway();
    assert.equal(condition(cluster.live(gateway), "Programmed"), "Programmed=True Programmed");
    await cluster.service();
    const route = await cluster.route([ruleTo("checkout")]);
    const live = cluster.live(gateway);
    assert.equal(at(live, "status", "listeners", 0, "attachedRoutes"), 1);
    assert.deepEqual(at(live, "status", "addresses"), [
      { type: "Hostname", value: at(cluster.live(route), "metadata", "annotations", DOMAIN) },
    ]);
  });

  it("keeps a Gateway while a route refers to it", async () => {
    cluster.network();
    const gateway = await cluster.gateway();
    const route = await cluster.route([ruleTo("checkout")]);
    assert.equal(
      await message(cluster.kubernetes.delete(gateway)),
      'deletion of resource "urn:pulumi:dev::games::kubernetes:gateway.networking.k8s.io/v1:Gateway::shop" failed: timed out waiting for the condition: finalizers might be preventing deletion (gateway.k8s.aws/resources): cannot delete gateway orders/shop - found referencing route checkout/checkout',
    );
    await cluster.kubernetes.delete(route);
    assert.deepEqual(cluster.lattice("Service"), []);
    await cluster.kubernetes.delete(gateway);
  });

  it("is needed to the end: without it a route and its service stay", async () => {
    cluster.network();
    await cluster.gateway();
    const route = await cluster.route([ruleTo("checkout")]);
    await cluster.kubernetes.delete(cluster.release);
    assert.match(
      await message(cluster.kubernetes.delete(route)),
      /\(httproute\.k8s\.aws\/resources\): no VPC Lattice controller runs that would clean up after HTTPRoute checkout\/checkout$/,
    );
    assert.equal(cluster.lattice("Service").length, 1);
  });

  it("resolves Services as they come, and makes a target group for each", async () => {
    cluster.network();
    await cluster.gateway();
    await cluster.service("old");
    const route = await cluster.route([ruleTo("old", "new")]);
    assert.equal(ofParent(route, "ResolvedRefs"), "ResolvedRefs=False BackendNotFound");
    assert.equal(cluster.lattice("TargetGroup").length, 1);
    const renewed = await cluster.service("new");
    assert.equal(ofParent(route, "ResolvedRefs"), "ResolvedRefs=True ResolvedRefs");
    assert.equal(cluster.lattice("TargetGroup").length, 2);
    await cluster.kubernetes.delete(renewed);
    assert.equal(cluster.lattice("TargetGroup").length, 1);
  });

  it("leaves a service alone that is somebody else's", async () => {
    cluster.network();
    await cluster.gateway();
    const name = "checkout-checkout";
    const [type, id] = ["aws:vpclattice/service:Service", "svc-0123456789abcdef0"];
    const theirs = { type, id, inputs: { name }, outputs: { id, name } };
    cluster.kubernetes.world.put({
      ...{ provider: "aws", scope: "123456789012/us-east-1", ...theirs },
    });
    const route = await cluster.route([ruleTo("checkout")]);
    assert.equal(ofParent(route, "Accepted"), "Accepted=False Conflicted");
    assert.equal(cluster.lattice("Service").length, 1);
    const waiting = { "pulumi.com/waitFor": `jsonpath={.metadata.annotations['${DOMAIN}']}` };
    await cluster.kubernetes.delete(route);
    assert.match(
      await message(cluster.route([ruleTo("checkout")], "HTTPRoute", waiting)),
      /selected nothing: ConflictException: service checkout-checkout exists, and is not managed by 123456789012\/dev\/vpc-1$/,
    );
  });

  it("matches what a route matches", async () => {
    cluster.network();
    await cluster.gateway();
    const headers = [{ type: "Exact", name: "x-canary", value: "yes" }];
    const matches = (kind: string, given: Properties[]) =>
      cluster.route(
        given.map((match) => ({ matches: [match], ...ruleTo("checkout") })),
        kind,
      );
    const made = () =>
      cluster.lattice("ListenerRule").map(({ inputs }) => at(inputs, "match", "httpMatch"));
    const http = await matches("HTTPRoute", [
      { path: { type: "Exact", value: "/a" }, method: "GET" },
      { path: { type: "PathPrefix", value: "/b" }, headers },
    ]);
    const caseSensitive = true;
    assert.deepEqual(made(), [
      { pathMatch: { match: { exact: "/a" }, caseSensitive }, method: "GET" },
      {
        pathMatch: { match: { prefix: "/b" }, caseSensitive },
        headerMatches: [{ name: "x-canary", match: { exact: "yes" } }],
      },
    ]);
    await cluster.kubernetes.delete(http);
    await matches("GRPCRoute", [
      { method: { type: "Exact", service: "shop.Checkout", method: "Submit" } },
      { method: { type: "Exact", service: "shop.Checkout" } },
    ]);
    assert.deepEqual(made(), [
      {
        method: "POST",
        pathMatch: { match: { exact: "/shop.Checkout/Submit" }, caseSensitive },
      },
      { method: "POST", pathMatch: { match: { prefix: "/shop.Checkout/" }, caseSensitive } },
    ]);
  });

  it("takes routes of the kinds and namespaces that a listener allows", async () => {
    cluster.network();
    const listener = { name: "https", protocol: "HTTP", port: 80 };
    const gateway = await cluster.gateway({ listeners: [listener] });
    const route = await cluster.route([ruleTo("checkout")]);
    assert.equal(ofParent(route, "Accepted"), "Accepted=False NotAllowedByListeners");
    assert.deepEqual(cluster.lattice("Service"), []);
    const of = (selector: Properties) => ({
      ...cluster.live(gateway),
      ...{ apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway" },
      metadata: { name: "shop", namespace: "orders" },
      spec: {
        gatewayClassName: "amazon-vpc-lattice",
        listeners: [{ ...listener, allowedRoutes: { namespaces: { from: "Selector", selector } } }],
      },
    });
    const key = "kubernetes.io/metadata.name";
    const selectors: [Properties, string][] = [
      [{ matchLabels: { [key]: "checkout" } }, "True"],
      [{ matchExpressions: [{ key, operator: "In", values: ["orders"] }] }, "False"],
      [{ matchExpressions: [{ key, operator: "NotIn", values: ["orders"] }] }, "True"],
      [{ matchExpressions: [{ key, operator: "Exists" }] }, "True"],
      [{ matchExpressions: [{ key, operator: "DoesNotExist" }] }, "False"],
    ];
    for (const [selector, expected] of selectors) {
      const { status, ...wanted } = of(selector) as Properties;
      assert(status);
      await cluster.kubernetes.update(gateway, wanted);
      assert.match(ofParent(route, "Accepted"), new RegExp(`^Accepted=${expected}`));
    }
  });

  it("takes access logs for a namespace that is named only", async () => {
    cluster.network();
    await cluster.gateway();
    await cluster.route([ruleTo("checkout")]);
    const log = { provider: "aws", scope: "123456789012/us-east-1", type: "aws:s3/bucket:Bucket" };
    const outputs = { arn: "arn:aws:s3:::logs" };
    cluster.kubernetes.world.put({ ...log, id: "logs", inputs: {}, outputs });
    const policy = (name: string, more: Properties) =>
      cluster.object("AccessLogPolicy", {
        metadata: { name, namespace: "checkout" },
        spec: {
          destinationArn: "arn:aws:s3:::logs",
          targetRef: {
            ...{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", name: "checkout" },
            ...more,
          },
        },
      });
    const wrong = cluster.live(await policy("wrong", {}));
    assert.equal(condition(wrong, "Accepted"), "Accepted=False Invalid");
    assert.equal(
      at(wrong, "status", "conditions", 0, "message"),
      'The targetRef\'s namespace, "default", does not match the Access Log Policy\'s namespace, "checkout"',
    );
    assert.deepEqual(cluster.lattice("AccessLogSubscription"), []);
    const right = await policy("right", { namespace: "checkout" });
    assert.equal(condition(cluster.live(right), "Accepted"), "Accepted=True Accepted");
    assert.equal(cluster.lattice("AccessLogSubscription").length, 1);
    await cluster.kubernetes.delete(right);
    assert.deepEqual(cluster.lattice("AccessLogSubscription"), []);
  });
});
