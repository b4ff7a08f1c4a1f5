import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { run } from "../../cli/run";
import type { IpPlan } from "../../model/network/ip-plan";

const config = {
  "aws:region": "us-east-1",
  "shop:environment": "dev",
  "shop:network": { cidr: "10.10.0.0/20", zones: ["us-east-1a", "us-east-1b"] },
  "shop:cluster": { publicAccessCidrs: ["203.0.113.0/24"] },
  "shop:nodeGroups": [
    { name: "system", instanceTypes: ["m5.large"], minSize: 1, desiredSize: 2, maxSize: 4 },
  ],
};

describe("The command ip-plan", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ip-plan-"));
    writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name: "shop", runtime: "nodejs" }));
    writeFileSync(join(folder, "Pulumi.dev.yaml"), stringify({ config }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const runs = async (...args: string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const surroundings = {
      folder,
      out: (text: string) => void out.push(text),
      err: (text: string) => void err.push(text),
    };
    const code = await run(args, surroundings);
    return { code, out: out.join("\n"), err: err.join("\n") };
  };

  it("prints the use of every subnet's addresses, and the assumptions behind it", async () => {
    const { code, out, err } = await runs("ip-plan", "--stack", "dev");
    assert.equal(code, 0);
    assert.equal(err, "");
    assert.equal(
      out.split("\n\nSize")[0],
      [
        "┌────────────────────┬─────────────────┬──────┬───────┬──────┬──────┬───────┬──────┬──────┐",
        "│ Subnet             │ CIDR            │ Size │ Nodes │ Pods │ Warm │ Surge │ Kept │ Left │",
        "├────────────────────┼─────────────────┼──────┼───────┼──────┼──────┼───────┼──────┼──────┤",
        "│ private us-east-1a │ 10.10.0.0/23    │  507 │     6 │   52 │    2 │    60 │   16 │  371 │",
        "│ private us-east-1b │ 10.10.2.0/23    │  507 │     6 │   52 │    2 │    60 │   16 │  371 │",
        "│ public us-east-1a  │ 10.10.15.192/26 │   59 │     0 │    0 │    0 │     0 │    9 │   50 │",
        "│ public us-east-1b  │ 10.10.15.128/26 │   59 │     0 │    0 │    0 │     0 │    9 │   50 │",
        "└────────────────────┴─────────────────┴──────┴───────┴──────┴──────┴───────┴──────┴──────┘",
        "",
        "┌────────────┬──────────┬───────────────┬─────────────┐",
        "│ Node group │ Max pods │ Pods per node │ Surge nodes │",
        "├────────────┼──────────┼───────────────┼─────────────┤",
        "│ system     │       29 │            26 │           4 │",
        "└────────────┴──────────┴───────────────┴─────────────┘",
      ].join("\n"),
    );
  });

  it("prints the same plan as JSON", async () => {
    const { code, out } = await runs("ip-plan", "--stack", "dev", "--json");
    assert.equal(code, 0);
    const plan = JSON.parse(out) as IpPlan;
    assert.deepEqual(plan.nodeGroups, [
      { name: "system", maxPods: 29, podsPerNode: 26, surgeNodes: 4 },
    ]);
    assert.equal(plan.subnets[0]?.left, 371);
  });

  it("reports that a stack does not exist, and suggests one", async () => {
    const { code, out, err } = await runs("ip-plan", "--stack", "def");
    assert.equal(code, 1);
    assert.equal(out, "");
    assert.equal(err, '--stack: "def" has no file Pulumi.def.yaml. Did you mean "dev"?');
  });

  it("reports a plan that does not fit, without a stack trace", async () => {
    const nodeGroups = [{ ...config["shop:nodeGroups"][0], maxSize: 40 }];
    writeFileSync(
      join(folder, "Pulumi.dev.yaml"),
      stringify({ config: { ...config, "shop:nodeGroups": nodeGroups } }),
    );
    const { code, err } = await runs("ip-plan", "--stack", "dev");
    assert.equal(code, 1);
    assert.equal(
      err,
      'network.cidr: ["10.10.0.0/23","10.10.2.0/23"] are too small: private us-east-1a lacks 169 addresses, ' +
        "private us-east-1b lacks 169 addresses. Choose larger subnets, a pod CIDR with custom " +
        "networking, fewer nodes or pods, or lower warm targets.",
    );
  });

  it("reports an error in the stack's file", async () => {
    writeFileSync(
      join(folder, "Pulumi.dev.yaml"),
      stringify({ config: { ...config, "shop:netwrk": {} } }),
    );
    const { code, err } = await runs("ip-plan", "--stack", "dev");
    assert.equal(code, 1);
    assert.equal(err, 'netwrk: {} is not an argument. Did you mean "network"?');
  });

  it("requires a stack", async () => {
    const { code, err } = await runs("ip-plan");
    assert.equal(code, 1);
    assert.equal(err, "error: required option '--stack <name>' not specified");
  });
});

describe("The command line", () => {
  it("rejects an unknown command", async () => {
    const err: string[] = [];
    const code = await run(["ip-pan"], {
      folder: ".",
      out: assert.fail,
      err: (text) => void err.push(text),
    });
    assert.equal(code, 1);
    assert.deepEqual(err, ["error: unknown command 'ip-pan'\n(Did you mean ip-plan?)"]);
  });
});
