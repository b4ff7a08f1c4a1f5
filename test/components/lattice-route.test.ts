import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Checkout } from "../../components/checkout";
import {
  LatticeRoute,
  type GatewayReference,
  type LatticeRouteArgs,
} from "../../components/lattice";
import { checkedAuthPolicy } from "../../components/lattice/service-network";
import { InputError } from "../../model/errors";
import { refuses } from "../model/refusal";
import { deploy, valueOf, type Registered } from "./harness";
import { gatewayWith, latticeOutputs, metadataOf } from "./lattice-fixture";

const gateway: GatewayReference = {
  gatewayName: "shop",
  namespace: "lattice",
  listeners: [
    { name: "http", protocol: "HTTP", port: 80 },
    { name: "https", protocol: "HTTPS", port: 443 },
  ],
};

const target = { healthCheck: { path: "/health", intervalSeconds: 10 } };
const valid: LatticeRouteArgs = {
  gateway,
  namespace: "checkout",
  rules: [
    {
      backends: [
        { service: "checkout", port: 80, weight: 25, target },
        { service: "checkout", namespace: "checkoutv2", port: 80, weight: 75, target },
      ],
    },
  ],
};

const routeWith = (args: Partial<LatticeRouteArgs> = {}) =>
  new LatticeRoute("checkout", { ...valid, ...args });
const deployed = (args: Partial<LatticeRouteArgs> = {}) =>
  deploy(() => routeWith(args), latticeOutputs);

const ROUTE = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";
const GRANT = "kubernetes:gateway.networking.k8s.io/v1:ReferenceGrant";
const own = (kind: string) => `kubernetes:application-networking.k8s.aws/v1alpha1:${kind}`;

const specOf = ({ inputs }: Registered) => inputs.spec as Record<string, unknown>;

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: "*", Action: "vpc-lattice-svcs:Invoke", Resource: "*" },
  ],
});

describe("A VPC Lattice route", () => {
  it("distributes requests among Services of several namespaces by weight", async () => {
    const { get } = await deployed();
    assert.deepEqual(specOf(get(ROUTE)).rules, [
      {
        backendRefs: [
          {
            group: "",
            kind: "Service",
            name: "checkout",
            namespace: "checkout",
            port: 80,
            weight: 25,
          },
          {
            group: "",
            kind: "Service",
            name: "checkout",
            namespace: "checkoutv2",
            port: 80,
            weight: 75,
          },
        ],
      },
    ]);
  });

  it("is attached to each listener of the Gateway by name", async () => {
    const { get } = await deployed();
    assert.deepEqual(
      specOf(get(ROUTE)).parentRefs,
      ["http", "https"].map((sectionName) => ({
        group: "gateway.networking.k8s.io",
        kind: "Gateway",
        name: "shop",
        namespace: "lattice",
        sectionName,
      })),
    );
  });

  it("waits for its name, and until every listener has accepted its latest state and found its Services", async () => {
    const { get } = await deployed({ listeners: ["https"] });
    const { annotations } = metadataOf(get(ROUTE));
    const current = "@.observedGeneration==$.metadata.generation";
    const parent = ".status.parents[?@.parentRef.sectionName=='https']";
    assert.deepEqual(JSON.parse(annotations?.["pulumi.com/waitFor"] ?? ""), [
      `jsonpath={${parent}.conditions[?@.type=='Accepted' && ${current}].status}=True`,
      `jsonpath={${parent}.conditions[?@.type=='ResolvedRefs' && ${current}].status}=True`,
      "jsonpath={.metadata.annotations['application-networking.k8s.aws/lattice-assigned-domain-name']}",
    ]);
  });

  it("gives the domain name that VPC Lattice assigned", async () => {
    const { result } = await deployed();
    assert.equal(await valueOf(result.domainName), "checkout.on.aws");
  });

  it("passes its tags on to the resources that the controller creates", async () => {
    const { get } = await deployed();
    assert.equal(
      metadataOf(get(ROUTE)).annotations?.["application-networking.k8s.aws/tags"],
      "Project=eks-scenarios,Stack=test,ManagedBy=pulumi,Scenario=lattice",
    );
  });

  it("is granted access to the Services of other namespaces, by name", async () => {
    const { get, all } = await deployed();
    assert.equal(metadataOf(get(GRANT)).namespace, "checkoutv2");
    assert.deepEqual(specOf(get(GRANT)), {
      from: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", namespace: "checkout" }],
      to: [{ group: "", kind: "Service", name: "checkout" }],
    });
    assert(get(ROUTE).dependencies.includes("checkout-checkoutv2"));
    assert.deepEqual((await deployed({ grantReferences: false })).all(GRANT), []);
    assert.equal(all(GRANT).length, 1);
  });

  it("has health checks for each Service's pods before its first target group exists", async () => {
    const { get, all } = await deployed();
    assert.deepEqual(
      all(own("TargetGroupPolicy")).map((each) => [metadataOf(each).namespace, specOf(each)]),
      ["checkout", "checkoutv2"].map((namespace) => [
        namespace,
        {
          targetRef: { group: "", kind: "Service", name: "checkout" },
          healthCheck: { enabled: true, path: "/health", intervalSeconds: 10 },
        },
      ]),
    );
    assert(get(ROUTE).dependencies.includes("checkout-checkout-checkout"));
    assert(get(ROUTE).dependencies.includes("checkout-checkoutv2-checkout"));
  });

  it("can have its own auth policy and access logs, which are deleted before it", async () => {
    const { get } = await deployed({
      authPolicy: policy,
      accessLogDestinationArn: "arn:aws:s3:::logs",
    });
    const targetRef = {
      ...{ group: "gateway.networking.k8s.io", kind: "HTTPRoute" },
      ...{ name: "checkout", namespace: "checkout" },
    };
    assert.deepEqual(specOf(get(own("IAMAuthPolicy"))), { targetRef, policy });
    assert.deepEqual(specOf(get(own("AccessLogPolicy"))), {
      targetRef,
      destinationArn: "arn:aws:s3:::logs",
    });
    assert(get(own("IAMAuthPolicy")).dependencies.includes("checkout"));
  });

  it("can be for gRPC, over HTTPS", async () => {
    const { get } = await deployed({
      kind: "GRPCRoute",
      rules: [
        {
          matches: [{ call: { service: "shop.Checkout", method: "Submit" } }],
          backends: [{ service: "checkout", port: 80 }],
        },
      ],
    });
    const route = get("kubernetes:gateway.networking.k8s.io/v1:GRPCRoute");
    assert.deepEqual(specOf(route).rules, [
      {
        matches: [{ method: { type: "Exact", service: "shop.Checkout", method: "Submit" } }],
        backendRefs: [
          {
            group: "",
            kind: "Service",
            name: "checkout",
            namespace: "checkout",
            port: 80,
            weight: 1,
          },
        ],
      },
    ]);
    assert.equal((specOf(route).parentRefs as object[]).length, 1);
  });

  it("has matches in the form of the Gateway API", async () => {
    const { get } = await deployed({
      rules: [
        {
          matches: [
            {
              path: { type: "PathPrefix", value: "/v2" },
              method: "GET",
              headers: [{ name: "x-tester", value: "yes" }],
            },
          ],
          backends: [{ service: "checkout", port: 80 }],
        },
      ],
    });
    const [rule] = specOf(get(ROUTE)).rules as { matches: object[] }[];
    assert.deepEqual(rule?.matches, [
      {
        path: { type: "PathPrefix", value: "/v2" },
        method: "GET",
        headers: [{ type: "Exact", name: "x-tester", value: "yes" }],
      },
    ]);
  });

  it("can have another name in VPC Lattice", async () => {
    const { get } = await deployed({ serviceName: "orders", routeName: "a".repeat(30) });
    assert.equal(
      metadataOf(get(ROUTE)).annotations?.["application-networking.k8s.aws/service-name-override"],
      "orders",
    );
  });

  it("is deleted before its Gateway", async () => {
    const { get } = await deploy(
      () => new LatticeRoute("checkout", { ...valid, gateway: gatewayWith() }),
      latticeOutputs,
    );
    assert(get(ROUTE).dependencies.includes("shop"));
  });
});

describe("Before anything is registered, a VPC Lattice route", () => {
  const refused = (args: Partial<LatticeRouteArgs>, message: string) => async (): Promise<void> => {
    const { resources } = await deploy(() => refuses(() => routeWith(args), message));
    assert.deepEqual(resources, []);
  };

  it(
    "is refused with weights of 0 only",
    refused(
      { rules: [{ backends: [{ service: "checkout", port: 80, weight: 0 }] }] },
      "rules[0].backends: [0] are weights of 0 only, so that no request would be answered. Give at least one backend a weight above 0.",
    ),
  );

  it(
    "is refused with a match on query parameters",
    refused(
      {
        rules: [
          {
            matches: [{ queryParams: [{ name: "v", value: "2" }] }],
            backends: [{ service: "checkout", port: 80 }],
          },
        ],
      },
      'rules[0].matches[0].queryParams: [{"name":"v","value":"2"}] matches query parameters, which VPC Lattice cannot. Match a path or a header instead.',
    ),
  );

  it(
    "is refused with a name that the controller would truncate",
    refused(
      { routeName: "checkout-of-the-whole-shop" },
      'routeName: "checkout-of-the-whole-shop" has 26 characters, of which the controller keeps 20 in the name of the VPC Lattice service: another route could get the same name. Use at most 20, or give a serviceName.',
    ),
  );

  it(
    "is refused with a namespace that the controller would truncate",
    refused(
      { namespace: "the-whole-checkout-team" },
      'namespace: "the-whole-checkout-team" has 23 characters, of which the controller keeps 18 in the name of the VPC Lattice service: another route could get the same name. Use at most 18, or give a serviceName.',
    ),
  );

  it(
    "is refused with a name that looks like an id",
    refused(
      { routeName: "svc" },
      'routeName: "svc-checkout" begins with svc-, as ids of a VPC Lattice service do. Choose another name.',
    ),
  );

  it(
    "is refused with a listener that the Gateway does not have",
    refused(
      { listeners: ["htps"] },
      'listeners[0]: "htps" is not a listener of the Gateway. Did you mean "https"?',
    ),
  );

  it(
    "is refused with an auth policy of more than 10 KB",
    refused(
      { authPolicy: `${policy}${" ".repeat(10_241 - policy.length)}` },
      "authPolicy: 10241 bytes are more than the 10240 of an auth policy. Match groups of principals by conditions instead of listing them.",
    ),
  );

  it("is refused with an auth policy that is known only at deployment, as soon as it is known", async () => {
    const checked = checkedAuthPolicy(pulumi.output(Promise.resolve("{}")));
    await assert.rejects(
      (checked as unknown as { promise(): Promise<string> }).promise(),
      new InputError({
        argument: "authPolicy",
        value: "{}",
        rule: "is not the JSON of a policy with statements",
        fix: 'Give {"Version":"2012-10-17","Statement":[…]}.',
      }),
    );
  });
});

describe("The checkout sample", () => {
  const sample = (replicas = 2) => deploy(() => new Checkout("checkout", { replicas }));
  const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

  interface Pod {
    containers: { image: string; env?: { name: string; value: string }[] }[];
  }
  const podOf = ({ inputs }: Registered) =>
    (inputs.spec as { template: { spec: Pod } }).template.spec;

  it("is two versions in their own namespaces, with one store of sessions", async () => {
    const { all } = await sample();
    assert.deepEqual(
      all(DEPLOYMENT).map((each) => [metadataOf(each).namespace, metadataOf(each).name]),
      [
        ["checkout", "checkout"],
        ["checkoutv2", "checkout"],
        ["checkout", "checkout-redis"],
      ],
    );
    const environment = (name: string) =>
      all(DEPLOYMENT)
        .slice(0, 2)
        .map(
          (each) =>
            podOf(each).containers[0]?.env?.find((variable) => variable.name === name)?.value,
        );
    assert.deepEqual(environment("RETAIL_CHECKOUT_PERSISTENCE_REDIS_URL"), [
      "redis://checkout-redis.checkout:6379",
      "redis://checkout-redis.checkout:6379",
    ]);
    assert.deepEqual(environment("RETAIL_CHECKOUT_SHIPPING_NAME_PREFIX"), ["", "Lattice "]);
  });

  it("survives the draining of a node if it has spare pods", async () => {
    const budgets = async (replicas: number) =>
      (await sample(replicas)).all("kubernetes:policy/v1:PodDisruptionBudget").length;
    assert.equal(await budgets(2), 2);
    assert.equal(await budgets(1), 0);
  });

  it("is a backend of routes", async () => {
    const { result } = await sample();
    const { target: settings, ...backend } = result.backend("checkoutv2", 75);
    assert.deepEqual(backend, {
      service: "checkout",
      namespace: "checkoutv2",
      port: 80,
      weight: 75,
    });
    assert.equal(settings?.healthCheck?.path, "/health");
  });

  it("is refused with more pods than a target group can have targets", async () => {
    const { resources } = await deploy(() =>
      refuses(
        () => new Checkout("checkout", { replicas: 1001 }),
        "replicas: 1001 must be from 1 to 1000, the most targets of a VPC Lattice target group. Give 2 to survive the loss of a node.",
      ),
    );
    assert.deepEqual(resources, []);
  });
});
