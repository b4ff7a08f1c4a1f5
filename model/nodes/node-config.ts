import { stringify } from "yaml";

/** The configuration of an AL2023 node at its start. */
export interface NodeConfigArgs {
  /** Maximum of pods, for CNI modes that the AMI's own calculation does not cover. */
  maxPods?: number;
  /** Labels that the node registers with. */
  labels?: Readonly<Record<string, string>>;
  /** Taints that the node registers with, as the kubelet reads them: `gpu=true:NoSchedule`. */
  taints?: readonly string[];
  /** Cluster to join. Omitted for managed node groups, because EKS adds it. */
  cluster?: {
    name: string;
    /** `https://…` */
    apiServerEndpoint: string;
    /** Base64. */
    certificateAuthority: string;
    /** Service CIDR. */
    cidr: string;
  };
}

const boundary = "NODE-CONFIG";

/**
 * User data of an AL2023 node: a NodeConfig object in a MIME message.
 * Source: nodeadm/doc/api.md of github.com/awslabs/amazon-eks-ami.
 *
 * @returns plain text; EC2 requires base64.
 */
export function nodeConfigUserData(args: NodeConfigArgs): string {
  const { maxPods, labels = {}, taints = [], cluster } = args;
  const labelFlag = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  const flags = [
    ...(labelFlag ? [`--node-labels=${labelFlag}`] : []),
    ...(taints.length > 0 ? [`--register-with-taints=${taints.join(",")}`] : []),
  ];
  const nodeConfig = {
    apiVersion: "node.eks.aws/v1alpha1",
    kind: "NodeConfig",
    spec: {
      ...(cluster && { cluster }),
      kubelet: {
        ...(maxPods !== undefined && { config: { maxPods } }),
        ...(flags.length > 0 && { flags }),
      },
    },
  };
  return [
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    "",
    `--${boundary}`,
    "Content-Type: application/node.eks.aws",
    "",
    stringify(nodeConfig, { lineWidth: 0 }),
    `--${boundary}--`,
    "",
  ].join("\n");
}

/**
 * User data of a Bottlerocket node of a managed node group: TOML settings that EKS merges with
 * its own.
 */
export function bottlerocketUserData({ maxPods }: { maxPods: number }): string {
  return `[settings.kubernetes]\nmax-pods = ${maxPods}\n`;
}
