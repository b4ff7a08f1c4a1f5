import assert from "node:assert/strict";
import { wavelengthGp2Volumes as rule } from "../../../../policy/rules/wavelength/wavelength-gp2-volumes";
import { judge, notYet, notYetOf, spoil, verdict, violations } from "../../harness/judging";

const zone = "us-east-1-wl1-bos-wlz-1";
const inBoston = `must be gp2 in the Wavelength Zone ${zone}`;
const fix = 'Fix: Set the volume type to "gp2".';

describe("wavelength-gp2-volumes refuses", () => {
  it("a launch template whose group is in a Wavelength Zone by its subnet", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `blockDeviceMappings[0].ebs.volumeType ${inBoston}; it is "gp3".\n${fix}`,
    ]);
  });

  it("such a launch template during preview, when no id is known", () => {
    assert.equal(verdict(rule, rule.fails, { preview: true }), "fail");
  });

  it("a launch template without a root volume", () => {
    assert.deepEqual(
      violations(rule, spoil(rule.passes, "template", { blockDeviceMappings: [] })),
      [
        `The type of the root volume ${inBoston}; no root volume is declared, and EKS AMIs use gp3.\n${fix}`,
      ],
    );
  });

  it("a volume without a type in a launch template", () => {
    const mapping = { deviceName: "/dev/xvda", ebs: { volumeSize: 50 } };
    const spoiled = spoil(rule.passes, "template", { blockDeviceMappings: [mapping] });
    assert.deepEqual(violations(rule, spoiled), [
      `blockDeviceMappings[0].ebs.volumeType ${inBoston}; it is not set, so the AMI decides.\n${fix}`,
    ]);
  });

  it("a launch template that names the zone, before it is created", () => {
    const example = spoil({ template: rule.fails["template"]! }, "template", {
      placement: { availabilityZone: zone },
    });
    assert.deepEqual(violations(rule, example), [
      `blockDeviceMappings[0].ebs.volumeType ${inBoston}; it is "gp3".\n${fix}`,
    ]);
  });

  it("a launch template among the overrides of mixed instances", () => {
    const group = { launchTemplate: undefined, mixedInstancesPolicy: mixed("${template.id}") };
    assert.equal(violations(rule, spoil(rule.fails, "nodes", group)).length, 1);
  });

  it("a launch template of a group that names zones instead of subnets", () => {
    const group = { vpcZoneIdentifiers: undefined, availabilityZones: [zone] };
    assert.equal(violations(rule, spoil(rule.fails, "nodes", group)).length, 1);
  });

  it("an instance and its launch template, by the subnet", () => {
    const example = {
      boston: rule.fails["boston"]!,
      template: rule.fails["template"]!,
      node: {
        type: "aws:ec2/instance:Instance",
        properties: {
          subnetId: "${boston.id}",
          launchTemplate: { id: "${template.id}" },
          rootBlockDevice: { volumeType: "io2" },
        },
      },
    };
    assert.deepEqual(violations(rule, example), [
      `blockDeviceMappings[0].ebs.volumeType ${inBoston}; it is "gp3".\n${fix}`,
      `rootBlockDevice.volumeType ${inBoston}; it is "io2".\n${fix}`,
    ]);
  });

  it("a launch configuration, by the subnet of its group", () => {
    const configuration = {
      type: "aws:ec2/launchConfiguration:LaunchConfiguration",
      properties: { imageId: "ami-1", rootBlockDevice: { volumeType: "gp3" } },
    };
    const group = { launchTemplate: undefined, launchConfiguration: "${old.id}" };
    const example = { ...spoil(rule.passes, "nodes", group), old: configuration };
    assert.deepEqual(violations(rule, example), [
      `rootBlockDevice.volumeType ${inBoston}; it is "gp3".\n${fix}`,
    ]);
  });

  it("a separate volume in the zone", () => {
    const volume = {
      type: "aws:ebs/volume:Volume",
      properties: { availabilityZone: zone, type: "gp3" },
    };
    assert.deepEqual(violations(rule, { volume }), [`type ${inBoston}; it is "gp3".\n${fix}`]);
  });

  it("a StorageClass for the zone with the driver's default, gp3", () => {
    assert.deepEqual(violations(rule, { storage: storageClass("ebs.csi.aws.com", {}) }), [
      `parameters.type ${inBoston}; it is not set, which means gp3.\n${fix}`,
    ]);
  });
});

describe("wavelength-gp2-volumes accepts", () => {
  it("gp3 in an Availability Zone", () => {
    const region = spoil(rule.fails, "boston", { availabilityZone: "us-east-1a" });
    assert.equal(verdict(rule, region), "pass");
    assert.equal(verdict(rule, region, { preview: true }), "pass");
  });

  it("a volume without a type, which EC2 makes gp2", () => {
    const volume = { type: "aws:ebs/volume:Volume", properties: { availabilityZone: zone } };
    assert.equal(verdict(rule, { volume }), "pass");
  });

  it("a StorageClass with gp2, with the in-tree driver's default, or of another driver", () => {
    const classes = [
      storageClass("ebs.csi.aws.com", { type: "gp2" }),
      storageClass("kubernetes.io/aws-ebs", {}),
      storageClass("efs.csi.aws.com", {}),
    ];
    for (const storage of classes) assert.equal(verdict(rule, { storage }), "pass");
  });

  it("volume types that the configuration allows", () => {
    const given = { [rule.id]: { properties: { allowed: ["gp2", "gp3"] } } };
    assert.equal(verdict(rule, rule.fails, { given }), "pass");
  });
});

describe("wavelength-gp2-volumes with subnets of other stacks", () => {
  const elsewhere = spoil(rule.fails, "nodes", { vpcZoneIdentifiers: ["subnet-boston"] });

  it("checks those that the configuration lists", () => {
    const given = { [rule.id]: { properties: { wavelengthSubnets: ["subnet-boston"] } } };
    assert.deepEqual(violations(rule, elsewhere, { given }), [
      `blockDeviceMappings[0].ebs.volumeType must be gp2 in the Wavelength Zone of subnet-boston; it is "gp3".\n${fix}`,
    ]);
  });

  it("names the launch template that it cannot check", () => {
    const group = { launchTemplate: { id: "lt-1" } };
    assert.deepEqual(
      judge([rule], spoil(rule.passes, "nodes", group)).map(({ message }) => message),
      [
        "Not checked, because they refer to other stacks:\nwavelength-gp2-volumes on nodes: launch template lt-1",
      ],
    );
  });
});

describe("wavelength-gp2-volumes during preview", () => {
  const region = { type: "aws:ec2/subnet:Subnet", properties: { availabilityZone: "us-east-1a" } };

  it("reports as unknown which of two subnets a group uses if one is in a zone", () => {
    const vpcZoneIdentifiers = notYetOf("boston", "region");
    const example = spoil({ ...rule.fails, region }, "nodes", { vpcZoneIdentifiers });
    assert.equal(verdict(rule, example), "unknown");
  });

  it("reports a launch template as unknown if one of its two groups is", () => {
    const other = spoil(rule.fails, "nodes", { vpcZoneIdentifiers: ["${region.id}"] })["nodes"]!;
    const vpcZoneIdentifiers = notYetOf("boston", "region");
    const example = spoil({ ...rule.fails, region, other }, "nodes", { vpcZoneIdentifiers });
    assert.equal(verdict(rule, example), "unknown");
  });

  it("decides if both subnets are in a zone, or none is", () => {
    const vpcZoneIdentifiers = notYetOf("first", "second");
    const group = spoil(rule.fails, "nodes", { vpcZoneIdentifiers });
    const boston = rule.fails["boston"]!;
    assert.equal(verdict(rule, { ...group, first: boston, second: boston }), "fail");
    assert.equal(verdict(rule, { ...group, first: region, second: region }), "pass");
  });

  it("reports an unknown volume type", () => {
    const mapping = { deviceName: "/dev/xvda", ebs: { volumeType: notYet } };
    const example = spoil(rule.fails, "template", {
      blockDeviceMappings: [mapping],
      placement: { availabilityZone: zone },
    });
    assert.deepEqual(
      judge([rule], example, { preview: true }).map(({ kind, message }) => [kind, message])[0],
      [
        "unknown",
        "Not checked yet: blockDeviceMappings[0].ebs.volumeType is not known during preview.",
      ],
    );
  });
});

function mixed(override: string) {
  return {
    launchTemplate: {
      launchTemplateSpecification: { launchTemplateId: "lt-elsewhere" },
      overrides: [{ launchTemplateSpecification: { launchTemplateId: override } }],
    },
  };
}

function storageClass(provisioner: string, parameters: Record<string, string>) {
  const term = { key: "topology.kubernetes.io/zone", values: [zone] };
  return {
    type: "kubernetes:storage.k8s.io/v1:StorageClass",
    properties: {
      provisioner,
      parameters,
      allowedTopologies: [{ matchLabelExpressions: [term] }],
    },
  };
}
