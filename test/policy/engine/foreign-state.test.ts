import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalog } from "../../../policy/catalog";
import { findEngine } from "../../../tools/engine/find";
import { requireService } from "../../setup";
import { type Run, runPulumi } from "./team";

const program = join(__dirname, "../../../policy/pack");
const zone = "us-east-1-wl1-mia-wlz-1";

/**
 * What is wrong with a games team's stack at the network's edge, which was made with other versions
 * of the SDKs, and without this project.
 */
const stopped = [
  "cloudmap-private-by-default | services | Namespace services.example.com must be private or listed in publicNamespaces; it is public.",
  "lattice-access-logs | lobby | The service network must have an access log; the stack has none for it.",
  'lattice-auth-policy | lobby | authType must be "AWS_IAM"; it is "NONE".',
  'lattice-gateway-class | lattice | spec.controllerName must be "application-networking.k8s.aws/gateway-api-controller"; it is "application-networking.k8s.aws/gateway-api-controler".',
  "lattice-prefix-list-ingress | lattice | Security groups of the stack must allow the prefix lists of VPC Lattice; they allow none.",
  "lattice-route-weights | queue | spec.rules[0].backendRefs[1].weight must be set, because other backends of the rule have one; it is not set, which means 1.",
  "lattice-target-health | queue | Service queue of namespace lobby must have a TargetGroupPolicy; the stack has none for it.",
  "lattice-target-health | queue | Service queue-next of namespace lobby must have a TargetGroupPolicy; the stack has none for it.",
  "resolver-rule-associated | office | The rule must be associated with a VPC or shared; nothing in the stack does so.",
  "resolver-security-group | inbound | The security groups of this endpoint must allow inbound TCP 53; no rule does.",
  "resolver-two-addresses | inbound | ipAddresses must be in at least 2 zones; they are in 1: us-east-1a.",
  "routing-client-ingress | players | A security group must allow clients on UDP 7778 of the destinations; none does.",
  "routing-flow-logs | players | attributes.flowLogsEnabled must be true; it is not set.",
  "routing-internet-gateway | players | VPC arena must have an internet gateway; the stack attaches none.",
  "routing-listener-fits | players | portRanges must have 16384 ports for the destinations; it has 10000.",
  "routing-subnets-private | players | Endpoint subnet players-b must be private; it is public.",
  `wavelength-alb-per-zone | match | alb.ingress.kubernetes.io/subnets must name a subnet in ${zone}, the zone of the namespace; it is not set, so the controller chooses subnets of the Region.`,
  "wavelength-coredns-parent-region | arena | The stack must configure CoreDNS, because EKS also runs it in Wavelength Zones; nothing in the stack does so.",
  `wavelength-no-control-plane-subnet | arena | vpcConfig.subnetIds must not include a subnet in a Wavelength Zone; one is in ${zone}.`,
  `wavelength-no-managed-nodes | miami | The node group must not have a subnet in a Wavelength Zone; one is in ${zone}.`,
  `wavelength-workload-zone-affinity | match | The pods must run in ${zone} only, the zone of the namespace; they may also run in the Region.`,
];

describe("The state of another team's edge stack", function () {
  this.timeout(120_000);
  let run: Run;

  before(async function () {
    await requireService("engine", this);
    const folder = mkdtempSync(join(tmpdir(), "foreign-"));
    const file = join(__dirname, "states/arena.json");
    const args = ["policy", "analyze", "--json", "--file", file, "--policy-pack", program];
    run = await runPulumi(await findEngine(), folder, args);
    rmSync(folder, { recursive: true, force: true });
  });

  it("violates exactly these rules of these areas", () => {
    const edge = ["wavelength", "custom-routing", "lattice", "dns"];
    const rules = catalog.filter(({ area }) => edge.includes(area)).map(({ id }) => id);
    const found = run.mandatory.filter((finding) =>
      rules.some((id) => finding.startsWith(`${id} |`)),
    );
    assert.deepEqual(found, stopped);
    assert.equal(run.ok, false);
  });

  it("is checked without unknown values and without internal errors", () => {
    const findings = [...run.mandatory, ...run.advisory];
    assert.deepEqual(
      findings.filter((finding) => /Not checked yet|internal error/.test(finding)),
      [],
    );
  });
});
