import assert from "node:assert/strict";
import { latticeGatewayClass as rule } from "../../../../policy/rules/lattice/lattice-gateway-class";
import {
  judge,
  notYet,
  notYetOf,
  remediated,
  spoil,
  verdict,
  violations,
} from "../../harness/judging";

const named = (name: string, controllerName?: string) =>
  spoil(rule.passes, "lattice", { metadata: { name }, spec: { controllerName } });

const gateway = (gatewayClassName: string, version = "v1") => ({
  shop: {
    type: `kubernetes:gateway.networking.k8s.io/${version}:Gateway`,
    properties: { metadata: { name: "shop" }, spec: { gatewayClassName } },
  },
});

describe("lattice-gateway-class refuses", () => {
  it("the usual class with another controller or without one", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `spec.controllerName must be "application-networking.k8s.aws/gateway-api-controller"; it is "application-networking.k8s.aws/gateway-controller".\nFix: ${rule.fix}`,
    ]);
    assert.deepEqual(violations(rule, named("amazon-vpc-lattice")), [
      `spec.controllerName must be "application-networking.k8s.aws/gateway-api-controller"; it is not set.\nFix: ${rule.fix}`,
    ]);
    const type = "kubernetes:gateway.networking.k8s.io/v1beta1:GatewayClass";
    const beta = { lattice: { ...rule.fails["lattice"]!, type } };
    assert.equal(violations(rule, beta).length, 1);
  });

  it("a class of another name with a misspelt controller", () => {
    assert.deepEqual(
      violations(rule, named("internal", "application-networking.k8s.aws/gateway")),
      [
        `spec.controllerName must be "application-networking.k8s.aws/gateway-api-controller"; it is "application-networking.k8s.aws/gateway".\nFix: ${rule.fix}`,
      ],
    );
  });

  it("a Gateway with a misspelt class", () => {
    const misspelt = (given: string, meant: string) =>
      `spec.gatewayClassName must name an existing class; it is "${given}".\nFix: Did you mean "${meant}"?`;
    for (const version of ["v1", "v1beta1"]) {
      assert.deepEqual(violations(rule, gateway("amazon-vpc-latice", version)), [
        misspelt("amazon-vpc-latice", "amazon-vpc-lattice"),
      ]);
    }
    const own = { ...named("internal", "application-networking.k8s.aws/gateway-api-controller") };
    assert.deepEqual(violations(rule, { ...own, ...gateway("interna") }), [
      misspelt("interna", "internal"),
    ]);
  });
});

describe("lattice-gateway-class accepts", () => {
  it("classes of other controllers", () => {
    assert.deepEqual(judge([rule], named("nginx", "example.com/nginx")), []);
    assert.deepEqual(judge([rule], named("nginx")), []);
  });

  it("Gateways of the usual class, of the stack's class and of other classes", () => {
    assert.deepEqual(judge([rule], gateway("amazon-vpc-lattice")), []);
    assert.deepEqual(judge([rule], gateway("nginx")), []);
    const own = named("amazon-vpc-lattice2", "example.com/other");
    assert.deepEqual(judge([rule], { ...own, ...gateway("amazon-vpc-lattice2") }), []);
  });
});

describe("lattice-gateway-class, for a class whose name is unknown,", () => {
  it("uses the GatewayClass that the name comes from", () => {
    assert.deepEqual(judge([rule], { ...rule.passes, ...gateway(notYetOf("lattice")) }), []);
    const misspelt = spoil(rule.passes, "lattice", { metadata: { name: notYet } });
    assert.equal(verdict(rule, { ...misspelt, ...gateway(notYetOf("lattice")) }), "unknown");
  });

  it("reports the name as unknown without a GatewayClass", () => {
    assert.deepEqual(
      judge([rule], gateway(notYet)).map(({ message }) => message),
      ["Not checked yet: spec.gatewayClassName is not known during preview."],
    );
  });
});

describe("lattice-gateway-class remediates", () => {
  it("the controller of the usual class and keeps its other properties", () => {
    const described = spoil(rule.fails, "lattice", {
      spec: { controllerName: "other", description: "services" },
    });
    const mended = remediated(rule, described);
    assert.equal(verdict(rule, mended), "pass");
    assert.deepEqual(mended["lattice"]?.properties?.["spec"], {
      controllerName: "application-networking.k8s.aws/gateway-api-controller",
      description: "services",
    });
  });

  it("neither a class of another name nor a Gateway", () => {
    const other = named("internal", "application-networking.k8s.aws/gateway");
    assert.deepEqual(remediated(rule, other), other);
    assert.deepEqual(remediated(rule, gateway("amazon-vpc-latice")), gateway("amazon-vpc-latice"));
  });
});
