import assert from "node:assert/strict";
import { parseStackConfig, type Environment } from "../../config/stack";
import { planStack, type StackPlan } from "../../config/plan";
import { requireService } from "../setup";
import { changesOf, type Run } from "./events";
import { LocalStack } from "./local-stack";

/** Milliseconds for one test, on a slow and busy machine. */
export const patience = 5 * 60_000;

/** Returns the plan of a stack as the checkout configures it. */
function planOf(stack: LocalStack): StackPlan {
  return planStack(parseStackConfig(stack.source()));
}

/** Defines the tests that every stack passes from its first preview to just before its deletion. */
export function describeDeployment(environment: Environment): void {
  describe(`The ${environment} stack, never deployed`, function () {
    this.timeout(patience);
    let stack: LocalStack;
    let run: Run;
    before(async function () {
      await requireService("engine", this);
      this.timeout(patience);
      stack = await LocalStack.create(environment);
      run = await stack.preview({ policies: true });
    });
    after(() => stack?.remove());

    it("is previewed with the policy pack as creations only, and nothing is created", () => {
      assert.equal(run.ok, true, run.output);
      assert.deepEqual(run.mandatory, []);
      const operations = new Set(run.steps.map(({ op }) => op).filter((op) => op !== "read"));
      assert.deepEqual([...operations], ["create"]);
      assert.deepEqual(stack.world(), []);
    });

    it("is previewed with every resource that a deployment creates", async () => {
      const deployed = await LocalStack.deployed(environment);
      const state = await deployed.state();
      await deployed.remove();
      const created = state.filter(({ external }) => external !== true);
      assert.deepEqual(
        run.steps
          .filter(({ op }) => op === "create")
          .map(({ type, name }) => `${type} ${name}`)
          .sort(),
        created.map(({ type, urn }) => `${type} ${urn.split("::").at(-1)}`).sort(),
      );
    });
  });

  describe(`The ${environment} stack, deployed with the policy pack enforced`, function () {
    this.timeout(patience);
    let stack: LocalStack;
    let outputs: Record<string, unknown>;
    before(async function () {
      await requireService("engine", this);
      this.timeout(patience);
      stack = await LocalStack.deployed(environment);
      outputs = await stack.outputs({ secrets: true });
    });
    after(() => stack?.remove());

    const only = (type: string, name: string) => {
      const found = stack
        .world()
        .filter(({ urn, type: each }) => each === type && urn?.endsWith(`::${name}`));
      assert.equal(found.length, 1, `${found.length} of ${type} ${name}`);
      return found[0]!;
    };

    it("shows no changes in a second preview and in a refresh", async () => {
      const preview = await stack.preview();
      assert.equal(preview.ok, true, preview.output);
      assert.deepEqual(changesOf(preview), []);
      const refresh = await stack.refresh();
      assert.equal(refresh.ok, true, refresh.output);
      assert.deepEqual(differing(refresh.steps), []);
    });

    it("outputs the location of its network", () => {
      assert.equal(outputs["vpcId"], only("aws:ec2/vpc:Vpc", "network-vpc").id);
      const planned = planOf(stack).subnets.map(({ tier, zone, cidr }) => ({
        tier,
        zone,
        cidr,
        id: only("aws:ec2/subnet:Subnet", `network-${tier}-${zone}`).id,
      }));
      assert.deepEqual(outputs["subnets"], planned);
    });

    it("outputs the plan of each subnet's addresses", () => {
      assert.deepEqual(outputs["ipPlan"], planOf(stack).addresses.subnets);
    });

    it("outputs the access to its cluster", () => {
      const cluster = only("aws:eks/cluster:Cluster", "cluster-eksCluster");
      assert.equal(outputs["clusterName"], `eks-scenarios-${environment}`);
      assert.equal(outputs["clusterVersion"], cluster.outputs["version"]);
      assert.equal(outputs["endpoint"], cluster.outputs["endpoint"]);
      const [identity] = cluster.outputs["identities"] as { oidcs: { issuer: string }[] }[];
      assert.equal(outputs["oidcIssuer"], identity?.oidcs[0]?.issuer);
      assert.equal(
        outputs["kubeconfigCommand"],
        `aws eks update-kubeconfig --region us-east-1 --name eks-scenarios-${environment}`,
      );
    });

    it("keeps the kubeconfig secret in its outputs and its state", async () => {
      const kubeconfig = JSON.parse(outputs["kubeconfig"] as string) as {
        clusters: { cluster: { server: string } }[];
      };
      assert.equal(kubeconfig.clusters[0]?.cluster.server, outputs["endpoint"]);
      assert.equal((await stack.outputs())["kubeconfig"], "[secret]");
      const secret = /^\{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270"/;
      for (const [name, values] of [
        [`eks-scenarios-${environment}`, "outputs"],
        ["cluster-kubernetes", "inputs"],
      ] as const) {
        const resource = (await stack.state()).find(({ urn }) => urn.endsWith(`::${name}`));
        assert.match(JSON.stringify(resource?.[values]?.["kubeconfig"]), secret);
      }
    });

    it("outputs the address of the guestbook", () => {
      const service = only("kubernetes:core/v1:Service", "guestbook-frontend");
      const status = service.outputs["status"] as {
        loadBalancer: { ingress: { hostname: string }[] };
      };
      assert.equal(outputs["guestbookAddress"], status.loadBalancer.ingress[0]?.hostname);
    });
  });
}

/** Returns the changes that a refresh found. */
function differing(steps: readonly { op: string; name: string; differs: string[] }[]): string[] {
  return steps
    .filter(({ op, differs }) => op !== "refresh" || differs.length > 0)
    .map(({ op, name, differs }) => `${op} ${name} (${differs.join(", ")})`);
}
