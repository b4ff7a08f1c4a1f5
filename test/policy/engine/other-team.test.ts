import assert from "node:assert/strict";
import { join } from "node:path";
import { findDirectoryPackEngine, findEngine } from "../../../tools/engine/find";
import { requireService } from "../../setup";
import { readFindings } from "../../../policy/reports/findings";
import { startTeam, type Team, writeConfiguration } from "./team";

const pack = join(__dirname, "../../../policy");
const program = join(pack, "pack");
const preview = ["preview", "--json", "--config", "aws:region=us-east-1"];
const mended = ["--config", "mended=true"];

/** What stops the program as the team wrote it: nothing else does. */
const stopped = [
  "spot-lifecycle-label | lobbies | These Spot nodes must register with the label lifecycle=spot; they register with games.example.com/place=region, eks.amazonaws.com/capacityType=SPOT.",
  "wavelength-coredns-parent-region | coredns | CoreDNS must not run in Wavelength Zones; configurationValues.nodeSelector and configurationValues.affinity.nodeAffinity are not set.",
  "wavelength-coredns-parent-region | coredns | Replicas of CoreDNS must run on different nodes; two of them may share a node.",
  'wavelength-gp2-volumes | boston | blockDeviceMappings[0].ebs.volumeType must be gp2 in the Wavelength Zone us-east-1-wl1-bos-wlz-1; it is "gp3".',
];

describe("The stack of another team, with the pack enforced by the engine,", function () {
  this.timeout(120_000);
  let team: Team;

  before(async function () {
    await requireService("engine", this);
    team = await startTeam(await findEngine());
  });

  after(() => team?.stop());

  it("is stopped during preview by three rules, with their names and fixes", async () => {
    const run = await team.pulumi(...preview, "--policy-pack", program);
    assert.deepEqual(run.mandatory, stopped);
    assert.equal(run.ok, false);
    assert.match(run.output, /Fix: Set the volume type to \\"gp2\\"/);
    const reported = readFindings(run.output).filter(({ outcome }) => outcome === "stops");
    assert.deepEqual(
      reported
        .map(({ rule, resource, problem }) => [rule, resource.split(" ")[1], problem].join(" | "))
        .sort(),
      stopped,
    );
  });

  it("passes when it is fixed, without unknown values", async () => {
    const run = await team.pulumi(...preview, ...mended, "--policy-pack", program);
    assert.deepEqual(run.mandatory, []);
    assert.equal(run.ok, true, run.output);
    assert.deepEqual(
      run.advisory.filter((finding) => /Not checked yet|internal error/.test(finding)),
      [],
    );
  });

  it("is fixed by rules with a remediation if the configuration allows it", async () => {
    const config = writeConfiguration(team.folder, {
      "pack-settings": {
        levels: { tags: "remediate", "cluster-deletion-protection": "remediate" },
      },
    });
    const args = [...preview, ...mended, "--policy-pack", program, "--policy-pack-config", config];
    const run = await team.pulumi(...args);
    assert.deepEqual(
      run.remediated.filter((each) => !each.startsWith("required-tags")),
      ["cluster-deletion-protection | games"],
    );
    assert.equal(run.remediated.includes("required-tags | region-a"), true);
    assert.deepEqual(
      run.advisory.filter((finding) => /^(required-tags|cluster-del)/.test(finding)),
      [],
    );
    assert.equal(run.ok, true, run.output);
  });

  it("is not previewed with a wrong configuration", async () => {
    const config = writeConfiguration(team.folder, { "spot-lifecycle-lable": "advisory" });
    const args = [...preview, "--policy-pack", program, "--policy-pack-config", config];
    const run = await team.pulumi(...args);
    assert.equal(run.ok, false);
    assert.match(
      run.output,
      /"spot-lifecycle-lable" is not a rule of this pack\. Did you mean "spot-lifecycle-label"\?/,
    );
  });
});

describe("The pack as a folder, which a complete Pulumi installation starts,", function () {
  this.timeout(120_000);
  let team: Team;

  before(async function () {
    await requireService("directory-packs", this);
    team = await startTeam(await findDirectoryPackEngine());
  });

  after(() => team?.stop());

  it("stops the other team's stack too", async () => {
    const run = await team.pulumi(...preview, "--policy-pack", pack);
    assert.deepEqual(run.mandatory, stopped);
    assert.equal(run.ok, false);
  });
});
