import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { wavelengthAlbPerZone as rule } from "../../../../policy/rules/wavelength/wavelength-alb-per-zone";
import { judge, notYet, notYetOf, spoil, verdict, violations } from "../../harness/judging";

const boston = "us-east-1-wl1-bos-wlz-1";
const chicago = "us-east-1-wl1-chi-wlz-1";
const fix = `Fix: ${rule.fix}`;
const perZone = "Fix: Create one load balancer per zone, with a subnet of that zone.";

function subnet(availabilityZone: string, tags = {}) {
  return { type: "aws:ec2/subnet:Subnet", properties: { vpcId: "vpc-1", availabilityZone, tags } };
}

function frontend(annotations: Record<string, string>, namespace = "boston", spec: object = {}) {
  const prefixed = Object.entries(annotations).map(([name, value]) => [
    `alb.ingress.kubernetes.io/${name}`,
    value,
  ]);
  return {
    type: "kubernetes:networking.k8s.io/v1:Ingress",
    properties: {
      metadata: {
        name: "frontend",
        namespace,
        annotations: Object.fromEntries(prefixed) as object,
      },
      spec: { ingressClassName: "alb", ...spec },
    },
  };
}

const places: Example = {
  boston: subnet(boston),
  chicago: subnet(chicago),
  region: subnet("us-east-1a"),
  namespace: rule.passes["namespace"]!,
};

describe("wavelength-alb-per-zone refuses an Ingress", () => {
  it("in a zone's namespace that names no subnet", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `alb.ingress.kubernetes.io/subnets must name a subnet in ${boston}, the zone of the namespace; it is not set, so the controller chooses subnets of the Region.\n${fix}`,
    ]);
  });

  it("in a zone's namespace with a subnet outside of the zone", () => {
    const here = (name: string) => ({
      ...places,
      frontend: frontend({ subnets: `\${${name}.id}`, "target-type": "ip" }),
    });
    assert.deepEqual(violations(rule, here("region")), [
      `The load balancer must be in ${boston}, the zone of the namespace; it is in subnet region in the Region.\n${fix}`,
    ]);
    assert.deepEqual(violations(rule, here("chicago"), { preview: true }), [
      `The load balancer must be in ${boston}, the zone of the namespace; it is in ${chicago}.\n${fix}`,
    ]);
  });

  it("that sends requests to nodes, explicitly or by default", () => {
    const to = (target: object) => ({
      ...places,
      frontend: frontend({ subnets: "${boston.id}", ...target }),
    });
    const toIp = 'Fix: Set alb.ingress.kubernetes.io/target-type to "ip".';
    assert.deepEqual(violations(rule, to({})), [
      `The target type must be "ip"; it is not set, which means "instance", so requests go to nodes of every zone.\n${toIp}`,
    ]);
    assert.deepEqual(violations(rule, to({ "target-type": "instance" })), [
      `The target type must be "ip"; it is "instance", so requests go to nodes of every zone.\n${toIp}`,
    ]);
  });

  it("in any namespace whose named subnets are in several zones", () => {
    const named = {
      a: subnet(boston, { Name: "edge-boston" }),
      b: subnet(chicago, { Name: "edge-chicago" }),
      frontend: frontend({ subnets: "edge-boston, edge-chicago", "target-type": "ip" }, "shop"),
    };
    assert.deepEqual(violations(rule, named), [
      `The load balancer must be in one Wavelength Zone; it has subnets in ${boston}, ${chicago}.\n${perZone}`,
    ]);
  });

  it("in a namespace without a label whose other workloads are bound to the zone", () => {
    const app = {
      type: "kubernetes:apps/v1:Deployment",
      properties: {
        metadata: { name: "app", namespace: "boston" },
        spec: {
          template: { spec: { nodeSelector: { "topology.kubernetes.io/zone": boston } } },
        },
      },
    };
    const example = { app, frontend: frontend({ "target-type": "ip" }) };
    assert.equal(violations(rule, example).length, 1);
  });
});

describe("wavelength-alb-per-zone refuses a load balancer", () => {
  for (const type of ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"]) {
    it(`across a zone and the Region: ${type}`, () => {
      const wanted = [
        `The load balancer must not span a Wavelength Zone and the Region; it has subnets in ${boston} and in the Region (region).\n${perZone}`,
      ];
      const subnets = ["${boston.id}", "${region.id}"];
      const mappings = subnets.map((subnetId) => ({ subnetId }));
      for (const properties of [{ subnets }, { subnetMappings: mappings }]) {
        const example = { ...places, balancer: { type, properties } };
        assert.deepEqual(violations(rule, example), wanted);
        assert.deepEqual(violations(rule, example, { preview: true }), wanted);
      }
    });
  }

  it("of a class of Ingresses across zones", () => {
    const params = classParams({ subnets: { ids: ["${boston.id}", "${chicago.id}"] } });
    assert.deepEqual(violations(rule, { ...places, params }), [
      `The load balancer must be in one Wavelength Zone; it has subnets in ${boston}, ${chicago}.\n${perZone}`,
    ]);
  });
});

describe("wavelength-alb-per-zone accepts", () => {
  it("an Ingress with a subnet of its zone, also during preview", () => {
    assert.equal(verdict(rule, rule.passes, { preview: true }), "pass");
  });

  it("subnets and a target type from the class", () => {
    const example = {
      ...places,
      edge: {
        type: "kubernetes:networking.k8s.io/v1:IngressClass",
        properties: {
          metadata: { name: "edge" },
          spec: { controller: "ingress.k8s.aws/alb", parameters: { name: "edge-params" } },
        },
      },
      params: classParams({ subnets: { ids: ["${boston.id}"] }, targetType: "ip" }),
      frontend: frontend({}, "boston", { ingressClassName: "edge" }),
    };
    assert.equal(verdict(rule, example), "pass");
    const other = spoil(example, "params", { metadata: { name: "other" } });
    assert.equal(verdict(rule, other), "fail");
  });

  it("subnets that another Ingress of the same group names", () => {
    const shared = { "group.name": "boston", "target-type": "ip" };
    const second = frontend(shared);
    const named = frontend({ ...shared, subnets: "${boston.id}" });
    assert.equal(verdict(rule, { ...places, named, second }), "pass");
    const other = frontend({ ...shared, "group.name": "other", subnets: "${boston.id}" });
    assert.equal(verdict(rule, { ...places, other, second }), "fail");
  });

  it("Ingresses of the Region and of other controllers", () => {
    assert.equal(verdict(rule, { ...places, frontend: frontend({}, "shop") }), "pass");
    const nginx = frontend({}, "boston", { ingressClassName: "nginx" });
    assert.equal(verdict(rule, { ...places, nginx }), "pass");
    const byAnnotation = spoil({ ...places, frontend: frontend({}) }, "frontend", {
      metadata: { namespace: "boston", annotations: { "kubernetes.io/ingress.class": "alb" } },
      spec: {},
    });
    assert.equal(verdict(rule, byAnnotation), "fail");
  });

  it("a load balancer of the Region, and one of another type", () => {
    const balancer = (properties: Record<string, unknown>): Example => ({
      ...places,
      balancer: { type: "aws:lb/loadBalancer:LoadBalancer", properties },
    });
    assert.equal(verdict(rule, balancer({ subnets: ["${region.id}", "subnet-2"] })), "pass");
    const network = { loadBalancerType: "network", subnets: ["${boston.id}", "${region.id}"] };
    assert.equal(verdict(rule, balancer(network)), "pass");
  });
});

describe("wavelength-alb-per-zone", () => {
  it("reports subnets as unknown that can be in two zones", () => {
    const example = {
      ...places,
      frontend: frontend({ subnets: notYetOf("boston", "region"), "target-type": "ip" }),
    };
    assert.deepEqual(
      judge([rule], example, { preview: true }).map(({ message }) => message),
      ["Not checked yet: a subnet of this load balancer is not known during preview."],
    );
  });

  it("needs no class if annotations show the controller", () => {
    const classOf = (ingressClassName: string, annotations: Record<string, string>) => ({
      ...places,
      frontend: frontend(annotations, "boston", { ingressClassName }),
    });
    assert.equal(violations(rule, classOf(notYet, { "target-type": "ip" })).length, 1);
    assert.equal(verdict(rule, classOf(notYet, {})), "unknown");
  });

  it("reports a namespace with unknown labels as unknown", () => {
    const example = spoil(rule.fails, "namespace", {
      metadata: { name: "boston", labels: notYet },
    });
    assert.deepEqual(
      judge([rule], example).map(({ message }) => message),
      ["Not checked yet: the zone of namespace namespace is not known during preview."],
    );
  });

  it("ignores unknown subnets in a stack without Wavelength Zones", () => {
    const balancer = {
      type: "aws:lb/loadBalancer:LoadBalancer",
      properties: { subnets: notYet },
    };
    assert.deepEqual(judge([rule], { region: places["region"]!, balancer }), []);
    assert.equal(verdict(rule, { ...places, balancer }), "unknown");
  });

  it("does not check subnets of other stacks, unless the configuration lists them", () => {
    const example = {
      namespace: rule.passes["namespace"]!,
      frontend: frontend({ subnets: "subnet-9", "target-type": "ip" }),
    };
    assert.deepEqual(
      judge([rule], example).map(({ kind, message }) => [kind, message.split("\n")[1]]),
      [["settings", "wavelength-alb-per-zone on frontend: subnet subnet-9"]],
    );
    const given = { [rule.id]: { properties: { wavelengthSubnets: ["subnet-9"] } } };
    assert.deepEqual(judge([rule], example, { given }), []);
  });
});

function classParams(spec: object) {
  return {
    type: "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams",
    properties: { metadata: { name: "edge-params" }, spec },
  };
}
