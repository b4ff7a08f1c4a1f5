import assert from "node:assert/strict";
import fc from "fast-check";
import { contains, overlaps, parseCidr } from "../../../model/network/cidr";
import { maxZones, planNetwork, type NetworkPlanArgs } from "../../../model/network/plan";
import { refuses } from "../refusal";

const zones = ["a", "b", "c", "d", "e", "f"].map((letter) => `us-east-1${letter}`);
const valid: NetworkPlanArgs = {
  cidr: "10.10.0.0/16",
  zones: zones.slice(0, 3),
  podCidr: "100.64.0.0/16",
  peerCidrs: ["10.20.0.0/16"],
  serviceCidr: "172.20.0.0/16",
};

/** VPC blocks that hold the given number of zones. */
const roomyCidr = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 16, max: 23 }))
  .map(([octet, prefix]) => `10.${octet}.0.0/${prefix}`);

describe("A network plan", () => {
  it("takes private subnets from the bottom, public ones from the top, and pod subnets from the second block", () => {
    const plan = planNetwork({ ...valid, zones: zones.slice(0, 2) });
    assert.deepEqual(
      plan.map(({ tier, zone, cidr, ipv6Index }) => [tier, zone, cidr, ipv6Index]),
      [
        ["private", "us-east-1a", "10.10.0.0/19", 0],
        ["private", "us-east-1b", "10.10.32.0/19", 1],
        ["public", "us-east-1a", "10.10.252.0/22", 16],
        ["public", "us-east-1b", "10.10.248.0/22", 17],
        ["pods", "us-east-1a", "100.64.0.0/19", 32],
        ["pods", "us-east-1b", "100.64.32.0/19", 33],
      ],
    );
  });

  it("uses AWS's smallest subnets in a small VPC", () => {
    const plan = planNetwork({ cidr: "10.0.0.0/26", zones: zones.slice(0, 2) });
    assert.deepEqual(
      plan.map(({ cidr }) => cidr),
      ["10.0.0.0/28", "10.0.0.16/28", "10.0.0.48/28", "10.0.0.32/28"],
    );
  });

  it("has subnets in the VPC that do not overlap and have sizes that AWS allows", () => {
    fc.assert(
      fc.property(roomyCidr, fc.integer({ min: 2, max: maxZones }), (cidr, count) => {
        const plan = planNetwork({ cidr, zones: zones.slice(0, count), podCidr: "100.64.0.0/20" });
        assert.equal(plan.length, 3 * count);
        const blocks = plan.map((subnet) => parseCidr(subnet.cidr));
        blocks.forEach((block, index) => {
          const home = plan[index]?.tier === "pods" ? "100.64.0.0/20" : cidr;
          assert(contains(parseCidr(home), block));
          assert(block.prefix >= 16 && block.prefix <= 28);
          blocks.slice(index + 1).forEach((other) => assert(!overlaps(block, other)));
        });
        assert.equal(new Set(plan.map(({ ipv6Index }) => ipv6Index)).size, plan.length);
      }),
    );
  });

  it("keeps every subnet unchanged if a zone is added at the end or the last zone is removed", () => {
    fc.assert(
      fc.property(roomyCidr, fc.integer({ min: 2, max: maxZones - 1 }), (cidr, count) => {
        const before = planNetwork({
          cidr,
          zones: zones.slice(0, count),
          podCidr: "100.64.0.0/16",
        });
        const after = planNetwork({
          cidr,
          zones: zones.slice(0, count + 1),
          podCidr: "100.64.0.0/16",
        });
        const kept = after.filter(({ zone }) => zone !== zones[count]);
        assert.deepEqual(kept, before);
      }),
    );
  });
});

describe("A network plan is refused", () => {
  const spoiled: [string, Partial<NetworkPlanArgs>, string][] = [
    [
      "if it overlaps the container bridge",
      { cidr: "172.17.0.0/16" },
      'cidr: "172.17.0.0/16" overlaps 172.17.0.0/16, the container bridge of every node. ' +
        "Choose a block outside of 172.17.0.0/16.",
    ],
    [
      "if it overlaps a connected network",
      { peerCidrs: ["10.8.0.0/14"] },
      'cidr: "10.10.0.0/16" overlaps 10.8.0.0/14, a connected network. ' +
        "Choose a block outside of 10.8.0.0/14.",
    ],
    [
      "if its pod block overlaps a connected network",
      { peerCidrs: ["100.64.0.0/10"] },
      'podCidr: "100.64.0.0/16" overlaps 100.64.0.0/10, a connected network. ' +
        "Choose a block outside of 100.64.0.0/10.",
    ],
    [
      "if it overlaps the Service addresses",
      { serviceCidr: "10.10.128.0/20" },
      'cidr: "10.10.0.0/16" overlaps 10.10.128.0/20, the cluster\'s Service addresses. ' +
        "Choose a block outside of 10.10.128.0/20.",
    ],
    [
      "with one zone",
      { zones: ["us-east-1a"] },
      'zones: ["us-east-1a"] has 1 zones; a cluster\'s subnets are in 2 to 6. ' +
        "List at least two Availability Zones of one Region.",
    ],
    [
      "if a zone is listed twice",
      { zones: ["us-east-1a", "us-east-1b", "us-east-1a"] },
      'zones[2]: "us-east-1a" is listed twice. List every zone once.',
    ],
    [
      "with zones of two Regions",
      { zones: ["us-east-1a", "us-west-2a"] },
      'zones[1]: "us-west-2a" is not in us-east-1, the Region of the zones before it. ' +
        "Give a zone of us-east-1.",
    ],
    [
      "with a Wavelength Zone",
      { zones: ["us-east-1a", "us-east-1-wl1-bos-wlz-1"] },
      'zones[1]: "us-east-1-wl1-bos-wlz-1" is a Wavelength Zone, where EKS keeps no ' +
        "cluster subnet. Give an Availability Zone of us-east-1, for example us-east-1a.",
    ],
    [
      "with a Local Zone",
      { zones: ["us-west-2a", "us-west-2-lax-1a"] },
      'zones[1]: "us-west-2-lax-1a" is a Local Zone, where EKS keeps no cluster subnet. ' +
        "Give an Availability Zone of us-west-2, for example us-west-2a.",
    ],
    [
      "if it is larger than a VPC may be",
      { cidr: "10.0.0.0/15" },
      'cidr: "10.0.0.0/15" is a /15; a block of a VPC is between /16 and /28. ' +
        "Choose a block of that size, for example 10.0.0.0/16.",
    ],
    [
      "if it is smaller than a VPC may be",
      { cidr: "10.0.0.0/29" },
      'cidr: "10.0.0.0/29" is a /29; a block of a VPC is between /16 and /28. ' +
        "Choose a block of that size, for example 10.0.0.0/16.",
    ],
    [
      "if it is too small for its zones",
      { cidr: "10.10.0.0/26" },
      'cidr: "10.10.0.0/26" has no room for the subnets of 3 zones, each at least a /28. ' +
        "Choose a larger block, for example a /23, or fewer zones.",
    ],
    [
      "if its pod block is too small for its zones",
      { podCidr: "100.64.0.0/27" },
      'podCidr: "100.64.0.0/27" has no room for the subnets of 3 zones, each at least a /28. ' +
        "Choose a larger block, for example a /24, or fewer zones.",
    ],
    [
      "with public Service addresses",
      { serviceCidr: "100.64.0.0/16" },
      'serviceCidr: "100.64.0.0/16" is not in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16. ' +
        "Choose for example 172.20.0.0/16.",
    ],
    [
      "with too few Service addresses",
      { serviceCidr: "172.20.0.0/25" },
      'serviceCidr: "172.20.0.0/25" is a /25; Service addresses are a block between /12 and /24. ' +
        "Choose for example 172.20.0.0/16.",
    ],
  ];
  for (const [how, change, message] of spoiled) {
    it(how, () => refuses(() => planNetwork({ ...valid, ...change }), message));
  }

  // AWS's table of IPv4 block associations: first block, second block, what it says.
  const associations: [string, string, string][] = [
    ["10.10.0.0/16", "10.10.128.0/17", "overlaps 10.10.0.0/16, the VPC's first block"],
    [
      "10.10.0.0/16",
      "192.168.0.0/16",
      "is in 192.168.0.0/16, which AWS lets no VPC with 10.10.0.0/16 add",
    ],
    [
      "192.168.0.0/16",
      "10.0.0.0/16",
      "is in 10.0.0.0/8, which AWS lets no VPC with 192.168.0.0/16 add",
    ],
    [
      "100.65.0.0/16",
      "172.16.0.0/16",
      "is in 172.16.0.0/12, which AWS lets no VPC with 100.65.0.0/16 add",
    ],
    [
      "10.1.0.0/16",
      "10.0.0.0/16",
      "is in 10.0.0.0/16, which AWS lets no VPC with a block of 10.0.0.0/15 add",
    ],
    [
      "172.16.0.0/16",
      "172.31.0.0/16",
      "is in 172.31.0.0/16, the range of default VPCs, which AWS lets no VPC add",
    ],
    [
      "10.10.0.0/16",
      "198.19.0.0/16",
      "is in 198.19.0.0/16, which AWS lets no VPC of other blocks add",
    ],
    ["10.10.0.0/16", "169.254.0.0/16", "is link-local, which no VPC may use"],
  ];
  for (const [cidr, podCidr, rule] of associations) {
    it(`with ${podCidr} as second block of ${cidr}`, () => {
      refuses(
        () => planNetwork({ cidr, podCidr, zones: valid.zones }),
        `podCidr: "${podCidr}" ${rule}. ` +
          "Choose a block of 100.64.0.0/10, for example 100.64.0.0/16.",
      );
    });
  }
});

describe("A second block", () => {
  const allowed = [
    ["10.10.0.0/16", "10.11.0.0/16"],
    ["10.1.0.0/16", "10.2.0.0/16"],
    ["10.10.0.0/16", "10.0.0.0/16"],
    ["172.16.0.0/16", "172.18.0.0/16"],
    ["192.168.0.0/17", "192.168.128.0/17"],
    ["100.64.0.0/16", "100.65.0.0/16"],
    ["10.10.0.0/16", "52.1.0.0/16"],
  ];
  for (const [cidr = "", podCidr = ""] of allowed) {
    it(`${podCidr} is accepted for a VPC with ${cidr}`, () => {
      assert.equal(planNetwork({ cidr, podCidr, zones: valid.zones }).length, 9);
    });
  }
});
