import assert from "node:assert/strict";
import { GatewayApi } from "../../components/gateway-api";
import { gatewayApiVersion } from "../../model/lattice/gateway-api";
import { refuses } from "../model/refusal";
import { deploy } from "./harness";

const CRD = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";
const KINDS = [
  "BackendTLSPolicy",
  "GRPCRoute",
  "Gateway",
  "GatewayClass",
  "HTTPRoute",
  "ListenerSet",
  "ReferenceGrant",
  "TLSRoute",
];

interface Definition {
  metadata: { annotations: Record<string, string> };
  spec: { names: { kind: string } };
}

const deployed = () => deploy(() => new GatewayApi("gateway-api", { kubernetesVersion: "1.35" }));

describe("The Gateway API's definitions", () => {
  it("are those of the standard channel, each a resource that a preview shows", async () => {
    const { resources } = await deployed();
    const definitions = resources
      .filter(({ type }) => type === CRD)
      .map(({ inputs }) => inputs as unknown as Definition);
    assert.deepEqual(definitions.map(({ spec }) => spec.names.kind).sort(), KINDS);
    for (const { metadata, spec } of definitions) {
      const { annotations } = metadata;
      const prefix = "gateway.networking.k8s.io";
      assert.deepEqual(
        [annotations[`${prefix}/bundle-version`], annotations[`${prefix}/channel`]],
        [`v${gatewayApiVersion}`, "standard"],
        spec.names.kind,
      );
    }
  });

  it("come with the policy that refuses older ones", async () => {
    const { resources } = await deployed();
    const others = resources.filter(({ type }) => /ValidatingAdmissionPolicy/.test(type));
    assert.deepEqual(
      others.map(({ type, name }) => [type, name]),
      ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"].map((kind) => [
        `kubernetes:admissionregistration.k8s.io/v1:${kind}`,
        "gateway-api:safe-upgrades.gateway.networking.k8s.io",
      ]),
    );
  });

  it("are all awaited", async () => {
    const { result, resources } = await deployed();
    assert.equal(result.ready.length, resources.length - 1);
  });

  it("are refused where the cluster is older than the controller allows", async () => {
    const { resources } = await deploy(() =>
      refuses(
        () => new GatewayApi("gateway-api", { kubernetesVersion: "1.30" }),
        'kubernetesVersion: "1.30" is older than the 1.31 that the VPC Lattice controller and the Gateway API need. Update the cluster to 1.31 or later.',
      ),
    );
    assert.deepEqual(resources, []);
  });
});
