import assert from "node:assert/strict";
import { clusterEndpointAccess as rule } from "../../../../policy/rules/cluster/cluster-endpoint-access";
import { notYet, spoil, verdict, violations } from "../../harness/judging";

const cluster = (vpcConfig: object) => spoil(rule.passes, "cluster", { vpcConfig });

describe("cluster-endpoint-access", () => {
  it("refuses EKS's default, which is open to all", () => {
    assert.deepEqual(violations(rule, rule.fails), [
      `vpcConfig.publicAccessCidrs must list the addresses that may use the public endpoint; it lists none, which means all.\nFix: ${rule.fix}`,
    ]);
  });

  it("refuses a list that has the whole internet", () => {
    const publicAccessCidrs = ["203.0.113.0/24", "0.0.0.0/0"];
    assert.deepEqual(violations(rule, cluster({ publicAccessCidrs })), [
      `vpcConfig.publicAccessCidrs must not open the public endpoint to the internet; it lists 0.0.0.0/0.\nFix: ${rule.fix}`,
    ]);
  });

  it("refuses every public endpoint where the configuration does", () => {
    const given = { [rule.id]: { properties: { allowPublic: false } } };
    assert.deepEqual(violations(rule, rule.passes, { given }), [
      `vpcConfig.endpointPublicAccess must be false; by default it is true.\nFix: ${rule.fix}`,
    ]);
  });

  it("accepts a private endpoint, whatever the list", () => {
    const vpcConfig = { endpointPublicAccess: false, publicAccessCidrs: ["0.0.0.0/0"] };
    assert.equal(verdict(rule, cluster(vpcConfig)), "pass");
  });

  it("cannot tell a list with an address that is not known yet", () => {
    const vpcConfig = { publicAccessCidrs: ["203.0.113.0/24", notYet] };
    assert.equal(verdict(rule, cluster(vpcConfig)), "unknown");
  });
});
