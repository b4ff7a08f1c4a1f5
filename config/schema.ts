import { cloudMapSchema } from "./cloud-map";
import { customRoutingSchema } from "./custom-routing";
import { cniSettingsSchema } from "../model/nodes/cni-settings";
import { endpointDnsSchema } from "./endpoint-dns";
import { latticeSchema } from "./lattice";
import { givenNetworkSchema } from "../model/network/given-network";
import { choice, count, flag, list, object, objects, text, texts } from "../model/schema-parts";
import { wavelengthSchema } from "./wavelength";

/** A name that Kubernetes, EKS and IAM all accept. */
const name = (description: string) =>
  text(description, { pattern: "^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$" });

const network = object(
  "the VPC of the cluster: a block and zones for a new one, or an existing one",
  {
    cidr: text("IPv4 block of a new VPC, for example 10.10.0.0/16"),
    zones: list("names of 2 to 6 Availability Zones"),
    podCidr: text("second IPv4 block for pods, for example 100.64.0.0/16"),
    peerCidrs: list("IPv4 blocks of connected networks", []),
    nat: choice("NAT gateways", ["none", "single", "perAz"]),
    ipv6: flag("true for IPv6 addresses beside IPv4", false),
    gatewayEndpoints: list("services reached through gateway endpoints", ["s3", "dynamodb"]),
    interfaceEndpoints: list("services reached through interface endpoints, for example ecr.api"),
    flowLogs: { type: "boolean", description: "true for VPC flow logs" },
    existing: { ...givenNetworkSchema, description: "a VPC to use instead of a new one" },
  },
);

const cluster = object("the EKS cluster", {
  name: name("name of the cluster: up to 42 lower-case letters, digits and hyphens"),
  version: text("Kubernetes minor version in quotes"),
  endpoint: choice("from where the API is reached", ["public", "private", "both"]),
  publicAccessCidrs: list("CIDRs that may reach a public endpoint", []),
  privateAccessCidrs: list("CIDRs outside of the VPC that may reach a private endpoint", []),
  serviceCidr: text("IPv4 block of Service addresses", { default: "172.20.0.0/16" }),
  logRetentionDays: count("days that control plane logs are kept", 1),
  deletionProtection: {
    type: "boolean",
    description: "true where deletion must be unlocked first",
  },
  zonalShift: { type: "boolean", description: "true where AWS may move traffic out of a zone" },
  autoMode: flag("true for EKS Auto Mode", false),
  remoteNetworks: object(
    "networks of hybrid nodes",
    { nodeCidrs: list("blocks of the nodes"), podCidrs: list("blocks of their pods", []) },
    ["nodeCidrs"],
  ),
  addOnVersions: texts("versions of core add-ons by name", {}),
});

const taint = object(
  "a taint",
  {
    key: text("key"),
    value: text("value"),
    effect: choice("effect", ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"]),
  },
  ["key", "effect"],
);

const nodeGroup = object(
  "a managed node group",
  {
    name: name("name of the group"),
    instanceTypes: { ...list("EC2 instance types"), minItems: 1 },
    ami: choice("operating system", ["al2023", "bottlerocket"], "al2023"),
    capacityType: choice("capacity", ["ON_DEMAND", "SPOT"], "ON_DEMAND"),
    minSize: count("nodes at least", 0),
    desiredSize: count("nodes at first", 0),
    maxSize: count("nodes at most", 1),
    podsPerNode: count("pods with an address of their own on a full node", 1),
    placement: choice("subnets of the nodes", ["private", "public"], "private"),
    volumeSize: count("GiB for images and containers", 20, 50),
    labels: texts("labels of the nodes", {}),
    taints: objects("taints of the nodes", taint, []),
    maxUnavailable: count("nodes that an update takes away at once", 1, 1),
    updateStrategy: choice("order of an update", ["DEFAULT", "MINIMAL"], "DEFAULT"),
    autoRepair: flag("true where EKS replaces broken nodes", true),
  },
  ["name", "instanceTypes", "minSize", "desiredSize", "maxSize"],
);

const fargate = object(
  "a Fargate profile",
  {
    name: name("name of the profile"),
    selectors: objects(
      "which pods run on Fargate",
      object("a selector", { namespace: text("namespace"), labels: texts("labels") }, [
        "namespace",
      ]),
    ),
    maxPods: count("pods at most, for the plan of addresses", 1),
  },
  ["name", "selectors", "maxPods"],
);

const access = object(
  "access of an IAM role",
  {
    name: name("what the access is for"),
    principalArn: text("ARN of the IAM role; a new role when left out"),
    policy: choice("what it may do", ["view", "edit", "admin", "clusterAdmin"]),
    namespaces: list("namespaces that it is limited to"),
  },
  ["name", "policy"],
);

const kops = object(
  "what a team needs to start a kops cluster, on a VPC of its own",
  {
    clusterName: text("full DNS name of the cluster"),
    kubernetesVersion: text("Kubernetes version with patch"),
    networkCidr: text("IPv4 block of the VPC"),
    zones: list("names of 2 to 6 Availability Zones"),
    topology: choice("where nodes are", ["public", "private"], "public"),
    networking: choice("how pods get addresses", ["amazonvpc", "kubenet"], "amazonvpc"),
    cni: cniSettingsSchema,
    dns: choice("where the API's name is resolved", ["none", "public", "private"], "none"),
    apiAccessCidrs: list("IPv4 blocks that may reach the API"),
    controlPlaneCount: count("control plane nodes", 1, 1),
    controlPlaneType: text("instance type of the control plane"),
    nodeType: text("instance type of nodes"),
    minNodes: count("nodes at least", 0),
    maxNodes: count("nodes at most", 1),
  },
  [
    "clusterName",
    "kubernetesVersion",
    "networkCidr",
    "zones",
    "apiAccessCidrs",
    "minNodes",
    "maxNodes",
  ],
);

/** JSON schema of a stack's configuration. */
export const stackSchema = {
  ...object(
    "the configuration of a stack",
    {
      environment: choice("dev or prod: which stack is composed, and with which defaults", [
        "dev",
        "prod",
      ]),
      network,
      cluster: { ...cluster, default: {} },
      cni: { ...cniSettingsSchema, default: {} },
      nodeGroups: objects("managed node groups", nodeGroup, []),
      fargate: objects("Fargate profiles", fargate, []),
      access: objects("access of further IAM roles to the cluster", access, []),
      guestbook: object("the guestbook sample", {
        deploy: flag("true where the sample is deployed", true),
        replicas: count("frontend pods", 1),
        exposure: choice("who reaches it", ["internet", "internal"]),
      }),
      kops,
      wavelength: wavelengthSchema,
      endpointDns: endpointDnsSchema,
      cloudMap: cloudMapSchema,
      lattice: latticeSchema,
      customRouting: customRoutingSchema,
    },
    ["environment", "network"],
  ),
};
