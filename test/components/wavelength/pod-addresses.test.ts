import assert from "node:assert/strict";
import { ZoneEniConfig, type ZoneEniConfigArgs } from "../../../components/vpc-cni";
import { refuses } from "../../model/refusal";
import { deploy } from "../harness";

const eniConfig = "kubernetes:crd.k8s.amazonaws.com/v1alpha1:ENIConfig";

const valid: ZoneEniConfigArgs = {
  zone: "us-east-1-wl1-bos-wlz-1",
  subnetId: "subnet-boston",
};

const deployed = (change: Partial<ZoneEniConfigArgs> = {}) =>
  deploy(() => new ZoneEniConfig("boston", { ...valid, ...change }));

describe("The pod addresses of a Wavelength Zone", () => {
  it("are from the zone's subnet, found by the zone's name", async () => {
    const { inputs } = (await deployed()).get(eniConfig);
    assert.deepEqual(inputs, {
      apiVersion: "crd.k8s.amazonaws.com/v1alpha1",
      kind: "ENIConfig",
      metadata: { name: "us-east-1-wl1-bos-wlz-1" },
      spec: { subnet: "subnet-boston" },
    });
  });

  it("have their own security groups if they are given", async () => {
    const { inputs } = (await deployed({ securityGroupIds: ["sg-pods"] })).get(eniConfig);
    assert.deepEqual(inputs.spec, { subnet: "subnet-boston", securityGroups: ["sg-pods"] });
  });

  it("are refused for an invalid zone name before anything is registered", async () => {
    const { resources } = await deploy(() =>
      refuses(
        () => new ZoneEniConfig("boston", { ...valid, zone: "boston" }),
        'zone: "boston" is not the name of a zone. ' +
          "Give a name such as us-east-1a, us-west-2-lax-1a or us-east-1-wl1-bos-wlz-1.",
      ),
    );
    assert.deepEqual(resources, []);
  });
});
