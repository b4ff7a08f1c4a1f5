import assert from "node:assert/strict";
import fc from "fast-check";
import { placeInZone, podSpecPath, type PodSpec } from "../../../model/wavelength/zone-placement";
import { refuses } from "../refusal";

const boston = "us-east-1-wl1-bos-wlz-1";
const newYork = "us-east-1-wl1-nyc-wlz-1";
const zoneKey = "topology.kubernetes.io/zone";

const requiring = (...values: string[]): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: zoneKey, operator: "In", values }] }],
      },
    },
  },
});

const label = fc.constantFrom("kubernetes.io/arch", "disk", "pool");
const requirement = fc.record({
  key: label,
  operator: fc.constantFrom("In", "NotIn"),
  values: fc.array(fc.string(), { minLength: 1, maxLength: 2 }),
});
const podSpec: fc.Arbitrary<PodSpec> = fc.record(
  {
    nodeSelector: fc.dictionary(label, fc.string()),
    affinity: fc.record(
      {
        nodeAffinity: fc.record(
          {
            requiredDuringSchedulingIgnoredDuringExecution: fc.record({
              nodeSelectorTerms: fc.array(
                fc.record({ matchExpressions: fc.array(requirement, { maxLength: 2 }) }),
                { minLength: 1, maxLength: 3 },
              ),
            }),
          },
          { requiredKeys: [] },
        ),
        podAntiAffinity: fc.constant({ kept: true }),
      },
      { requiredKeys: [] },
    ),
    tolerations: fc.array(fc.record({ key: label, operator: fc.constant("Exists") })),
    containers: fc.constant([{ name: "app" }]),
  },
  { requiredKeys: [] },
);

const termsOf = (spec: PodSpec) =>
  spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ??
  [];

describe("The placement of pods in a Wavelength Zone", () => {
  it("binds pods without placement to the zone's nodes, and tolerates their taint", () => {
    assert.deepEqual(placeInZone({ containers: [] }, boston, "backend"), {
      containers: [],
      ...requiring(boston),
      tolerations: [
        {
          key: "eks-scenarios/wavelength-zone",
          operator: "Equal",
          value: boston,
          effect: "NoSchedule",
        },
      ],
    });
  });

  it("adds the zone to every alternative of a node affinity", () => {
    fc.assert(
      fc.property(podSpec, (spec) => {
        const terms = termsOf(placeInZone(spec, boston, "backend"));
        assert(terms.length >= 1);
        for (const { matchExpressions = [] } of terms) {
          assert.deepEqual(
            matchExpressions.filter(({ key }) => key === zoneKey),
            [{ key: zoneKey, operator: "In", values: [boston] }],
          );
        }
      }),
    );
  });

  it("keeps other requirements of the pods", () => {
    fc.assert(
      fc.property(podSpec, (spec) => {
        const placed = placeInZone(spec, boston, "backend");
        assert.deepEqual(placed.nodeSelector, spec.nodeSelector);
        assert.deepEqual(placed.containers, spec.containers);
        assert.deepEqual(placed.affinity?.podAntiAffinity, spec.affinity?.podAntiAffinity);
        assert.deepEqual(placed.tolerations?.slice(0, -1), spec.tolerations ?? []);
        termsOf(spec).forEach(({ matchExpressions = [] }, index) => {
          const after = termsOf(placed)[index]?.matchExpressions ?? [];
          assert.deepEqual(after.slice(0, -1), matchExpressions);
        });
      }),
    );
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(podSpec, (spec) => {
        const once = placeInZone(spec, boston, "backend");
        assert.deepEqual(placeInZone(once, boston, "backend"), once);
      }),
    );
  });

  const spanning: [string, PodSpec][] = [
    ["by node selector", { nodeSelector: { [zoneKey]: newYork } }],
    ["by node affinity", requiring(boston, newYork)],
    ["by toleration", { tolerations: [{ key: "eks-scenarios/wavelength-zone", value: newYork }] }],
  ];
  for (const [how, spec] of spanning) {
    it(`refuses a workload that spans two Wavelength Zones ${how}`, () => {
      refuses(
        () => placeInZone(spec, boston, "backend"),
        `backend: "${newYork}" is where its pods would run too, beside ${boston}: a workload cannot ` +
          "span two Wavelength Zones, which do not reach each other. " +
          "Deploy it once per zone, each in the zone's own namespace.",
      );
    });
  }

  it("refuses a workload that asks for the Region", () => {
    refuses(
      () => placeInZone(requiring("us-east-1a"), boston, "backend"),
      `backend: "us-east-1a" is where its pods would run too, beside ${boston}: workloads of this ` +
        "namespace stay in their Wavelength Zone. " +
        "Leave the zone out, or deploy it in a namespace of the Region.",
    );
  });
});

describe("The path of a pod specification", () => {
  it("depends on the kind, and is undefined for kinds without pods", () => {
    assert.deepEqual(podSpecPath("Pod"), ["spec"]);
    assert.deepEqual(podSpecPath("Deployment"), ["spec", "template", "spec"]);
    assert.deepEqual(podSpecPath("CronJob"), ["spec", "jobTemplate", "spec", "template", "spec"]);
    assert.equal(podSpecPath("Service"), undefined);
  });
});
