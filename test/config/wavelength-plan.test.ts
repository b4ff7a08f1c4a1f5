import assert from "node:assert/strict";
import fc from "fast-check";
import { contains, overlaps, parseCidr4 } from "../../model/network/cidr";
import { planNetwork } from "../../model/network/plan";
import { parseStackConfig } from "../../config/stack";
import { planStack } from "../../config/plan";
import {
  checkNodeVersion,
  checkOfferings,
  checkZoneType,
  checkZoneVolume,
} from "../../model/wavelength/zone";
import { checkWeights } from "../../model/wavelength/weighted-records";
import { refuses } from "../model/refusal";

const place = (name: string, zone: string, more: object = {}) => ({
  ...{ name, zone, instanceTypes: ["t3.medium"], minSize: 1, desiredSize: 1, maxSize: 2 },
  ...more,
});
const boston = place("boston", "us-east-1-wl1-bos-wlz-1");
const newYork = place("new-york", "us-east-1-wl1-nyc-wlz-1");

const valid = {
  environment: "prod",
  network: { cidr: "10.20.0.0/16", zones: ["us-east-1a", "us-east-1b"] },
  nodeGroups: [
    { name: "system", instanceTypes: ["t3.large"], minSize: 2, desiredSize: 2, maxSize: 4 },
  ],
  wavelength: { domain: "play.example.com", zones: [boston, newYork] },
};

const plan = (raw: object) => planStack(parseStackConfig(raw as Record<string, unknown>));
const withZones = (...zones: object[]) => ({
  ...valid,
  wavelength: { ...valid.wavelength, zones },
});
const blocks = (raw: object) => plan(raw).wavelengthZones.map(({ cidr }) => cidr);

/** Returns names of zones that need not exist. */
const zones = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    place(`place-${index}`, `us-east-1-wl1-p${index}-wlz-1`),
  );

describe("The plan of Wavelength Zones", () => {
  it("gives each zone a 256th of the VPC between the subnets of the Region", () => {
    assert.deepEqual(blocks(valid), ["10.20.192.0/24", "10.20.193.0/24"]);
  });

  it("is empty without zones", () => {
    assert.deepEqual(plan({ ...valid, wavelength: undefined }).wavelengthZones, []);
  });

  it("overlaps neither the Region's subnets nor those of further Availability Zones", () => {
    const region = ["a", "b", "c", "d", "e", "f"].map((letter) => `us-east-1${letter}`);
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 18 }),
        fc.integer({ min: 1, max: 6 }),
        (prefix, count) => {
          const cidr = `10.64.0.0/${prefix}`;
          const network = { cidr, zones: region.slice(0, 2) };
          const planned = blocks({ ...withZones(...zones(count)), network });
          const all = [...planned, ...planNetwork({ cidr, zones: region }).map((one) => one.cidr)];
          const parsed = all.map((text) => parseCidr4(text));
          parsed.forEach((one, index) => {
            assert(contains(parseCidr4(cidr), one));
            assert(!parsed.slice(0, index).some((other) => overlaps(one, other)));
          });
        },
      ),
    );
  });

  it("moves no zone when another is added at the end", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), (count) => {
        const before = blocks(withZones(...zones(count)));
        assert.deepEqual(blocks(withZones(...zones(count + 1))).slice(0, count), before);
      }),
    );
  });

  it("uses a given block, and places the following zones around it", () => {
    const pinned = { ...boston, cidr: "10.20.192.0/26" };
    assert.deepEqual(blocks(withZones(pinned, newYork)), ["10.20.192.0/26", "10.20.193.0/24"]);
  });
});

describe("A stack with Wavelength Zones", () => {
  it("gets the interface endpoints that private nodes need, once each", () => {
    const endpoints = (change: object) =>
      parseStackConfig({ ...valid, wavelength: { ...valid.wavelength, ...change } }).network
        .interfaceEndpoints;
    assert.deepEqual(endpoints({}), [
      ...["ec2", "ecr.api", "ecr.dkr", "eks-auth", "logs", "sts", "s3"],
    ]);
    assert.deepEqual(endpoints({ carrierIps: true }), [
      ...["ec2", "ecr.api", "ecr.dkr", "eks-auth", "logs", "sts"],
    ]);
  });

  const spoiled: [string, object, string][] = [
    [
      "whose zone is an Availability Zone",
      withZones(place("boston", "us-east-1c")),
      'wavelength.zones[0].zone: "us-east-1c" is an Availability Zone. Name a Wavelength Zone; "aws ec2 ' +
        "describe-availability-zones --all-availability-zones --filters Name=zone-type,Values=wavelength-zone" +
        '" lists them.',
    ],
    [
      "whose zone is in another Region",
      withZones(boston, place("las-vegas", "us-west-2-wl1-las-wlz-1")),
      'wavelength.zones[1].zone: "us-west-2-wl1-las-wlz-1" is not in us-east-1, the Region of the network. ' +
        "Name a Wavelength Zone of us-east-1, or give us-west-2 a network of its own.",
    ],
    [
      "with one zone twice",
      withZones(boston, { ...boston, name: "cambridge" }),
      'wavelength.zones[1].zone: "us-east-1-wl1-bos-wlz-1" is listed twice, as boston before. ' +
        "List every zone once.",
    ],
    [
      "with a namespace that spans two zones",
      withZones(boston, { ...newYork, name: "boston" }),
      'wavelength.zones[1].name: "boston" is the namespace of us-east-1-wl1-bos-wlz-1 already: its Services ' +
        "would span two Wavelength Zones, which do not reach each other. " +
        "Give every zone a different name.",
    ],
    [
      "with a block that overlaps the Region's",
      withZones({ ...boston, cidr: "10.20.32.0/24" }),
      'wavelength.zones[0].cidr: "10.20.32.0/24" overlaps 10.20.32.0/19, which is another subnet\'s or kept ' +
        "for one. Leave it out and a free block is chosen, or give a block that no subnet has.",
    ],
    [
      "with a block outside the VPC",
      withZones({ ...boston, cidr: "10.21.0.0/24" }),
      'wavelength.zones[0].cidr: "10.21.0.0/24" does not lie in the VPC\'s 10.20.0.0/16. ' +
        "Leave it out and a free block is chosen, or give a block that no subnet has.",
    ],
    [
      "with a block too small for a subnet",
      withZones({ ...boston, cidr: "10.20.192.0/29" }),
      'wavelength.zones[0].cidr: "10.20.192.0/29" is a /29; a subnet is between /16 and /28. ' +
        "Leave it out and a free block is chosen, or give a block that no subnet has.",
    ],
    [
      "with more nodes than addresses",
      withZones({ ...boston, cidr: "10.20.192.0/27", maxSize: 3 }),
      'wavelength.zones[0].cidr: "10.20.192.0/27" lacks 35 addresses: 3 nodes with 18 each and 8 for a load ' +
        "balancer. Give the zone a larger block, fewer nodes, or lower warm targets.",
    ],
    [
      "with weights that are all zero",
      withZones({ ...boston, weight: 0 }, { ...newYork, weight: 0 }),
      "wavelength.zones: [0,0] have weight 0 all of them, and Route 53 then answers with every one. " +
        "Give those that are to be answered a weight of 1 or more.",
    ],
    [
      "in Auto Mode",
      { ...valid, nodeGroups: [], cluster: { autoMode: true } },
      'wavelength: ["us-east-1-wl1-bos-wlz-1","us-east-1-wl1-nyc-wlz-1"] needs nodes and a CoreDNS of ours, ' +
        "which a cluster in Auto Mode does not have. " +
        "Turn cluster.autoMode off, and list a node group for the Region.",
    ],
    [
      "whose Kubernetes API private nodes would reach through the internet",
      { ...valid, cluster: { endpoint: "public", publicAccessCidrs: ["198.51.100.0/24"] } },
      'cluster.endpoint: "public" leads nodes in Wavelength Zones to the internet, to which they have no way ' +
        'without carrier IPs. Choose "private" or "both", or turn wavelength.carrierIps on.',
    ],
    [
      "with too few nodes in the Region",
      { ...valid, nodeGroups: [{ ...valid.nodeGroups[0], minSize: 1 }] },
      'nodeGroups: [{"name":"system","minSize":1}] keep 1 in the Region, where CoreDNS needs 2: one for each ' +
        "replica. Raise minSize until the Region has 2 nodes at least.",
    ],
    [
      "with a two-tier sample without a name",
      { ...valid, wavelength: { zones: [boston] } },
      "wavelength.domain: undefined is missing: the two-tier sample answers under it in all zones. " +
        "Give for example play.example.com, or set wavelength.twoTierApp.deploy to false.",
    ],
    [
      "whose nodes have sizes out of order",
      withZones(boston, { ...newYork, desiredSize: 3 }),
      "wavelength.zones[1].desiredSize: 3 does not lie between minSize, 1, and maxSize, 2, which is at " +
        "least 1. Put the three into order.",
    ],
    [
      "with a volume type that zones do not support",
      { ...valid, wavelength: { ...valid.wavelength, volumeType: "gp3" } },
      'wavelength.volumeType: "gp3" is not among the volume types that every Wavelength Zone has: gp2. ' +
        'Use "gp2", or list "gp3" in allowedVolumeTypes if AWS offers it in this zone.',
    ],
    [
      "with a name that is not a domain name",
      { ...valid, wavelength: { ...valid.wavelength, domain: "play" } },
      'wavelength.domain: "play" is not the name of a domain. Give a full name in lower case without ' +
        "a dot at its end, for example play.example.com.",
    ],
    [
      "with a certificate that is not an ACM certificate",
      { ...valid, wavelength: { ...valid.wavelength, certificateArn: "arn:aws:iam::1:cert" } },
      'wavelength.certificateArn: "arn:aws:iam::1:cert" is not the ARN of a certificate of ACM. Give for ' +
        "example arn:aws:acm:us-east-1:123456789012:certificate/<id>, of the cluster's Region.",
    ],
    [
      "with a name but no two-tier sample",
      { ...valid, wavelength: { ...valid.wavelength, twoTierApp: { deploy: false } } },
      'wavelength.domain: "play.example.com" is for the two-tier sample, which is left out. ' +
        "Leave it out, or set wavelength.twoTierApp.deploy to true.",
    ],
    [
      "in a VPC whose free blocks are unknown",
      {
        ...valid,
        network: {
          existing: {
            vpcId: "vpc-1",
            cidrs: ["10.50.0.0/16"],
            subnets: [
              { id: "subnet-a", tier: "private", zone: "us-east-1a", cidr: "10.50.0.0/20" },
              { id: "subnet-b", tier: "private", zone: "us-east-1b", cidr: "10.50.16.0/20" },
            ],
          },
        },
      },
      "wavelength.zones[0].cidr: undefined is missing, and in a VPC that exists this program cannot know " +
        "which blocks are free. Give a block that no subnet of the VPC has.",
    ],
  ];
  for (const [how, raw, message] of spoiled) {
    it(`${how} is refused`, () => refuses(() => plan(raw), message));
  }
});

describe("A cluster's own subnets", () => {
  it("are not in a Wavelength Zone", () => {
    const network = { ...valid.network, zones: ["us-east-1a", "us-east-1-wl1-bos-wlz-1"] };
    refuses(
      () => plan({ ...valid, network }),
      'network.zones[1]: "us-east-1-wl1-bos-wlz-1" is a Wavelength Zone, where EKS keeps no cluster subnet. ' +
        "Give an Availability Zone of us-east-1, for example us-east-1a.",
    );
  });
});

describe("The volumes of a Wavelength Zone", () => {
  it("are gp2, or of a type that the configuration allows", () => {
    checkZoneVolume("gp2", [], "volumeType");
    checkZoneVolume("gp3", ["gp3"], "volumeType");
    refuses(
      () => checkZoneVolume("gp3", [], "volumeType"),
      'volumeType: "gp3" is not among the volume types that every Wavelength Zone has: gp2. Use "gp2", or ' +
        'list "gp3" in allowedVolumeTypes if AWS offers it in this zone.',
    );
  });
});

describe("The data of AWS about a zone", () => {
  const boston = "us-east-1-wl1-bos-wlz-1";

  it("determine whether it is a Wavelength Zone", () => {
    checkZoneType("wavelength-zone", boston, "zone");
    refuses(
      () => checkZoneType("local-zone", "us-west-2-lax-1a", "zone"),
      'zone: "us-west-2-lax-1a" is, as AWS says, of type local-zone. Name a zone of type wavelength-zone.',
    );
  });

  it("determine its instance types", () => {
    checkOfferings(["t3.medium"], ["t3.xlarge", "t3.medium"], boston, "instanceTypes");
    refuses(
      () => checkOfferings(["t3.medium", "m5.large"], ["t3.xlarge", "t3.medium"], boston, "types"),
      `types: ["m5.large"] is not offered in ${boston}. Choose among what it offers: t3.medium, t3.xlarge.`,
    );
    refuses(
      () => checkOfferings(["t3.medium", "m5.large"], [], boston, "types"),
      `types: ["t3.medium","m5.large"] are not offered in ${boston}. ` +
        "Choose another zone: this one offers none.",
    );
  });
});

describe("The version of self-managed nodes", () => {
  it("is within the skew of their control plane", () => {
    for (const version of ["1.35", "1.34", "1.32"]) checkNodeVersion(version, "1.35", "version");
    refuses(
      () => checkNodeVersion("1.36", "1.35", "version"),
      'version: "1.36" is newer than the control plane\'s 1.35: such nodes do not register. ' +
        "Update the cluster first.",
    );
    refuses(
      () => checkNodeVersion("1.31", "1.35", "version"),
      'version: "1.31" is 4 minor versions behind the control plane\'s 1.35, and a kubelet may be 3. Use 1.35.',
    );
  });
});

describe("Weights of DNS records", () => {
  it("are whole numbers from 0 to 255", () => {
    checkWeights([{ weight: 0 }, { weight: 255 }], "records");
    refuses(
      () => checkWeights([{ weight: 1 }, { weight: 256 }], "records"),
      "records[1].weight: 256 is not a whole number between 0 and 255. " +
        "Give the record's share against the other weights, for example 50 of 50 and 50.",
    );
  });
});
