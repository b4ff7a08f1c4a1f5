import assert from "node:assert/strict";
import { parse } from "yaml";
import { bottlerocketUserData, nodeConfigUserData } from "../../../model/nodes/node-config";

describe("User data of a node", () => {
  it("of a managed node group contains only settings that EKS does not set", () => {
    assert.equal(
      nodeConfigUserData({ maxPods: 110 }),
      [
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="NODE-CONFIG"',
        "",
        "--NODE-CONFIG",
        "Content-Type: application/node.eks.aws",
        "",
        "apiVersion: node.eks.aws/v1alpha1",
        "kind: NodeConfig",
        "spec:",
        "  kubelet:",
        "    config:",
        "      maxPods: 110",
        "",
        "--NODE-CONFIG--",
        "",
      ].join("\n"),
    );
  });

  it("of a self-managed node joins the cluster with labels and taints", () => {
    const cluster = {
      name: "dev",
      apiServerEndpoint: "https://example.eks.amazonaws.com",
      certificateAuthority: "Q0E=",
      cidr: "172.20.0.0/16",
    };
    const userData = nodeConfigUserData({
      cluster,
      labels: { lifecycle: "spot", "node.kubernetes.io/pool": "edge" },
      taints: ["gpu=true:NoSchedule"],
    });
    const body = userData.split("\n\n")[2]?.split("\n--")[0] ?? "";
    assert.deepEqual(parse(body), {
      apiVersion: "node.eks.aws/v1alpha1",
      kind: "NodeConfig",
      spec: {
        cluster,
        kubelet: {
          flags: [
            "--node-labels=lifecycle=spot,node.kubernetes.io/pool=edge",
            "--register-with-taints=gpu=true:NoSchedule",
          ],
        },
      },
    });
  });

  it("of a Bottlerocket node is TOML", () => {
    assert.equal(bottlerocketUserData({ maxPods: 29 }), "[settings.kubernetes]\nmax-pods = 29\n");
  });
});
