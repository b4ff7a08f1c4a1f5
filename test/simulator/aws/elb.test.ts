import assert from "node:assert/strict";
import { text, type Properties } from "../../../simulator/values";
import { LocalAws, type Made } from "./local-aws";
import { make, makeSubnets, refusal } from "./network";

const boston = "us-east-1-wl1-bos-wlz-1";
const newYork = "us-east-1-wl1-nyc-wlz-1";
const getLoadBalancer = "aws:lb/getLoadBalancer:getLoadBalancer";

describe("Load balancers in the local cloud", () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await LocalAws.start();
  });
  afterEach(() => aws.stop());

  /** Subnets in zones, in a VPC with the ways out that they need. */
  async function makeNetwork(...zones: string[]): Promise<{ vpcId: string; subnets: string[] }> {
    const consent = { groupName: "us-east-1-wl1", optInStatus: "opted-in" };
    await make(aws, "ec2/AvailabilityZoneGroup", consent);
    const { vpcId, subnetIds } = await makeSubnets(aws, zones);
    await make(aws, "ec2/InternetGateway", { vpcId });
    return { vpcId, subnets: subnetIds };
  }
  const makeBalancer = (subnets: string[], more: Properties = {}): Promise<Made> =>
    make(aws, "lb/LoadBalancer", { name: "games", subnets, ...more });

  describe("an Application Load Balancer", () => {
    it("is known by ARN, DNS name and the Region's zone for it", async () => {
      const { vpcId, subnets } = await makeNetwork("us-east-1a", "us-east-1b");
      const { id, outputs } = await makeBalancer(subnets);
      assert.match(
        id,
        /^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/app\/games\/[0-9a-f]{16}$/,
      );
      assert.match(text(outputs["dnsName"]), /^games-\d{10}\.us-east-1\.elb\.amazonaws\.com$/);
      assert.equal(outputs["zoneId"], "Z35SXDOTRQ7X7K");
      assert.equal(outputs["vpcId"], vpcId);
      assert.equal(`loadbalancer/${text(outputs["arnSuffix"])}`, id.split(":").at(-1));
    });

    it("is in two Availability Zones or more", async () => {
      const { subnets } = await makeNetwork("us-east-1a");
      assert.equal(
        await refusal(makeBalancer(subnets)),
        "ValidationError: At least two subnets in two different Availability Zones must be specified",
      );
    });

    it("is in one Wavelength Zone alone, where that leads to its carrier", async () => {
      const { vpcId, subnets } = await makeNetwork(boston, newYork);
      assert.equal(
        await refusal(makeBalancer(subnets.slice(0, 1))),
        `InvalidSubnet: VPC ${vpcId} has no carrier gateway`,
      );
      await make(aws, "ec2/CarrierGateway", { vpcId });
      assert.equal(
        await refusal(makeBalancer(subnets)),
        "InvalidConfigurationRequest: A load balancer cannot be attached to subnets in several Wavelength Zones",
      );
      await makeBalancer(subnets.slice(0, 1));
    });

    it("does not span a Region and a Wavelength Zone", async () => {
      const { vpcId, subnets } = await makeNetwork("us-east-1a", boston);
      await make(aws, "ec2/CarrierGateway", { vpcId });
      assert.equal(
        await refusal(makeBalancer(subnets)),
        "InvalidConfigurationRequest: A load balancer cannot be attached to subnets in zones of different types",
      );
    });

    it("faces the internet only where there is a gateway to it", async () => {
      const { vpcId, subnetIds } = await makeSubnets(aws);
      assert.equal(
        await refusal(makeBalancer(subnetIds)),
        `InvalidSubnet: VPC ${vpcId} has no internet gateway`,
      );
      const { outputs } = await makeBalancer(subnetIds, { internal: true });
      assert.match(text(outputs["dnsName"]), /^internal-games-/);
    });

    it("keeps its subnets as long as it is there", async () => {
      const { subnets } = await makeNetwork("us-east-1a", "us-east-1b");
      const balancer = await makeBalancer(subnets);
      const [subnet] = aws.world.all("aws:ec2/subnet:Subnet");
      const kept = { ...subnet!, name: "subnet" };
      assert.match(await refusal(aws.delete(kept)), /^DependencyViolation: /);
      await aws.delete(balancer);
      await aws.delete(kept);
    });

    it("stays while it is protected from deletion", async () => {
      const { subnets } = await makeNetwork("us-east-1a", "us-east-1b");
      const balancer = await makeBalancer(subnets, { enableDeletionProtection: true });
      assert.equal(
        await refusal(aws.delete(balancer)),
        `OperationNotPermitted: Load balancer '${balancer.id}' cannot be deleted because deletion protection is enabled`,
      );
      await aws.delete(await aws.update(balancer, { enableDeletionProtection: false }));
    });

    it("is found by its tags, as long as they are of one only", async () => {
      const { subnets } = await makeNetwork("us-east-1a", "us-east-1b");
      const find = (tags: Properties) => aws.invoke(getLoadBalancer, { tags });
      const { id } = await makeBalancer(subnets, { tags: { zone: "boston", team: "games" } });
      assert.equal(find({ zone: "boston" })["arn"], id);
      assert.throws(() => find({ zone: "new-york" }), {
        message: "reading ELBv2 Load Balancer: empty result",
      });
      await makeBalancer(subnets, { name: "other", tags: { team: "games" } });
      assert.throws(() => find({ team: "games" }), {
        message: "Search returned 2 results, please revise so only one is returned",
      });
    });

    it("becomes another one when its name or its way to the internet changes", async () => {
      const { subnets } = await makeNetwork("us-east-1a", "us-east-1b");
      const balancer = await makeBalancer(subnets);
      const replacing = (change: Properties) =>
        aws.diff(balancer, change).changes.some(({ replace }) => replace);
      assert(replacing({ name: "games-2" }) && replacing({ internal: true }));
      assert(!replacing({ idleTimeout: 120 }));
    });
  });

  describe("a listener", () => {
    async function makeParts() {
      const { vpcId, subnets } = await makeNetwork("us-east-1a", "us-east-1b");
      const balancer = await makeBalancer(subnets);
      const pods = { name: "pods", port: 80, protocol: "HTTP", targetType: "ip", vpcId };
      const group = await make(aws, "lb/TargetGroup", pods);
      const actions = [{ type: "forward", targetGroupArn: group.id }];
      const listener = await make(aws, "lb/Listener", {
        ...{ loadBalancerArn: balancer.id, port: 80, defaultActions: actions },
      });
      return { balancer, group, listener, actions };
    }
    const rule = { conditions: [{ pathPattern: { values: ["/healthz"] } }] };

    it("goes with its load balancer, and its rules with it", async () => {
      const { balancer, listener, actions } = await makeParts();
      await make(aws, "lb/ListenerRule", { listenerArn: listener.id, ...rule, actions });
      await aws.delete(balancer);
      for (const type of ["listener:Listener", "listenerRule:ListenerRule"]) {
        assert.deepEqual(aws.world.all(`aws:lb/${type}`), []);
      }
    });

    it("keeps the target group that it forwards to", async () => {
      const { group, listener } = await makeParts();
      assert.equal(
        await refusal(aws.delete(group)),
        `ResourceInUse: Target group '${group.id}' is currently in use by a listener or a rule`,
      );
      await aws.delete(listener);
      await aws.delete(group);
    });

    it("has a certificate where it speaks HTTPS", async () => {
      const { balancer, actions } = await makeParts();
      const https = { loadBalancerArn: balancer.id, port: 443, protocol: "HTTPS" };
      assert.equal(
        await refusal(make(aws, "lb/Listener", { ...https, defaultActions: actions })),
        "ValidationError: A certificate must be specified for HTTPS and TLS listeners",
      );
    });

    it("gives its rules the next free priority, and none twice", async () => {
      const { listener, actions } = await makeParts();
      const args = { listenerArn: listener.id, ...rule, actions };
      await make(aws, "lb/ListenerRule", { ...args, priority: 7 });
      const next = await make(aws, "lb/ListenerRule", args);
      assert.equal(next.outputs["priority"], 8);
      assert.equal(
        await refusal(make(aws, "lb/ListenerRule", { ...args, priority: 7 })),
        "PriorityInUse: Priority '7' is currently in use",
      );
    });
  });

  describe("a target group", () => {
    it("for functions has no port, for all else a port, a protocol and a VPC", async () => {
      const { id: vpcId } = await make(aws, "ec2/Vpc", { cidrBlock: "10.0.0.0/16" });
      const nowhere = { name: "pods", port: 80, protocol: "HTTP" };
      const group = { ...nowhere, vpcId };
      const refused = (inputs: Properties) => refusal(make(aws, "lb/TargetGroup", inputs));
      assert.equal(
        await refused({ ...group, targetType: "lambda" }),
        "ValidationError: protocol cannot be specified for target groups with target type 'lambda'",
      );
      assert.equal(await refused(nowhere), "ValidationError: A VPC ID must be specified");
      await make(aws, "lb/TargetGroup", group);
    });
  });
});

describe("A pull-through cache in the local cloud", () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await LocalAws.start();
  });
  afterEach(() => aws.stop());

  const rule = { ecrRepositoryPrefix: "edge", upstreamRegistryUrl: "public.ecr.aws" };

  it("is the only one of its prefix in account and Region", async () => {
    const { id } = await make(aws, "ecr/PullThroughCacheRule", rule);
    assert.equal(id, "edge");
    assert.equal(
      await refusal(make(aws, "ecr/PullThroughCacheRule", rule)),
      "PullThroughCacheRuleAlreadyExistsException: Pull through cache rule with prefix 'edge' already exists in the registry with id '123456789012'",
    );
  });

  it("has credentials for registries that ask for them", async () => {
    const hub = { ...rule, upstreamRegistryUrl: "registry-1.docker.io" };
    assert.match(
      await refusal(make(aws, "ecr/PullThroughCacheRule", hub)),
      /^InvalidParameterException: Invalid parameter at 'credentialArn'/,
    );
    const credentialArn =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf";
    await make(aws, "ecr/PullThroughCacheRule", { ...hub, credentialArn });
  });

  it("is refused under a prefix that ECR refuses", async () => {
    const upper = { ...rule, ecrRepositoryPrefix: "Edge" };
    assert.match(
      await refusal(make(aws, "ecr/PullThroughCacheRule", upper)),
      /ecrRepositoryPrefix/,
    );
  });
});
