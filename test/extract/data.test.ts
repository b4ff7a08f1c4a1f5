import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Schema } from "../../simulator/schema-file";
import { parseTypesFile } from "../../tools/extract/types-yaml";
import { fileOf, files, folder, problems, type, validator } from "./schemas";

/** The schema of an input by its pointer; references are followed. */
function input(token: string, pointer: string): Schema {
  let schema: Schema = type(token).inputs;
  for (const part of pointer.split("/").slice(1)) {
    const found: Schema | undefined = part === "*" ? schema.items : schema.properties?.[part];
    assert.ok(found, `${token} has no ${pointer}`);
    const name = found.$ref?.replace("#/definitions/", "") ?? "";
    schema = fileOf(token).definitions[name] ?? found;
  }
  return schema;
}

const subnet = "aws:ec2/subnet:Subnet";
const cluster = "aws:eks/cluster:Cluster";

describe("The extracted data", () => {
  it("contains only schemas that compile", () => {
    let count = 0;
    for (const file of files.values()) {
      for (const { inputs, outputs } of [
        ...Object.values(file.types),
        ...Object.values(file.functions),
      ]) {
        assert.doesNotThrow(() => validator(inputs, file));
        assert.doesNotThrow(() => validator(outputs, file));
        count += 2;
      }
    }
    assert.ok(count > 240, `${count} schemas`);
  });

  it("contains exactly the types that types.yaml lists", () => {
    const { types, functions } = parseTypesFile(
      readFileSync(path.join(folder, "by-hand", "types.yaml"), "utf8"),
    );
    const all = [...files.values()];
    assert.deepEqual(
      all.flatMap((file) => Object.keys(file.types)).sort(),
      Object.keys(types).sort(),
    );
    assert.deepEqual(all.flatMap((file) => Object.keys(file.functions)).sort(), functions.sort());
  });

  it("uses every exception of types.yaml", () => {
    const { types } = parseTypesFile(
      readFileSync(path.join(folder, "by-hand", "types.yaml"), "utf8"),
    );
    const left = JSON.parse(readFileSync(path.join(folder, "left-out.json"), "utf8")) as Record<
      string,
      Record<string, string>
    >;
    for (const [token, { inPlace, leaveOut }] of Object.entries(types)) {
      const used = Object.values(left[token] ?? {});
      for (const [pointer, reason] of Object.entries({ ...inPlace, ...leaveOut })) {
        assert.ok(
          used.includes(reason),
          `${token}: nothing is overruled by ${pointer} (${reason})`,
        );
      }
    }
  });

  it("names the versions of its sources", () => {
    assert.deepEqual(Object.keys(fileOf(subnet).sources), ["@pulumi/aws", "botocore", "cfn-lint"]);
    const { version } = JSON.parse(
      readFileSync(require.resolve("@pulumi/aws/package.json"), "utf8"),
    ) as { version: string };
    assert.equal(fileOf(subnet).sources["@pulumi/aws"], version);
  });
});

describe("A change in the extracted data", () => {
  const replacing: [string, string][] = [
    [subnet, "/vpcId"],
    [subnet, "/cidrBlock"],
    [subnet, "/availabilityZone"],
    ["aws:ec2/vpc:Vpc", "/cidrBlock"],
    ["aws:ec2/securityGroup:SecurityGroup", "/description"],
    ["aws:ec2/launchTemplate:LaunchTemplate", "/name"],
    ["aws:ec2/launchTemplate:LaunchTemplate", "/namePrefix"],
    ["aws:iam/role:Role", "/name"],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "/policyArn"],
    [cluster, "/name"],
    [cluster, "/roleArn"],
    [cluster, "/kubernetesNetworkConfig/ipFamily"],
    ["aws:eks/nodeGroup:NodeGroup", "/subnetIds"],
    ["aws:eks/nodeGroup:NodeGroup", "/instanceTypes"],
    ["aws:eks/fargateProfile:FargateProfile", "/selectors"],
    ["aws:kms/alias:Alias", "/name"],
    ["aws:s3/bucket:Bucket", "/bucket"],
  ];
  for (const [token, pointer] of replacing) {
    it(`replaces the resource for ${pointer} of ${token}`, () => {
      assert.ok(type(token).replaces[pointer]);
    });
  }

  const updating: [string, string][] = [
    [subnet, "/tags"],
    [subnet, "/mapPublicIpOnLaunch"],
    ["aws:ec2/vpc:Vpc", "/enableDnsHostnames"],
    ["aws:ec2/routeTableAssociation:RouteTableAssociation", "/routeTableId"],
    ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "/cidrIpv4"],
    ["aws:ec2/launchTemplate:LaunchTemplate", "/imageId"],
    ["aws:autoscaling/group:Group", "/launchTemplate"],
    [cluster, "/version"],
    [cluster, "/vpcConfig"],
    [cluster, "/encryptionConfig"],
    ["aws:eks/nodeGroup:NodeGroup", "/scalingConfig"],
    ["aws:eks/nodeGroup:NodeGroup", "/version"],
    ["aws:eks/addon:Addon", "/addonVersion"],
    ["aws:iam/openIdConnectProvider:OpenIdConnectProvider", "/clientIdLists"],
  ];
  for (const [token, pointer] of updating) {
    it(`does not replace the resource for ${pointer} of ${token}`, () => {
      assert.ok(input(token, pointer));
      assert.equal(type(token).replaces[pointer], undefined);
    });
  }

  it("may replace the resource for a VPC's tenancy and a cluster's encryption", () => {
    assert.deepEqual(type("aws:ec2/vpc:Vpc").mayReplace, {
      "/instanceTenancy": ["cloudformation"],
    });
    assert.deepEqual(type(cluster).mayReplace["/encryptionConfig"], ["types.yaml"]);
  });

  it("replaces the resource for the Region of every resource that has one", () => {
    for (const { types } of files.values()) {
      for (const [token, { inputs, replaces }] of Object.entries(types)) {
        const has = inputs.properties["region"] !== undefined;
        assert.equal(replaces["/region"] !== undefined, has, token);
      }
    }
  });
});

describe("The limits in the extracted data", () => {
  it("include enumerations, also in nested types", () => {
    assert.deepEqual(input("aws:ec2/vpc:Vpc", "/instanceTenancy").enum, [
      "dedicated",
      "default",
      "host",
    ]);
    const template = "aws:ec2/launchTemplate:LaunchTemplate";
    assert.deepEqual(input(template, "/metadataOptions/httpTokens").enum, ["optional", "required"]);
    assert.ok(input(template, "/blockDeviceMappings/*/ebs/volumeType").enum?.includes("gp2"));
    assert.ok(input("aws:eks/nodeGroup:NodeGroup", "/amiType").enum?.includes("CUSTOM"));
  });

  it("include patterns and lengths of names", () => {
    const role = input("aws:iam/role:Role", "/name");
    assert.deepEqual([role.minLength, role.maxLength, role.pattern], [1, 64, "^[\\w+=,.@-]+$"]);
    const name = input(cluster, "/name");
    assert.deepEqual([name.maxLength, name.pattern], [100, "^[0-9A-Za-z][A-Za-z0-9\\-_]*$"]);
    assert.deepEqual(name.from, { botocore: ["maxLength", "minLength", "pattern"] });
  });

  it("include ranges of numbers", () => {
    const window = input("aws:kms/key:Key", "/deletionWindowInDays");
    assert.deepEqual([window.type, window.minimum, window.maximum], ["integer", 7, 30]);
    assert.ok(input("aws:cloudwatch/logGroup:LogGroup", "/retentionInDays").enum?.includes(3653));
  });

  it("include the formats of ids and ARNs", () => {
    assert.equal(input(subnet, "/vpcId").format, "AWS::EC2::VPC.Id");
    assert.equal(input(subnet, "/cidrBlock").format, "ipv4-network");
  });

  const valid = { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" };
  const spoilt: [string, string, object, string[]][] = [
    [
      "a missing required input",
      subnet,
      { cidrBlock: "10.0.0.0/24" },
      ["/ must have required property 'vpcId'"],
    ],
    [
      "an unknown input",
      subnet,
      { ...valid, size: 24 },
      ["/ must NOT have additional properties (size)"],
    ],
    [
      "a value of a wrong type",
      subnet,
      { ...valid, enableDns64: "yes" },
      ["/enableDns64 must be boolean"],
    ],
    [
      "two inputs that exclude each other",
      subnet,
      { ...valid, availabilityZone: "us-east-1a", availabilityZoneId: "use1-az1" },
      ["/availabilityZone boolean schema is false", "/availabilityZoneId boolean schema is false"],
    ],
    [
      "a nested value outside of its enumeration",
      "aws:ec2/launchTemplate:LaunchTemplate",
      { metadataOptions: { httpTokens: "on" } },
      ["/metadataOptions/httpTokens must be equal to one of the allowed values"],
    ],
    [
      "a name that AWS refuses",
      cluster,
      { name: "my cluster", roleArn: "arn:aws:iam::1:role/r", vpcConfig: { subnetIds: [] } },
      ['/name must match pattern "^[0-9A-Za-z][A-Za-z0-9\\-_]*$"'],
    ],
    [
      "too long a tag",
      cluster,
      { roleArn: "r", vpcConfig: { subnetIds: [] }, tags: { a: "x".repeat(257) } },
      ["/tags/a must NOT have more than 256 characters"],
    ],
    [
      "a number out of range",
      "aws:kms/key:Key",
      { deletionWindowInDays: 6 },
      ["/deletionWindowInDays must be >= 7"],
    ],
  ];
  for (const [title, token, value, expected] of spoilt) {
    it(`refuse ${title}`, () => {
      assert.deepEqual(problems(validator(type(token).inputs, fileOf(token)), value), expected);
    });
  }

  it("accept a valid value", () => {
    assert.deepEqual(problems(validator(type(subnet).inputs, fileOf(subnet)), valid), []);
  });
});

describe("The outputs in the extracted data", () => {
  it("list those that are always present", () => {
    const { outputs } = type(cluster);
    for (const name of ["arn", "endpoint", "certificateAuthority", "identities", "status"]) {
      assert.ok(outputs.required?.includes(name), name);
    }
    assert.ok(!outputs.required?.includes("outpostConfig"));
  });

  it("include each readable input", () => {
    const { inputs, outputs } = type(subnet);
    const missing = Object.keys(inputs.properties).filter((name) => !outputs.properties[name]);
    assert.deepEqual(missing, []);
  });

  it("list those that are secret", () => {
    assert.deepEqual(type("aws:ssm/parameter:Parameter").secrets, ["value", "valueWo"]);
    assert.deepEqual(type(subnet).secrets, []);
  });
});
