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
  "cloudmap-private-by-default | services | Namespace services.example.com is public.",
  "lattice-access-logs | lobby | No access log of the stack is for this service network.",
  'lattice-auth-policy | lobby | authType is "NONE".',
  'lattice-gateway-class | lattice | spec.controllerName is "application-networking.k8s.aws/gateway-api-controler".',
  "lattice-prefix-list-ingress | lattice | No security group of the stack admits a prefix list of VPC Lattice.",
  "lattice-route-weights | queue | spec.rules[0].backendRefs[1].weight is not set, and others of the rule have one: it counts 1.",
  "lattice-target-health | queue | No TargetGroupPolicy is for Service queue of namespace lobby.",
  "lattice-target-health | queue | No TargetGroupPolicy is for Service queue-next of namespace lobby.",
  "resolver-rule-associated | office | Nothing in the stack associates this rule with a VPC, or shares it.",
  "resolver-security-group | inbound | The security groups of this endpoint do not admit TCP 53.",
  "resolver-two-addresses | inbound | ipAddresses are in 1 of 2 zones needed: us-east-1a.",
  "routing-client-ingress | players | No security group admits clients to UDP 7778 of the destinations.",
  "routing-flow-logs | players | attributes.flowLogsEnabled is not set.",
  "routing-internet-gateway | players | No internet gateway of the stack is attached to VPC arena.",
  "routing-listener-fits | players | portRanges has 10000 ports, and the destinations need 16384.",
  "routing-subnets-private | players | Clients are routed to the public subnet players-b.",
  `wavelength-alb-per-zone | match | The namespace is that of ${zone}, and alb.ingress.kubernetes.io/subnets is not set: the controller chooses subnets of the Region.`,
  "wavelength-coredns-parent-region | arena | Nothing in the stack sets up CoreDNS, so EKS lets it run in Wavelength Zones too.",
  `wavelength-no-control-plane-subnet | arena | vpcConfig.subnetIds has a subnet in a Wavelength Zone: ${zone}.`,
  `wavelength-no-managed-nodes | miami | This node group has a subnet in a Wavelength Zone: ${zone}.`,
  `wavelength-workload-zone-affinity | match | The namespace is that of ${zone}, and these pods may run in the Region.`,
];

describe("A foreign stack at the network's edge, by its state alone", function () {
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

  it("is stopped by these rules, and by no others of these areas", () => {
    const edge = ["wavelength", "custom-routing", "lattice", "dns"];
    const rules = catalog.filter(({ area }) => edge.includes(area)).map(({ id }) => id);
    const found = run.mandatory.filter((finding) =>
      rules.some((id) => finding.startsWith(`${id} |`)),
    );
    assert.deepEqual(found, stopped);
    assert.equal(run.ok, false);
  });

  it("leaves nothing untold that a state knows, and no rule fails inside", () => {
    const told = [...run.mandatory, ...run.advisory];
    assert.deepEqual(
      told.filter((finding) => /Cannot tell yet|failed inside/.test(finding)),
      [],
    );
  });
});
