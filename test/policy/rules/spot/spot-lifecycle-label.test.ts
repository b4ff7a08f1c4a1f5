import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { Example } from "../../../../policy/frame/rule";
import { spotLifecycleLabel as rule } from "../../../../policy/rules/spot/spot-lifecycle-label";
import { judge, notYet, spoil, verdict, violations } from "../../harness/judging";

const inUserData =
  "Fix: Pass --node-labels=lifecycle=spot to the kubelet in the user data: bootstrap arguments, NodeConfig spec.kubelet.flags, or Bottlerocket settings.kubernetes.node-labels.";

describe("spot-lifecycle-label refuses", () => {
  it("a managed node group of Spot capacity without the label", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      "These Spot nodes must register with the label lifecycle=spot; they register with title=minecraft, eks.amazonaws.com/capacityType=SPOT.\nFix: Add lifecycle=spot to labels.",
    ]);
  });

  it("a label value that does not mean Spot", () => {
    assert.deepEqual(
      violations(rule, spoil(rule.passes, "game-servers", { labels: { lifecycle: "ondemand" } })),
      [
        "These Spot nodes must register with the label lifecycle=spot; they register with lifecycle=ondemand.\nFix: Add lifecycle=spot to labels.",
      ],
    );
  });

  it("a Spot launch template whose user data sets no labels", () => {
    assert.deepEqual(violations(rule, template(script("--max-pods=20"))), [
      `These Spot nodes must register with the label lifecycle=spot; they register with no labels.\n${inUserData}`,
    ]);
  });

  it("a Spot launch template whose NodeConfig in a MIME archive sets other labels", () => {
    const text = mime("application/node.eks.aws", nodeConfig("other=label"));
    assert.deepEqual(violations(rule, template(text)), [
      `These Spot nodes must register with the label lifecycle=spot; they register with other=label, title=minecraft.\n${inUserData}`,
    ]);
  });

  it("a Spot launch template that only the tags of its group mark as nodes", () => {
    const example = { ...template("#!/bin/bash\n/opt/join.sh"), ...group({}) };
    assert.deepEqual(violations(rule, example), [
      `These Spot nodes must register with the label lifecycle=spot; they register with no labels.\n${inUserData}`,
    ]);
  });

  it("a group of mixed instances with Spot capacity, with the name of the launch template", () => {
    const example = {
      ...onDemandTemplate(script("--node-labels=title=minecraft")),
      ...mixedGroup(0),
    };
    assert.deepEqual(violations(rule, example), [
      `The Spot nodes of this group (launch template template) must register with the label lifecycle=spot; they register with title=minecraft.\n${inUserData}`,
    ]);
  });

  it("a launch configuration with a Spot price, a Spot instance and a Spot request", () => {
    const userData = script("--max-pods=20");
    const examples = [
      ["aws:ec2/launchConfiguration:LaunchConfiguration", { spotPrice: "0.1", userData }],
      ["aws:ec2/instance:Instance", { instanceMarketOptions: { marketType: "spot" }, userData }],
      ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", { userDataBase64: base64(userData) }],
    ] as const;
    for (const [type, properties] of examples) {
      assert.equal(violations(rule, { nodes: { type, properties } }).length, 1, type);
    }
  });

  it("node groups of @pulumi/eks by their arguments", () => {
    const examples = [
      ["eks:index:ManagedNodeGroup", { capacityType: "SPOT" }],
      ["eks:index:NodeGroup", { spotPrice: "0.1" }],
      ["eks:index:NodeGroupV2", { spotPrice: "0.1", labels: { title: "minecraft" } }],
    ] as const;
    for (const [type, properties] of examples) {
      assert.equal(violations(rule, { nodes: { type, properties } }).length, 1, type);
    }
  });

  it("a Karpenter node pool with Spot capacity", () => {
    assert.deepEqual(violations(rule, { pool: nodePool(["spot"], {}) }), [
      "These Spot nodes must register with the label lifecycle=spot; they register with karpenter.sh/capacity-type=spot.\nFix: Add lifecycle=spot to spec.template.metadata.labels.",
    ]);
  });
});

describe("spot-lifecycle-label reads labels from", () => {
  const label = "lifecycle=Ec2Spot";
  const sources: [string, string][] = [
    ["a bootstrap script", script(`--node-labels=${label},title=minecraft`)],
    ["a bootstrap script with quotes within quotes", script(`--node-labels="${label}"`)],
    ["a script that computes the value at boot", script("--node-labels=lifecycle=$LIFECYCLE")],
    ["a NodeConfig", nodeConfig(label)],
    ["a NodeConfig in a MIME archive", mime("application/node.eks.aws", nodeConfig(label))],
    ["a script in a MIME archive", mime("text/x-shellscript", script(`--node-labels ${label}`))],
    ["Bottlerocket settings", '[settings.kubernetes.node-labels]\n"lifecycle" = "Ec2Spot"\n'],
    [
      "PowerShell",
      `<powershell>& $EKSBootstrapScriptFile -KubeletExtraArgs "--node-labels=${label}"</powershell>`,
    ],
  ];
  for (const [source, text] of sources) {
    it(source, () => assert.deepEqual(violations(rule, template(text)), []));
  }

  it("compressed user data", () => {
    const compressed = (text: string) => ({ userData: gzipSync(text).toString("base64") });
    const other = compressed(nodeConfig("other=label"));
    const labelled = compressed(nodeConfig(label));
    assert.equal(verdict(rule, spoil(template(""), "template", other)), "fail");
    assert.equal(verdict(rule, spoil(template(""), "template", labelled)), "pass");
  });

  it("plain user data, whatever its length", () => {
    for (const padding of ["", "#", "##", "###"]) {
      const node = {
        type: "aws:ec2/instance:Instance",
        properties: {
          instanceMarketOptions: { marketType: "spot" },
          userData: `${script("--max-pods=20")}${padding}`,
        },
      };
      assert.equal(verdict(rule, { node }), "fail", padding);
    }
  });

  it("each argument for labels of a node group of @pulumi/eks", () => {
    const ways = [
      { labels: { lifecycle: "spot" } },
      { kubeletExtraArgs: `--node-labels=${label}` },
      { bootstrapExtraArgs: `--kubelet-extra-args '--node-labels=${label}'` },
      { nodeUserDataOverride: script(`--node-labels=${label}`) },
      {
        nodeadmExtraOptions: [
          { contentType: "application/node.eks.aws", content: nodeConfig(label) },
        ],
      },
      {
        bottlerocketSettings: {
          settings: { kubernetes: { "node-labels": { lifecycle: "spot" } } },
        },
      },
    ];
    for (const way of ways) {
      const nodes = { type: "eks:index:NodeGroupV2", properties: { spotPrice: "0.1", ...way } };
      assert.equal(verdict(rule, { nodes }), "pass", Object.keys(way)[0]);
    }
  });

  it("the launch template of a managed node group", () => {
    const withTemplate = spoil(rule.fails, "game-servers", {
      launchTemplate: { id: "${template.id}", version: "1" },
    });
    const labelled = onDemandTemplate(nodeConfig(label));
    assert.equal(verdict(rule, { ...withTemplate, ...labelled }), "pass");
    assert.equal(verdict(rule, { ...withTemplate, ...onDemandTemplate("") }), "fail");
  });

  it("a script without its comments", () => {
    const text = `#!/bin/bash\n# --node-labels=${label}\n/etc/eks/bootstrap.sh games`;
    assert.equal(verdict(rule, template(text)), "fail");
  });
});

describe("spot-lifecycle-label accepts", () => {
  it("On-Demand capacity without the label", () => {
    assert.equal(
      verdict(rule, spoil(rule.fails, "game-servers", { capacityType: "ON_DEMAND" })),
      "pass",
    );
    assert.equal(verdict(rule, { ...onDemandTemplate(script("")), ...mixedGroup(100) }), "pass");
    assert.equal(verdict(rule, { pool: nodePool(["on-demand"], {}) }), "pass");
  });

  it("Spot instances that are not nodes of a cluster", () => {
    const film = "#!/bin/bash\nrender-film";
    assert.equal(verdict(rule, template(film)), "pass");
    const untagged = spoil(mixedGroup(0), "nodes", { tags: [] });
    assert.equal(verdict(rule, { ...onDemandTemplate(film), ...untagged }), "pass");
    assert.equal(verdict(rule, { ...onDemandTemplate(script("")), ...untagged }), "fail");
  });

  it("the labels of EKS and Karpenter if the configuration names them", () => {
    const managed = { key: "eks.amazonaws.com/capacityType", values: ["SPOT"] };
    const karpenter = { key: "karpenter.sh/capacity-type", values: ["spot"] };
    assert.equal(verdict(rule, rule.fails, configured(managed)), "pass");
    assert.equal(verdict(rule, { pool: nodePool(["spot"], {}) }, configured(karpenter)), "pass");
  });
});

describe("spot-lifecycle-label", () => {
  it("ignores unknown user data without Spot capacity", () => {
    const example = {
      template: {
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        properties: { imageId: "ami-1", userData: notYet },
      },
    };
    assert.deepEqual(judge([rule], example), []);
  });

  it("reports unknown user data", () => {
    const example = spoil(template(""), "template", { userData: notYet });
    const [finding] = judge([rule], example);
    assert.deepEqual(
      [finding?.kind, finding?.message],
      ["unknown", "Not checked yet: userData is not known during preview."],
    );
  });

  it("reports that it does not check a launch template of another stack", () => {
    const example = spoil(mixedGroup(0), "nodes", {
      mixedInstancesPolicy: {
        instancesDistribution: { onDemandPercentageAboveBaseCapacity: 0 },
        launchTemplate: { launchTemplateSpecification: { launchTemplateId: "lt-1" } },
      },
    });
    assert.deepEqual(
      judge([rule], example).map(({ message }) => message),
      [
        "Not checked, because they refer to other stacks:\nspot-lifecycle-label on nodes: launch template lt-1",
      ],
    );
    assert.deepEqual(judge([rule], spoil(example, "nodes", { tags: [] })), []);
  });
});

function configured(properties: object) {
  return { given: { [rule.id]: { properties: { ...properties } } } };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function script(kubeletArguments: string): string {
  return `#!/bin/bash\nset -o xtrace\n/etc/eks/bootstrap.sh games --kubelet-extra-args '${kubeletArguments}'\n`;
}

function nodeConfig(label: string): string {
  const flags = `    flags:\n      - "--node-labels=${label},title=minecraft"`;
  return `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n${flags}\n`;
}

function mime(type: string, text: string): string {
  return [
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="//"',
    "",
    "--//",
    "Content-Type: text/cloud-config",
    "",
    "#cloud-config",
    "--//",
    `Content-Type: ${type}; charset="us-ascii"`,
    "Content-Transfer-Encoding: base64",
    "",
    base64(text),
    "--//--",
    "",
  ].join("\r\n");
}

function template(userData: string): Example {
  return spoil(onDemandTemplate(userData), "template", {
    instanceMarketOptions: { marketType: "spot" },
  });
}

function onDemandTemplate(userData: string): Example {
  const properties = { userData: base64(userData) };
  return { template: { type: "aws:ec2/launchTemplate:LaunchTemplate", properties } };
}

function group(properties: object): Example {
  const tags = [{ key: "kubernetes.io/cluster/games", value: "owned", propagateAtLaunch: true }];
  const launchTemplate = { id: "${template.id}", version: "$Latest" };
  return {
    nodes: {
      type: "aws:autoscaling/group:Group",
      properties: { tags, launchTemplate, ...properties },
    },
  };
}

function mixedGroup(onDemandPercentageAboveBaseCapacity: number): Example {
  return group({
    launchTemplate: undefined,
    mixedInstancesPolicy: {
      instancesDistribution: { onDemandPercentageAboveBaseCapacity },
      launchTemplate: { launchTemplateSpecification: { launchTemplateId: "${template.id}" } },
    },
  });
}

function nodePool(values: string[], labels: Record<string, string>) {
  const requirements = [
    { key: "node.kubernetes.io/instance-type", operator: "In", values: ["m5.large"] },
    { key: "karpenter.sh/capacity-type", operator: "In", values },
  ];
  return {
    type: "kubernetes:karpenter.sh/v1:NodePool",
    properties: { spec: { template: { metadata: { labels }, spec: { requirements } } } },
  };
}
