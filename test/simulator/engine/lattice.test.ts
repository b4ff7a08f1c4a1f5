import assert from "node:assert/strict";
import { domainNameAnnotation } from "../../../model/lattice/names";
import type { LocalCloud } from "../../../simulator";
import { isObject, text, type Properties, type Value } from "../../../simulator/values";
import type { Entry } from "../../../simulator/world";
import { requireService } from "../../setup";
import { latticeProgram, type ProgramSettings } from "./lattice-program";
import { TestStack, type Run } from "./test-stack";

const done = ({ steps }: Run): string[] =>
  steps.filter(({ op }) => op !== "same").map(({ op, type, name }) => `${op} ${type} ${name}`);

const ROUTE = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";
const RULE = "aws:vpclattice/listenerRule:ListenerRule";
const TARGET_GROUP = "aws:vpclattice/targetGroup:TargetGroup";
const SERVICE = "aws:vpclattice/service:Service";

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: "*", Action: "vpc-lattice-svcs:Invoke", Resource: "*" },
  ],
});

describe("VPC Lattice behind the Gateway API, on the engine", function () {
  this.timeout(300_000);
  let stack: TestStack;
  let cloud: LocalCloud;

  // One deployment, changed step by step: the engine takes most of the time of every run.
  before(async function () {
    await requireService("engine", this);
    this.timeout(300_000);
    stack = await TestStack.create();
    cloud = await stack.startCloud();
  });
  after(() => stack?.remove());

  async function deploy(settings: ProgramSettings): Promise<Run> {
    const run = await stack.up(latticeProgram(settings));
    assert.deepEqual(run.errors, []);
    return run;
  }

  const all = (type: string): Entry[] => cloud.world.all(type);
  const only = (type: string): Entry => {
    const found = all(type);
    assert.equal(found.length, 1, type);
    return found[0]!;
  };

  /** Everything that there is, by type and id. */
  const snapshot = (): Map<string, string> =>
    new Map(
      cloud.world
        .everything()
        .map(({ type, id, inputs, outputs }) => [
          `${type} ${id}`,
          JSON.stringify({ inputs, outputs }),
        ]),
    );

  /** Weights of the one rule, by the beginnings of the target groups' names. */
  const weights = (): Record<string, unknown> => {
    const names = new Map(all(TARGET_GROUP).map(({ id, inputs }) => [id, text(inputs["name"])]));
    const groups = at(only(RULE).inputs, "action", "forward", "targetGroups") as Properties[];
    return Object.fromEntries(
      groups.map(({ targetGroupIdentifier, weight }) => [
        names.get(text(targetGroupIdentifier))?.replace(/-[0-9a-f]{10}$/, "") ?? "",
        weight,
      ]),
    );
  };

  const domainName = (): Value | undefined =>
    at(only(ROUTE).outputs, "metadata", "annotations", domainNameAnnotation);

  it("says why a route is not served, and makes nothing for it", async () => {
    const run = await stack.up(latticeProgram({ newShare: 0, routeNamespaces: ["orders"] }));
    assert.match(
      run.errors.join("\n"),
      /HTTPRoute::checkoutroute" was successfully created, .* timed out waiting for the condition: .*@\.type=='Accepted'.* is "False", not "True"/,
    );
    assert.deepEqual(all(SERVICE), []);
    const { status } = only(ROUTE).outputs as { status: { parents: Properties[] } };
    const [condition] = status.parents[0]?.["conditions"] as Properties[];
    assert.equal(condition?.["reason"], "NotAllowedByListeners");
  });

  it("deploys, and finds nothing more to do", async () => {
    const { outputs } = await deploy({ newShare: 0 });
    assert.match(
      text(outputs["domainName"]),
      /^checkoutroute-checkout-[0-9a-f]{17}\.[0-9a-f]{7}\.vpc-lattice-svcs\.us-east-1\.on\.aws$/,
    );
    const preview = await stack.preview(latticeProgram({ newShare: 0 }));
    assert.deepEqual([done(preview), preview.errors], [[], []]);
    assert.deepEqual((await stack.refresh()).errors, []);
    assert.deepEqual(done(await stack.preview(latticeProgram({ newShare: 0 }))), []);
  });

  it("becomes a service in the Gateway's network, with a target group per Service", () => {
    const service = only(SERVICE);
    assert.equal(service.outputs["name"], "checkoutroute-checkout");
    const { inputs: ends } = only(
      "aws:vpclattice/serviceNetworkServiceAssociation:ServiceNetworkServiceAssociation",
    );
    const network = only("aws:vpclattice/serviceNetwork:ServiceNetwork");
    assert.deepEqual(
      [ends["serviceIdentifier"], ends["serviceNetworkIdentifier"]],
      [service.id, network.id],
    );
    const { inputs: listener } = only("aws:vpclattice/listener:Listener");
    assert.deepEqual(
      [listener["name"], listener["port"], listener["protocol"]],
      ["checkoutroute-checkout-80-http", 80, "HTTP"],
    );
    const vpcId = only("aws:ec2/vpc:Vpc").id;
    const healthCheck = {
      ...{ enabled: true, path: "/health", matcher: { value: "200" } },
      ...{ healthCheckIntervalSeconds: 10, healthCheckTimeoutSeconds: 5 },
      ...{ healthyThresholdCount: 2, unhealthyThresholdCount: 2 },
    };
    assert.deepEqual(
      all(TARGET_GROUP).map(({ inputs }) => [
        at(inputs, "config", "vpcIdentifier"),
        at(inputs, "config", "healthCheck"),
      ]),
      [
        [vpcId, healthCheck],
        [vpcId, healthCheck],
      ],
    );
    const tags = service.outputs["tagsAll"] as Properties;
    assert.equal(tags["application-networking.k8s.aws/ManagedBy"], `123456789012/dev/${vpcId}`);
    assert.equal(tags["Scenario"], "lattice");
  });

  for (const [old, newShare] of [
    [75, 25],
    [0, 100],
  ] as const) {
    it(`shifts the weights to ${old}/${newShare} by changing one object, and nothing else`, async () => {
      const before = snapshot();
      const name = domainName();
      const planned = await stack.preview(latticeProgram({ newShare }));
      assert.deepEqual(done(planned), [`update ${ROUTE} checkoutroute`]);
      const run = await deploy({ newShare });
      assert.deepEqual(done(run), [`update ${ROUTE} checkoutroute`]);
      assert.deepEqual(run.steps.flatMap(({ diff }) => Object.keys(diff)).sort(), [
        "spec.rules[0].backendRefs[0].weight",
        "spec.rules[0].backendRefs[1].weight",
      ]);
      const after = snapshot();
      assert.deepEqual([...after.keys()].sort(), [...before.keys()].sort());
      assert.deepEqual(
        [...after.keys()].filter((key) => before.get(key) !== after.get(key)).sort(),
        [`${RULE} ${only(RULE).id}`, `${ROUTE} checkout/checkoutroute`].sort(),
      );
      assert.deepEqual(weights(), {
        "k8s-checkout-checkout": old,
        "k8s-checkoutv2-checkout": newShare,
      });
      assert.deepEqual([run.outputs["domainName"], domainName()], [name, name]);
    });
  }

  it("authenticates and records requests as a route of its own asks", async () => {
    const group = only("aws:cloudwatch/logGroup:LogGroup");
    const accessLogDestinationArn = `${text(group.outputs["arn"])}:*`;
    await deploy({ newShare: 100, route: { authPolicy: policy, accessLogDestinationArn } });
    const service = only(SERVICE);
    const targets = (type: string) => all(type).map(({ inputs }) => inputs["resourceIdentifier"]);
    assert.equal(service.outputs["authType"], "AWS_IAM");
    assert(targets("aws:vpclattice/authPolicy:AuthPolicy").includes(service.id));
    const subscriptions = "aws:vpclattice/accessLogSubscription:AccessLogSubscription";
    assert(targets(subscriptions).includes(service.id));
    await deploy({ newShare: 100 });
    assert.equal(only(SERVICE).outputs["authType"], "NONE");
    assert(!targets(subscriptions).includes(service.id));
  });

  it("leaves nothing behind", async () => {
    assert.deepEqual((await stack.destroy()).errors, []);
    assert.deepEqual(
      cloud.world.everything().map(({ type, id }) => `${type} ${id}`),
      [],
    );
  });
});

/** A value deep inside of inputs. */
function at(properties: Properties, ...path: string[]): Value | undefined {
  return path.reduce<Value | undefined>(
    (value, key) => (isObject(value) ? value[key] : undefined),
    properties,
  );
}
