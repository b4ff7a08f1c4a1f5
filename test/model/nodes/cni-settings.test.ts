import assert from "node:assert/strict";
import {
  cniConfigurationKeys,
  cniConflicts,
  cniVariables,
} from "../../../model/nodes/cni-conflicts";
import {
  checkCniSettings,
  cniConfiguration,
  type CniContext,
  type CniSettings,
} from "../../../model/nodes/cni-settings";
import { instanceType } from "../../../model/nodes/instance-types";
import { refuses } from "../refusal";

const all: CniSettings = {
  warmIpTarget: 2,
  minimumIpTarget: 10,
  prefixDelegation: false,
  externalSnat: true,
  customNetworking: true,
  subnetDiscovery: false,
  podEnis: true,
  networkPolicy: true,
  logFile: "stdout",
  logLevel: "WARN",
};

describe("The VPC CNI's configuration", () => {
  it("contains every setting under the plugin's name, as a string", () => {
    const configs = {
      "us-east-1a": { subnetId: "subnet-a", securityGroupIds: ["sg-1"] },
      "us-east-1b": { subnetId: "subnet-b" },
    };
    assert.deepEqual(cniConfiguration(all, configs, "us-east-1"), {
      env: {
        WARM_IP_TARGET: "2",
        MINIMUM_IP_TARGET: "10",
        ENABLE_PREFIX_DELEGATION: "false",
        AWS_VPC_K8S_CNI_EXTERNALSNAT: "true",
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true",
        ENABLE_SUBNET_DISCOVERY: "false",
        ENABLE_POD_ENI: "true",
        AWS_VPC_K8S_CNI_LOG_FILE: "stdout",
        AWS_VPC_K8S_CNI_LOGLEVEL: "WARN",
        ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
      },
      init: { env: { DISABLE_TCP_EARLY_DEMUX: "true" } },
      enableNetworkPolicy: "true",
      eniConfig: {
        create: true,
        region: "us-east-1",
        subnets: {
          "us-east-1a": { id: "subnet-a", securityGroups: ["sg-1"] },
          "us-east-1b": { id: "subnet-b" },
        },
      },
    });
  });

  it("omits settings that have the plugin's default", () => {
    assert.deepEqual(cniConfiguration({}), { env: {} });
  });

  it("lists networks without translation, separated by commas", () => {
    assert.deepEqual(cniConfiguration({ excludeSnatCidrs: ["10.1.0.0/16", "10.2.0.0/16"] }), {
      env: { AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: "10.1.0.0/16,10.2.0.0/16" },
    });
  });

  it("contains only names that the plugin and the add-on define", () => {
    const { env, ...rest } = cniConfiguration(
      { ...all, warmEniTarget: 1, warmPrefixTarget: 1, excludeSnatCidrs: [] },
      {},
      "us-east-1",
    );
    for (const name of Object.keys(env as object)) assert(cniVariables.includes(name), name);
    for (const key of Object.keys(rest)) assert(cniConfigurationKeys.includes(key), key);
  });
});

describe("VPC CNI settings", () => {
  it("that fit the nodes are accepted", () => {
    checkCniSettings(all, { publicNodes: false, podSubnets: true });
    checkCniSettings(
      { prefixDelegation: true, warmPrefixTarget: 1 },
      { instanceTypes: [instanceType("m5.large"), instanceType("c7g.metal")] },
    );
    checkCniSettings({ excludeSnatCidrs: ["10.20.0.0/16"], logFile: "/var/log/ipamd.log" });
  });

  const refused: [string, object, CniContext, string][] = [
    [
      "that are unknown",
      { warmIpTargt: 2 },
      {},
      'cni.warmIpTargt: 2 is not an argument. Did you mean "warmIpTarget"?',
    ],
    [
      "below zero",
      { warmEniTarget: -1 },
      {},
      "cni.warmEniTarget: -1 must be >= 0. " +
        "Give whole network interfaces kept free on a node, 0 or more (WARM_ENI_TARGET).",
    ],
    [
      "with an unknown log level",
      { logLevel: "TRACE" },
      {},
      'cni.logLevel: "TRACE" is not a choice. Use one of "DEBUG", "INFO", "WARN", "ERROR", "FATAL".',
    ],
    [
      "with external SNAT for nodes in public subnets",
      { externalSnat: true },
      { publicNodes: true },
      "cni.externalSnat: true takes the internet from pods on nodes in public subnets: an internet " +
        "gateway does not translate pod addresses. Put the nodes into private subnets behind a NAT " +
        "gateway, or leave external SNAT off.",
    ],
    [
      "with networks excluded from a disabled translation",
      { externalSnat: true, excludeSnatCidrs: ["10.20.0.0/16"] },
      {},
      'cni.excludeSnatCidrs: ["10.20.0.0/16"] excludes networks from a translation that ' +
        "AWS_VPC_K8S_CNI_EXTERNALSNAT has turned off. Set one of the two: with external SNAT, pods " +
        "reach every network with their own address.",
    ],
    [
      "with prefix delegation on a type that is not Nitro-based",
      { prefixDelegation: true },
      { instanceTypes: [instanceType("m5.large"), instanceType("m4.large")] },
      "cni.prefixDelegation: true does not work on m4.large, which is not based on the Nitro System. " +
        "Choose Nitro-based instance types, for example t3, m5 or later, or leave it off.",
    ],
    [
      "with a minimum but no warm target",
      { minimumIpTarget: 10 },
      {},
      "cni.minimumIpTarget: 10 without WARM_IP_TARGET keeps no address warm: a node never gets more " +
        "than the minimum. Set WARM_IP_TARGET too, for example to 2.",
    ],
    [
      "with warm interfaces that warm addresses override",
      { warmEniTarget: 1, warmIpTarget: 2 },
      {},
      "cni.warmEniTarget: 1 is ignored as soon as WARM_IP_TARGET or MINIMUM_IP_TARGET is set. " +
        "Leave out one or the other.",
    ],
    [
      "with warm prefixes and no prefixes",
      { warmPrefixTarget: 1 },
      {},
      "cni.warmPrefixTarget: 1 counts prefixes, which there are only with ENABLE_PREFIX_DELEGATION. " +
        "Turn prefix delegation on or leave the target out.",
    ],
    [
      "with warm prefixes that warm addresses override",
      { prefixDelegation: true, warmPrefixTarget: 1, warmIpTarget: 5 },
      {},
      "cni.warmPrefixTarget: 1 is overridden by WARM_IP_TARGET and MINIMUM_IP_TARGET. " +
        "Leave out one or the other.",
    ],
    [
      "with a warm prefix target of 0",
      { prefixDelegation: true, warmPrefixTarget: 0 },
      {},
      "cni.warmPrefixTarget: 0 is not supported: every new pod would wait for a prefix. " +
        "Set it to 1 or more.",
    ],
    [
      "with an invalid excluded network",
      { excludeSnatCidrs: ["10.20.0.0/16", "10.30.0.1/16"] },
      {},
      'cni.excludeSnatCidrs[1]: "10.30.0.1/16" is not an IPv4 CIDR block, and the plugin skips what ' +
        "it cannot read. Write an address, a slash and a prefix length, for example 10.20.0.0/16.",
    ],
    [
      "with custom networking and no pod subnet",
      { customNetworking: true },
      { podSubnets: false },
      "cni.customNetworking: true has no pod subnets to take addresses from. " +
        'Give the network a pod CIDR, for example podCidr: "100.64.0.0/16".',
    ],
    [
      "with a log file that is not a path",
      { logFile: "ipamd.log" },
      {},
      'cni.logFile: "ipamd.log" must match pattern "^(stdout|stderr|/.+)$". ' +
        "Give stdout, stderr or an absolute path on the node for the address manager's log.",
    ],
  ];
  for (const [how, settings, context, message] of refused) {
    it(`${how} are refused`, () => refuses(() => checkCniSettings(settings, context), message));
  }

  it("of other programs are checked by their environment variables", () => {
    assert.deepEqual(
      cniConflicts({ MINIMUM_IP_TARGET: "10", WARM_PREFIX_TARGET: "0" }).map(
        ({ variable }) => variable,
      ),
      ["MINIMUM_IP_TARGET", "WARM_PREFIX_TARGET", "WARM_PREFIX_TARGET", "WARM_PREFIX_TARGET"],
    );
    assert.deepEqual(cniConflicts({ WARM_ENI_TARGET: "1", WARM_IP_TARGET: "" }), []);
  });
});
