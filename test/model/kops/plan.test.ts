import assert from "node:assert/strict";
import { checkKops, kopsSettings, type KopsPlan } from "../../../model/kops/plan";
import { kopsManifests, type KopsManifest } from "../../../model/kops/manifests";
import { filled } from "../../../model/schema-parts";
import { refuses } from "../refusal";

const valid: KopsPlan = filled(kopsSettings, {
  clusterName: "kops.dev.example.com",
  kubernetesVersion: "1.35.0",
  networkCidr: "10.30.0.0/16",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  apiAccessCidrs: ["198.51.100.0/24"],
  minNodes: 1,
  maxNodes: 3,
});

const resources = {
  vpcId: "vpc-1",
  bucket: "state",
  subnets: valid.zones.map((zone, index) => ({
    id: `subnet-${index}`,
    zone,
    cidr: `10.30.${index * 32}.0/19`,
    type: "Public" as const,
  })),
};

const spec = (manifest: KopsManifest | undefined) => manifest?.spec as KopsManifest;

describe("The manifests of a kops cluster", () => {
  it("are a Cluster, a control plane group per zone and one group of nodes", () => {
    const manifests = kopsManifests({ ...valid, controlPlaneCount: 3 }, resources);
    assert.deepEqual(
      manifests.map(({ kind, metadata }) => [kind, (metadata as { name: string }).name]),
      [
        ["Cluster", "kops.dev.example.com"],
        ["InstanceGroup", "control-plane-us-east-1a"],
        ["InstanceGroup", "control-plane-us-east-1b"],
        ["InstanceGroup", "control-plane-us-east-1c"],
        ["InstanceGroup", "nodes"],
      ],
    );
  });

  it("use the given VPC and subnets, and do not change their tags", () => {
    const cluster = spec(kopsManifests(valid, resources)[0]);
    assert.equal(cluster.networkID, "vpc-1");
    assert.equal(cluster.networkCIDR, "10.30.0.0/16");
    assert.equal(cluster.DisableSubnetTags, true);
    assert.equal(cluster.configBase, "s3://state/kops.dev.example.com");
    assert.deepEqual((cluster.subnets as unknown[])[1], {
      id: "subnet-1",
      cidr: "10.30.32.0/19",
      name: "us-east-1b",
      type: "Public",
      zone: "us-east-1b",
    });
  });

  it("give nodes private subnets and the load balancer utility subnets in a private topology", () => {
    const subnets = [
      { id: "subnet-p", zone: "us-east-1a", cidr: "10.30.0.0/19", type: "Private" as const },
      { id: "subnet-u", zone: "us-east-1a", cidr: "10.30.252.0/22", type: "Utility" as const },
    ];
    const [cluster, , nodes] = kopsManifests(
      { ...valid, topology: "private" },
      { ...resources, subnets },
    );
    assert.deepEqual(
      (spec(cluster).subnets as Record<string, string>[]).map(({ name, egress }) => [name, egress]),
      [
        ["us-east-1a", "External"],
        ["utility-us-east-1a", undefined],
      ],
    );
    assert.deepEqual(spec(nodes).subnets, ["us-east-1a"]);
    assert.deepEqual(spec(cluster).api, { loadBalancer: { class: "Network", type: "Internal" } });
  });

  it("pass settings to the VPC CNI as environment variables", () => {
    const manifests = kopsManifests(
      { ...valid, cni: { warmIpTarget: 2, minimumIpTarget: 5 } },
      resources,
    );
    assert.deepEqual(spec(manifests[0]).networking, {
      amazonvpc: {
        env: [
          { name: "WARM_IP_TARGET", value: "2" },
          { name: "MINIMUM_IP_TARGET", value: "5" },
        ],
      },
    });
  });

  it("support kubenet", () => {
    const [cluster] = kopsManifests({ ...valid, networking: "kubenet" }, resources);
    assert.deepEqual(spec(cluster).networking, { kubenet: {} });
  });

  it("name the hosted zone if there is one", () => {
    const [cluster] = kopsManifests(
      { ...valid, dns: "private" },
      { ...resources, dnsZoneId: "Z1" },
    );
    assert.equal(spec(cluster).dnsZone, "Z1");
    assert.deepEqual(spec(cluster).topology, { dns: { type: "Private" } });
  });

  it("require the session-based metadata service and encrypt volumes", () => {
    const [cluster, ...groups] = kopsManifests(valid, resources);
    for (const group of groups) {
      assert.deepEqual(spec(group).instanceMetadata, {
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      });
      assert.equal(spec(group).rootVolumeEncryption, true);
    }
    const etcd = spec(cluster).etcdClusters as { etcdMembers: { encryptedVolume: boolean }[] }[];
    assert(etcd.every(({ etcdMembers }) => etcdMembers.every((member) => member.encryptedVolume)));
  });
});

describe("A kops cluster is refused", () => {
  const spoiled: [string, Partial<KopsPlan>, string][] = [
    [
      "without a domain in its name",
      { clusterName: "kops" },
      'clusterName: "kops" is not a DNS name with a domain. Give for example kops.dev.example.com.',
    ],
    [
      "without a patch version",
      { kubernetesVersion: "1.35" },
      'kubernetesVersion: "1.35" is not a version with patch, which kops installs exactly. ' +
        "Give for example 1.35.0.",
    ],
    [
      "with an even control plane",
      { controlPlaneCount: 2 },
      "controlPlaneCount: 2 cannot be spread over 3 zones with an odd number for etcd. " +
        "Take 1, or 3 with at least three zones.",
    ],
    [
      "with more control plane nodes than zones",
      { controlPlaneCount: 3, zones: ["us-east-1a", "us-east-1b"] },
      "controlPlaneCount: 3 cannot be spread over 2 zones with an odd number for etcd. " +
        "Take 1, or 3 with at least three zones.",
    ],
    [
      "with kubenet in private subnets",
      { networking: "kubenet", topology: "private" },
      'networking: "kubenet" needs one route table for all nodes, which private subnets of ' +
        'several zones have not. Choose topology "public" or networking "amazonvpc".',
    ],
    [
      "if it has more nodes than kubenet has routes",
      { networking: "kubenet", maxNodes: 51 },
      "maxNodes: 51 is more than the 50 nodes whose routes fit into kubenet's route table. " +
        'Choose networking "amazonvpc" or fewer nodes.',
    ],
    [
      "if kubenet's pod addresses overlap the VPC",
      { networking: "kubenet", networkCidr: "100.70.0.0/16" },
      'networkCidr: "100.70.0.0/16" overlaps 100.64.0.0/10, from which kubenet gives pods ' +
        "their addresses. Choose a VPC block outside of 100.64.0.0/10.",
    ],
    [
      "with settings of the VPC CNI for kubenet",
      { networking: "kubenet", cni: { warmIpTarget: 2 } },
      'cni: {"warmIpTarget":2} is for the VPC CNI, not for kubenet. ' +
        'Leave it out or choose networking "amazonvpc".',
    ],
    [
      "with settings that only the EKS add-on applies",
      { cni: { customNetworking: true } },
      'cni: {"customNetworking":true} has settings that only the EKS add-on applies: ' +
        "customNetworking or networkPolicy. Leave them out.",
    ],
    [
      "if its API is open to all",
      { apiAccessCidrs: ["0.0.0.0/0"] },
      'apiAccessCidrs: ["0.0.0.0/0"] opens the Kubernetes API to the whole internet. ' +
        "List the networks of the people and systems that use it.",
    ],
    [
      "if the maximum of nodes is less than the minimum",
      { minNodes: 4 },
      "minNodes: 4 is more than maxNodes, 3. Swap them.",
    ],
    [
      "if a zone is not valid",
      { zones: ["us-east-1"] },
      'zones[0]: "us-east-1" is not the name of a zone. ' +
        "Give a name such as us-east-1a, us-west-2-lax-1a or us-east-1-wl1-bos-wlz-1.",
    ],
    [
      "if an instance type does not exist",
      { nodeType: "t3.medum" },
      'nodeType: "t3.medum" is not an EC2 instance type that the published tables list. ' +
        'Did you mean "t3.medium"? "npm run data -- instance-types" reads newer ones.',
    ],
  ];
  for (const [how, change, message] of spoiled) {
    it(how, () => refuses(() => checkKops({ ...valid, ...change }), message));
  }

  it("exactly if it cannot work", () => {
    checkKops(valid);
    checkKops({ ...valid, controlPlaneCount: 3, topology: "private", dns: "public" });
    checkKops({ ...valid, networking: "kubenet", maxNodes: 50 });
  });
});
