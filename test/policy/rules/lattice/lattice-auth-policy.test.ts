import assert from "node:assert/strict";
import { latticeAuthPolicyRule as rule } from "../../../../policy/rules/lattice/lattice-auth-policy";
import { judge, notYet, spoil, verdict, violations, without } from "../../harness/judging";

const fix = `Fix: ${rule.fix}`;
const orphan = `The service network must have an auth policy; the stack has none for it.\n${fix}`;
const open =
  "The policy must not allow everybody without a condition.\nFix: Name the callers as Principal, or restrict their VPC or account with a condition.";

const statement = (part: object) =>
  JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "vpc-lattice-svcs:Invoke",
        Resource: "*",
        ...part,
      },
    ],
  });

const bounded = statement({ Principal: { AWS: "123456789012" } });

/** An auth policy for the Gateway "shop", or for something else. */
const forGateway = (policy: string, targetRef: object = { kind: "Gateway", name: "shop" }) => ({
  gate: {
    type: "kubernetes:application-networking.k8s.aws/v1alpha1:IAMAuthPolicy",
    properties: { metadata: { name: "shop", namespace: "shop" }, spec: { targetRef, policy } },
  },
});

const byController = {
  net: {
    type: "kubernetes:application-networking.k8s.aws/v1alpha1:ServiceNetwork",
    properties: { metadata: { name: "shop" } },
  },
};

const publicly = { given: { [rule.id]: { properties: { publicNetworks: ["shop"] } } } };

describe("lattice-auth-policy refuses", () => {
  it("a network without authorization, explicitly or by default", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `authType must be "AWS_IAM"; it is "NONE".\n${fix}`,
    ]);
    const silent = spoil(rule.passes, "shop", { authType: undefined });
    assert.deepEqual(violations(rule, silent), [
      `authType must be "AWS_IAM"; it is not set.\n${fix}`,
    ]);
  });

  it("a network without a policy, or with a policy of another network", () => {
    const alone = without(rule.passes, "callers");
    const other = spoil(rule.passes, "callers", { resourceIdentifier: "sn-other" });
    for (const example of [alone, other, { ...alone, ...forGateway(bounded, { name: "shop" }) }]) {
      assert.deepEqual(violations(rule, example), [orphan]);
      assert.deepEqual(violations(rule, example, { preview: true }), [orphan]);
    }
  });

  it("the controller's network without a policy for its Gateway", () => {
    assert.deepEqual(violations(rule, byController), [orphan]);
    const route = forGateway(bounded, { kind: "HTTPRoute", name: "shop" });
    assert.deepEqual(violations(rule, { ...byController, ...route }), [orphan]);
  });

  it("a policy that allows everybody", () => {
    for (const principal of ["*", { AWS: "*" }, { AWS: ["123456789012", "*"] }]) {
      const policy = statement({ Principal: principal });
      assert.deepEqual(violations(rule, spoil(rule.passes, "callers", { policy })), [open]);
      assert.deepEqual(violations(rule, { ...byController, ...forGateway(policy) }), [open]);
    }
    const empty = statement({ Condition: {} });
    assert.deepEqual(violations(rule, spoil(rule.passes, "callers", { policy: empty })), [open]);
  });

  it("a policy object that VPC Lattice would refuse", () => {
    const pretty = JSON.stringify(JSON.parse(bounded), undefined, 2);
    assert.deepEqual(violations(rule, forGateway(pretty)), [
      `spec.policy: ${JSON.stringify(pretty)} has newlines, which VPC Lattice refuses in an auth policy. Give it on one line: JSON.stringify(JSON.parse(policy)).`,
    ]);
  });
});

describe("lattice-auth-policy accepts", () => {
  it("IAM authorization with a policy that names callers, by id or ARN of the network", () => {
    assert.deepEqual(judge([rule], rule.passes, { preview: true }), []);
    const byArn = spoil(rule.passes, "callers", { resourceIdentifier: "${shop.arn}" });
    assert.deepEqual(judge([rule], byArn), []);
    assert.deepEqual(judge([rule], { ...byController, ...forGateway(bounded) }), []);
    const policy = statement({ Effect: "Deny" });
    assert.deepEqual(judge([rule], spoil(rule.passes, "callers", { policy })), []);
  });

  it("a network at AWS with a policy for its Gateway", () => {
    const example = { ...without(rule.passes, "callers"), ...forGateway(bounded) };
    assert.deepEqual(judge([rule], example), []);
  });

  it("public networks that the configuration names, with or without a policy", () => {
    const policy = statement({});
    assert.deepEqual(judge([rule], rule.fails, publicly), []);
    assert.deepEqual(judge([rule], spoil(rule.passes, "callers", { policy }), publicly), []);
    assert.deepEqual(judge([rule], { ...byController, ...forGateway(policy) }, publicly), []);
    const other = spoil(rule.fails, "shop", { name: "pay" });
    assert.equal(verdict(rule, other, publicly), "fail");
  });

  it("open policies of single services, which the network's policy limits", () => {
    const route = forGateway(statement({}), { kind: "HTTPRoute", name: "shop" });
    assert.deepEqual(judge([rule], route), []);
    const service = spoil(rule.passes, "callers", {
      resourceIdentifier: "svc-1",
      policy: statement({}),
    });
    assert.deepEqual(judge([rule], without(service, "shop")), []);
  });
});

describe("lattice-auth-policy", () => {
  it("reports an unknown policy and an unknown target", () => {
    const dark =
      "Not checked yet: the target of a policy of the stack is not known during preview.";
    const alone = without(rule.passes, "callers");
    const messages = (example: typeof rule.passes) =>
      judge([rule], example).map(({ message }) => message);
    assert.deepEqual(messages(spoil(rule.passes, "callers", { policy: notYet })), [
      "Not checked yet: policy is not known during preview.",
    ]);
    assert.deepEqual(messages(spoil(rule.passes, "callers", { resourceIdentifier: notYet })), [
      dark,
    ]);
    assert.deepEqual(
      messages({ ...alone, ...forGateway(bounded, { kind: "Gateway", name: notYet }) })[0],
      dark,
    );
    const nameless = spoil({ ...byController, ...forGateway(bounded) }, "net", {
      metadata: notYet,
    });
    assert.equal(verdict(rule, nameless), "unknown");
  });
});
