import assert from "node:assert/strict";
import { clusterEndpointAccess as rule } from "../../../../policy/rules/cluster/cluster-endpoint-access";
import { notYet, spoil, verdict, violations } from "../../harness/judging";

const cluster = (vpcConfig: object) => spoil(rule.passes, "cluster", { vpcConfig });

describe("cluster-endpoint-access", () => {
  it("refuses the default of EKS, which is open to the internet", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `vpcConfig.publicAccessCidrs must list the addresses that may use the public endpoint; it lists none, which means all.\nFix: ${rule.fix}`,
    ]);
  });

  it("refuses a list with the whole internet", () => {
    const publicAccessCidrs = ["203.0.113.0/24", "0.0.0.0/0"];
    assert.deepEqual(violations(rule, cluster({ publicAccessCidrs })), [
      `vpcConfig.publicAccessCidrs must not open the public endpoint to the internet; it lists 0.0.0.0/0.\nFix: ${rule.fix}`,
    ]);
  });

  it("refuses every public endpoint if configured", () => {
    const given = { [rule.id]: { properties: { allowPublic: false } } };
    assert.deepEqual(violations(rule, rule.passes, { given }), [
      `vpcConfig.endpointPublicAccess must be false; by default it is true.\nFix: ${rule.fix}`,
    ]);
  });

  it("accepts a private endpoint with any list", () => {
    const vpcConfig = { endpointPublicAccess: false, publicAccessCidrs: ["0.0.0.0/0"] };
    assert.equal(verdict(rule, cluster(vpcConfig)), "pass");
  });

  it("reports a list with an unknown address", () => {
    const vpcConfig = { publicAccessCidrs: ["203.0.113.0/24", notYet] };
    assert.equal(verdict(rule, cluster(vpcConfig)), "unknown");
  });
});
