import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  PlacementPolicy,
  ZoneNamespace,
  type ZoneNamespaceArgs,
} from "../../../components/wavelength";
import type { PodSpec } from "../../../model/wavelength/zone-placement";
import { refuses } from "../../model/refusal";
import { deploy, valueOf } from "../harness";

const boston = "us-east-1-wl1-bos-wlz-1";
const newYork = "us-east-1-wl1-nyc-wlz-1";
const valid: ZoneNamespaceArgs = { namespace: "boston", zone: boston };

const deployed = () => deploy(() => new ZoneNamespace("boston", valid));

/** Returns the inputs that the engine gets for a resource below the namespace. */
async function placed(type: string, props: object): Promise<Record<string, unknown> | undefined> {
  const { get } = await deployed();
  const [transform] = get("eks-scenarios:wavelength:ZoneNamespace").transforms;
  const result = await transform?.({ type, name: "app", props, opts: {}, custom: true });
  return result?.props;
}

const zoneOf = (spec: PodSpec) =>
  spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms[0]
    ?.matchExpressions?.[0]?.values;

describe("The namespace of a Wavelength Zone", () => {
  it("carries the label of its zone, and admits only pods without privileges", async () => {
    const { get, result } = await deployed();
    assert.deepEqual(get("kubernetes:core/v1:Namespace").inputs.metadata, {
      name: "boston",
      labels: {
        "eks-scenarios/wavelength-zone": boston,
        "pod-security.kubernetes.io/enforce": "restricted",
      },
    });
    assert.equal(await valueOf(result.namespace), "boston");
  });

  it("has a StorageClass with a volume type that the zone supports, in the zone", async () => {
    const { get, result } = await deployed();
    const { inputs } = get("kubernetes:storage.k8s.io/v1:StorageClass");
    assert.deepEqual(inputs.parameters, { type: "gp2", encrypted: "true" });
    assert.equal(inputs.volumeBindingMode, "WaitForFirstConsumer");
    assert.deepEqual(inputs.allowedTopologies, [
      { matchLabelExpressions: [{ key: "topology.kubernetes.io/zone", values: [boston] }] },
    ]);
    assert.equal(await valueOf(result.storageClass), "boston-gp2");
  });

  it("binds every workload below it to the zone", async () => {
    const template = { spec: { containers: [] } };
    for (const type of [
      "kubernetes:apps/v1:Deployment",
      "kubernetes:apps/v1:StatefulSet",
      "kubernetes:apps/v1:DaemonSet",
      "kubernetes:batch/v1:Job",
    ]) {
      const props = await placed(type, { spec: { replicas: 1, template } });
      const spec = props?.spec as { replicas: number; template: { spec: PodSpec } };
      assert.deepEqual(zoneOf(spec.template.spec), [boston], type);
      assert.equal(spec.replicas, 1);
    }
    const pod = await placed("kubernetes:core/v1:Pod", { spec: { containers: [] } });
    assert.deepEqual(zoneOf(pod?.spec as PodSpec), [boston]);
    const cronJob = await placed("kubernetes:batch/v1:CronJob", {
      spec: { jobTemplate: { spec: { template } } },
    });
    const inner = cronJob?.spec as { jobTemplate: { spec: { template: { spec: PodSpec } } } };
    assert.deepEqual(zoneOf(inner.jobTemplate.spec.template.spec), [boston]);
  });

  it("leaves resources without pods unchanged", async () => {
    assert.equal(await placed("kubernetes:core/v1:Service", { spec: {} }), undefined);
    assert.equal(await placed("aws:ec2/subnet:Subnet", { cidrBlock: "10.0.0.0/24" }), undefined);
  });

  it("binds pods whose specification is an output", async () => {
    const props = await placed("kubernetes:apps/v1:Deployment", {
      spec: pulumi.output({ template: { spec: { containers: [] } } }),
    });
    const spec = await valueOf(props?.spec as pulumi.Output<{ template: { spec: PodSpec } }>);
    assert.deepEqual(zoneOf(spec.template.spec), [boston]);
  });

  it("refuses a workload that names another zone", async () => {
    const nodeSelector = { "topology.kubernetes.io/zone": newYork };
    await assert.rejects(
      placed("kubernetes:apps/v1:Deployment", { spec: { template: { spec: { nodeSelector } } } }),
      {
        message:
          `app: "${newYork}" is where its pods would run too, beside ${boston}: a workload cannot span two ` +
          "Wavelength Zones, which do not reach each other. " +
          "Deploy it once per zone, each in the zone's own namespace.",
      },
    );
  });

  const spoiled: [string, Partial<ZoneNamespaceArgs>, string][] = [
    [
      "with an invalid name",
      { namespace: "Boston" },
      'namespace: "Boston" must be a valid name for a namespace and its StorageClass. ' +
        "Use up to 60 lower-case letters, digits and '-', for example boston.",
    ],
    [
      "in an Availability Zone",
      { zone: "us-east-1a" },
      'zone: "us-east-1a" is an Availability Zone. Name a Wavelength Zone; "aws ec2 ' +
        "describe-availability-zones --all-availability-zones --filters Name=zone-type,Values=wavelength-zone" +
        '" lists them.',
    ],
  ];
  for (const [how, change, message] of spoiled) {
    it(`is refused ${how} before anything is registered`, async () => {
      const { resources } = await deploy(() =>
        refuses(() => new ZoneNamespace("boston", { ...valid, ...change }), message),
      );
      assert.deepEqual(resources, []);
    });
  }
});

describe("The placement policy of a cluster", () => {
  it("is bound to the namespaces of zones, and denies", async () => {
    const { get, result } = await deploy(() => new PlacementPolicy("placement"));
    const kind = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
    assert.equal(await valueOf(result.policyName), "wavelength-placement");
    assert.deepEqual(get(`${kind}Binding`).inputs.spec, {
      policyName: "wavelength-placement",
      validationActions: ["Deny"],
      matchResources: {
        namespaceSelector: {
          matchExpressions: [{ key: "eks-scenarios/wavelength-zone", operator: "Exists" }],
        },
      },
    });
    const spec = get(kind).inputs.spec as { failurePolicy: string };
    assert.equal(spec.failurePolicy, "Fail");
  });
});
