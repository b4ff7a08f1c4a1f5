import assert from "node:assert/strict";
import { wavelengthPrivateEndpoint as rule } from "../../../../policy/rules/wavelength/wavelength-private-endpoint";
import { judge, notYet, spoil, verdict, violations, without } from "../../harness/judging";

const zone = "us-east-1-wl1-bos-wlz-1";
const reason = "because nodes in us-east-1-wl1-bos-wlz-1 have no carrier IP address";

const noEndpoint = (service: string) =>
  `The VPC must have an interface endpoint of ${service} with private DNS, ${reason}; it has none.\nFix: Add an aws.ec2.VpcEndpoint of type Interface for com.amazonaws.us-east-1.${service}, with privateDnsEnabled.`;
const noPrivateAccess = (given: string) =>
  `vpcConfig.endpointPrivateAccess of cluster cluster must be true, ${reason}; it is ${given}.\nFix: Set vpcConfig.endpointPrivateAccess to true, or launch the nodes with associateCarrierIpAddress.`;

const vpcConfig = { subnetIds: ["${first.id}", "${second.id}"] };

/** The reasons why something was not judged. */
function notChecked(example: typeof rule.fails) {
  return judge([rule], example).map(({ message }) => message.split("\n")[1]);
}

const instance = (properties: object) => ({
  type: "aws:ec2/instance:Instance",
  properties: { subnetId: "${boston.id}", ...properties },
});

describe("wavelength-private-endpoint refuses", () => {
  it("private nodes without an interface endpoint of EC2, also during preview", () => {
    assert.deepEqual(violations(rule, rule.fails), [noEndpoint("ec2")]);
    assert.deepEqual(violations(rule, rule.fails, { preview: true }), [noEndpoint("ec2")]);
  });

  it("an endpoint of another type, another service, another VPC, or without private DNS", () => {
    for (const part of [
      { vpcEndpointType: "Gateway" },
      { serviceName: "com.amazonaws.us-east-1.ec2messages" },
      { vpcId: "vpc-9" },
      { privateDnsEnabled: false },
      { privateDnsEnabled: undefined },
    ]) {
      assert.deepEqual(violations(rule, spoil(rule.passes, "ec2", part)), [noEndpoint("ec2")]);
    }
  });

  it("a cluster whose endpoint is public only, explicitly or by default", () => {
    for (const endpointPrivateAccess of [false, undefined]) {
      const cluster = { vpcConfig: { ...vpcConfig, endpointPrivateAccess } };
      const given = endpointPrivateAccess === undefined ? "not set" : "false";
      assert.deepEqual(violations(rule, spoil(rule.passes, "cluster", cluster)), [
        noPrivateAccess(given),
      ]);
    }
  });

  it("missing endpoints of other configured services", () => {
    const given = { [rule.id]: { properties: { services: ["ec2", "ecr.api"] } } };
    assert.deepEqual(violations(rule, rule.passes, { given }), [noEndpoint("ecr.api")]);
  });

  it("an instance that joins by its own user data", () => {
    const node = instance({ userData: "#!/bin/bash\nnodeadm init\n" });
    const example = { ...without(rule.fails, "nodes"), node };
    assert.deepEqual(violations(rule, example), [noEndpoint("ec2")]);
  });

  it("a group that only its launch template marks as nodes", () => {
    const userData = Buffer.from("#!/bin/bash\n/etc/eks/bootstrap.sh edge\n").toString("base64");
    const untagged = spoil(rule.fails, "nodes", { tags: undefined });
    assert.equal(verdict(rule, untagged), "pass");
    assert.equal(verdict(rule, spoil(untagged, "template", { userData })), "fail");
  });
});

describe("wavelength-private-endpoint accepts", () => {
  it("nodes with the private endpoint and the endpoint of EC2", () => {
    assert.deepEqual(judge([rule], rule.passes), []);
    assert.deepEqual(judge([rule], rule.passes, { preview: true }), []);
  });

  it("nodes with a carrier address", () => {
    for (const associateCarrierIpAddress of ["true", true]) {
      const networkInterfaces = [{ deviceIndex: 0, associateCarrierIpAddress }];
      assert.equal(verdict(rule, spoil(rule.fails, "template", { networkInterfaces })), "pass");
    }
    const networkInterfaces = [{ deviceIndex: 0, associateCarrierIpAddress: "false" }];
    assert.equal(verdict(rule, spoil(rule.fails, "template", { networkInterfaces })), "fail");
  });

  it("nodes that take their names from their instance ids", () => {
    const config = (on: boolean) =>
      `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  featureGates:\n    InstanceIdNodeName: ${on}\n`;
    const archive = (on: boolean) =>
      [
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n',
        "--//\nContent-Type: text/x-shellscript\n\n#!/bin/bash\necho hello\n",
        `--//\nContent-Type: application/node.eks.aws\n\n${config(on)}`,
        "--//--\n",
      ].join("\n");
    for (const form of [config, archive]) {
      const named = (on: boolean) =>
        spoil(rule.fails, "template", { userData: Buffer.from(form(on)).toString("base64") });
      assert.equal(verdict(rule, named(true)), "pass");
      assert.equal(verdict(rule, named(false)), "fail");
    }
  });

  it("a subnet that routes to a NAT gateway", () => {
    const routed = {
      ...rule.fails,
      table: {
        type: "aws:ec2/routeTable:RouteTable",
        properties: { routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }] },
      },
      association: {
        type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
        properties: { subnetId: "${boston.id}", routeTableId: "${table.id}" },
      },
    };
    assert.equal(verdict(rule, routed), "pass");
    const both = { vpcZoneIdentifiers: ["${boston.id}", "${first.id}"] };
    assert.equal(verdict(rule, spoil(routed, "nodes", both)), "fail");
    const carrier = { routes: [{ cidrBlock: "0.0.0.0/0", carrierGatewayId: "cagw-1" }] };
    assert.equal(verdict(rule, spoil(routed, "table", carrier)), "fail");
  });

  it("nodes in the Region and instances that are not nodes", () => {
    const region = spoil(rule.fails, "nodes", { vpcZoneIdentifiers: ["${first.id}"] });
    assert.equal(verdict(rule, region), "pass");
    const game = { ...without(rule.fails, "nodes"), game: instance({ tags: { Name: "game" } }) };
    assert.equal(verdict(rule, game), "pass");
  });
});

describe("wavelength-private-endpoint does not check resources of other stacks:", () => {
  it("a VPC, a cluster, a launch template", () => {
    const foreign = Object.fromEntries(
      Object.entries(rule.fails)
        .filter(([name]) => name !== "network")
        .map(([name, { type, properties }]) => [
          name,
          {
            type,
            properties: properties?.["vpcId"] ? { ...properties, vpcId: "vpc-9" } : properties!,
          },
        ]),
    );
    const on = "wavelength-private-endpoint on nodes: ";
    assert.deepEqual(notChecked(foreign), [`${on}the interface endpoints of vpc-9`]);
    assert.deepEqual(notChecked(without(rule.passes, "cluster")), [`${on}its cluster`]);
    const template = { launchTemplate: { id: "lt-9", version: "1" } };
    assert.deepEqual(notChecked(spoil(rule.fails, "nodes", template)), [
      `${on}launch template lt-9`,
    ]);
    const zones = { vpcZoneIdentifiers: undefined, availabilityZones: [zone] };
    assert.deepEqual(notChecked(spoil(rule.fails, "nodes", zones)), [`${on}its VPC`]);
  });
});

describe("wavelength-private-endpoint", () => {
  it("reports unknown nodes, launch templates and subnets of the cluster", () => {
    const unknowns = {
      "the subnet": spoil(rule.fails, "nodes", { vpcZoneIdentifiers: notYet }),
      "the launch template": spoil(rule.fails, "nodes", { launchTemplate: { id: notYet } }),
      "a subnet of cluster cluster": spoil(rule.passes, "cluster", { vpcConfig: notYet }),
    };
    for (const [what, example] of Object.entries(unknowns)) {
      assert.deepEqual(
        judge([rule], example).map(({ message }) => message),
        [`Not checked yet: ${what} is not known during preview.`],
      );
    }
  });

  it("accepts unknown user data that makes no difference", () => {
    assert.deepEqual(judge([rule], spoil(rule.passes, "template", { userData: notYet })), []);
    assert.equal(verdict(rule, spoil(rule.fails, "template", { userData: notYet })), "unknown");
  });

  it("accepts unknown subnets in a stack without Wavelength Zones", () => {
    const region = spoil(rule.fails, "boston", { availabilityZone: "us-east-1c" });
    assert.deepEqual(judge([rule], spoil(region, "nodes", { vpcZoneIdentifiers: notYet })), []);
  });
});
