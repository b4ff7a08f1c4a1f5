import assert from "node:assert/strict";
import { parseStackConfig } from "../../config/stack";
import { cachePrefix } from "../../config/wavelength";
import { refuses } from "../model/refusal";

const boston = {
  ...{ name: "boston", zone: "us-east-1-wl1-bos-wlz-1", instanceTypes: ["t3.medium"] },
  ...{ minSize: 1, desiredSize: 1, maxSize: 2 },
};
const system = {
  ...{ name: "system", instanceTypes: ["t3.large"], labels: { team: "games" } },
  ...{ minSize: 2, desiredSize: 2, maxSize: 4 },
};
const wavelength = { domain: "play.example.com", zones: [boston] };
const valid = {
  environment: "dev",
  network: { cidr: "10.20.0.0/16", zones: ["us-east-1a", "us-east-1b"] },
  nodeGroups: [system],
  wavelength,
};

describe("The configuration of Wavelength Zones", () => {
  it("has private nodes on gp2 volumes and equal shares by default", () => {
    assert.deepEqual(parseStackConfig(valid).wavelength, {
      domain: "play.example.com",
      zones: [{ ...boston, weight: 100 }],
      carrierIps: false,
      volumeType: "gp2",
      allowedVolumeTypes: [],
      twoTierApp: { deploy: true },
    });
  });

  it("labels the Region's nodes, in addition to their own labels", () => {
    const [group] = parseStackConfig(valid).nodeGroups;
    assert.deepEqual(group?.labels, { team: "games", "parentregion.resources": "true" });
  });

  it("adds the endpoints that private nodes need to those of the network", () => {
    const network = { ...valid.network, interfaceEndpoints: ["kms", "sts"] };
    assert.deepEqual(parseStackConfig({ ...valid, network }).network.interfaceEndpoints, [
      ...["kms", "sts", "ec2", "ecr.api", "ecr.dkr", "eks-auth", "logs", "s3"],
    ]);
  });

  it("adds no endpoints for nodes with carrier IPs", () => {
    const open = { ...valid, wavelength: { ...wavelength, carrierIps: true } };
    assert.deepEqual(parseStackConfig(open).network.interfaceEndpoints, []);
  });

  it("changes nothing in a cluster without zones", () => {
    const { nodeGroups, network } = parseStackConfig({ ...valid, wavelength: undefined });
    assert.deepEqual(nodeGroups[0]?.labels, { team: "games" });
    assert.deepEqual(network.interfaceEndpoints, []);
  });

  it("names cached images after the cluster, as far as ECR accepts it", () => {
    assert.equal(cachePrefix("eks-scenarios-dev"), "eks-scenarios-dev");
    assert.equal(
      cachePrefix("games-of-the-northern-continen-tal"),
      "games-of-the-northern-continen",
    );
    assert.equal(
      cachePrefix("games-of-the-northern-contine-ntal"),
      "games-of-the-northern-contine",
    );
  });

  const spoiled: [string, object, string][] = [
    [
      "a zone without instance types",
      { ...wavelength, zones: [{ ...boston, instanceTypes: [] }] },
      "wavelength.zones[0].instanceTypes: [] must NOT have fewer than 1 items. " +
        'Give EC2 instance types that the zone offers, of one architecture, the preferred one first, for example ["t3.medium","t3.xlarge"].',
    ],
    [
      "an unknown setting",
      { ...wavelength, zones: [{ ...boston, subnet: "subnet-1" }] },
      'wavelength.zones[0].subnet: "subnet-1" is not an argument. Use one of "name", "zone", "cidr", ' +
        '"instanceTypes", "minSize", "desiredSize", "maxSize", "weight".',
    ],
    [
      "a name that is not valid for a namespace",
      { ...wavelength, zones: [{ ...boston, name: "Boston" }] },
      'wavelength.zones[0].name: "Boston" must match pattern "^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$". ' +
        "Give short name of the place, which becomes a namespace, for example boston.",
    ],
    [
      "a weight that Route 53 does not accept",
      { ...wavelength, zones: [{ ...boston, weight: 256 }] },
      "wavelength.zones[0].weight: 256 must be <= 255. " +
        "Give share of the DNS answers that lead to the zone: 0 to 255.",
    ],
  ];
  for (const [what, settings, message] of spoiled) {
    it(`refuses ${what}`, () => {
      refuses(() => parseStackConfig({ ...valid, wavelength: settings }), message);
    });
  }
});
