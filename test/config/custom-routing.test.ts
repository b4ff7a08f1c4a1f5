import assert from "node:assert/strict";
import { customRoutingArgs } from "../../config/custom-routing";
import { parseStackConfig } from "../../config/stack";
import { planStack, type StackPlan } from "../../config/plan";
import { refuses } from "../model/refusal";

const customRouting = { acceleratorName: "games", clientCidrs: ["0.0.0.0/0"] };

/** Returns the configuration of a stack with custom routing, and changes. */
const config = (routing: object = {}, more: object = {}) =>
  parseStackConfig({
    environment: "prod",
    network: { cidr: "10.10.0.0/16", zones: ["us-east-1a", "us-east-1b"] },
    cni: { externalSnat: true },
    nodeGroups: [
      { name: "system", instanceTypes: ["m7g.large"], minSize: 1, desiredSize: 1, maxSize: 2 },
    ],
    access: [{ name: "viewers", policy: "view" }],
    customRouting: { ...customRouting, ...routing },
    ...more,
  });

const west = { region: "us-west-2", cidr: "10.11.0.0/16", zones: ["us-west-2a", "us-west-2b"] };

describe("Custom routing of a stack", () => {
  it("routes to port 80 of three pods, with an export every five minutes, by default", () => {
    assert.deepEqual(config().customRouting, {
      ...customRouting,
      destinations: [{ fromPort: 80, protocols: ["TCP"] }],
      exportMinutes: 5,
      gameServers: { deploy: true, replicas: 3 },
      furtherRegions: [],
    });
  });

  it("routes to the pods' subnets: private ones, or the pod subnets with custom networking", () => {
    const cidrs = (cni: object) =>
      customRoutingArgs(config().customRouting!, [
        {
          region: "us-east-1",
          cni,
          subnets: planStack(
            config({}, { network: { ...config().network, podCidr: "100.64.0.0/20" } }),
          ).subnets,
        },
      ]).regions[0]?.clusters[0]?.subnets.map(({ cidr }) => cidr);
    assert.deepEqual(cidrs({ externalSnat: true }), ["10.10.0.0/19", "10.10.32.0/19"]);
    assert.deepEqual(cidrs({ customNetworking: true }), ["100.64.0.0/23", "100.64.2.0/23"]);
  });

  it("has a cluster like the stack's own in every further Region, with nothing else on it", () => {
    const plan: StackPlan = planStack(config({ furtherRegions: [west] }));
    assert.equal(plan.region, "us-east-1");
    const [further, ...more] = plan.furtherRegions;
    assert.deepEqual(more, []);
    assert.equal(further?.plan.region, "us-west-2");
    assert.equal(further?.config.cluster.name, "eks-scenarios-prod-us-west-2");
    assert.deepEqual(further?.config.network.zones, west.zones);
    assert.deepEqual([further?.config.access, further?.config.customRouting], [[], undefined]);
    assert.deepEqual(
      further?.plan.subnets.map(({ zone }) => zone.slice(0, -1)),
      Array.from({ length: 4 }, () => "us-west-2"),
    );
  });

  const refused: [string, () => unknown, string][] = [
    [
      "without external SNAT",
      () => planStack(config({}, { cni: {} })),
      "cni.externalSnat: false makes pods answer with their node's address, so that no answer finds its way back through the accelerator. Turn external SNAT of the VPC CNI on.",
    ],
    [
      "to a Region other than that of its zones",
      () => planStack(config({ furtherRegions: [{ ...west, region: "eu-west-1" }] })),
      'customRouting.furtherRegions[0].region: "eu-west-1" is not us-west-2, the Region of the zone us-west-2a. List zones of eu-west-1, or make the Region us-west-2.',
    ],
    [
      "to more pods than ports",
      () => planStack(config({ destinations: [{ fromPort: 80, toPort: 84, protocols: ["TCP"] }] })),
      "customRouting.listenerPorts: 81920 destinations are more than the 64512 listener ports of an accelerator from 1024 on. Route to fewer ports or to smaller subnets, or spread the subnets over several accelerators.",
    ],
    [
      "to the stack's own Region twice",
      () =>
        planStack(
          config({
            furtherRegions: [{ ...west, region: "us-east-1", zones: ["us-east-1c", "us-east-1d"] }],
          }),
        ),
      'customRouting.furtherRegions[0].region: "us-east-1" is listed twice, and a listener has one endpoint group in a Region. List the Region once, with all its clusters.',
    ],
    [
      "to a further Region whose network overlaps a connected one",
      () => {
        const network = { ...config().network, peerCidrs: ["10.11.128.0/17"] };
        return planStack(config({ furtherRegions: [west] }, { network }));
      },
      'customRouting.furtherRegions[0].cidr: "10.11.0.0/16" overlaps 10.11.128.0/17, a connected network. Choose a block outside of 10.11.128.0/17.',
    ],
    [
      "to a further Region that has one zone",
      () => planStack(config({ furtherRegions: [{ ...west, zones: ["us-west-2a"] }] })),
      'customRouting.furtherRegions[0].zones: ["us-west-2a"] has 1 zones; a cluster\'s subnets are in 2 to 6. List at least two Availability Zones of one Region.',
    ],
    [
      "to a further Region that has too few addresses",
      () => planStack(config({ furtherRegions: [{ ...west, cidr: "10.11.0.0/24" }] })),
      'customRouting.furtherRegions[0].cidr: ["10.11.0.0/27","10.11.0.32/27"] are too small: private us-west-2a lacks 85 addresses, private us-west-2b lacks 85 addresses. Choose larger subnets, a pod CIDR with custom networking, fewer nodes or pods, or lower warm targets.',
    ],
    [
      "to subnets of an existing VPC that are too large for an endpoint",
      () => {
        const subnets = ["a", "b"].map((letter, index) => ({
          ...{ id: `subnet-${letter}`, tier: "private", zone: `us-east-1${letter}` },
          cidr: `10.${index}.0.0/16`,
        }));
        const existing = { vpcId: "vpc-1", cidrs: ["10.0.0.0/16", "10.1.0.0/16"], subnets };
        return planStack(config({}, { network: { existing } }));
      },
      'network.existing.subnets[0].cidr: "10.0.0.0/16" is a /16; endpoint subnets are /17 to /28. Use a subnet of that size for what clients are routed to.',
    ],
    [
      "to an address that no pod gets",
      () => planStack(config({ traffic: [{ addresses: ["10.99.0.10"] }] })),
      'customRouting.traffic[0].addresses: "10.99.0.10" is not an address that pods get in 10.10.0.0/19, 10.10.32.0/19. List addresses of the endpoint subnets; AWS keeps the first four and the last.',
    ],
    [
      "without clients",
      () => config({ clientCidrs: undefined }),
      'customRouting.clientCidrs: undefined is missing. Give IPv4 blocks that clients come from, for example ["0.0.0.0/0"].',
    ],
  ];
  for (const [title, call, text] of refused) {
    it(`is refused ${title}`, () => refuses(call, text));
  }
});
