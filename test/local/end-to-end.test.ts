import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { userContext } from "../../tools/common/context";
import { requireService } from "../setup";
import { userFolders } from "./user-folders";

const root = join(__dirname, "../..");

describe("npm run local", function () {
  this.timeout(300_000);
  let home: string;
  let env: NodeJS.ProcessEnv;
  let checkout: string[];

  before(async function () {
    await requireService("engine", this);
    home = mkdtempSync(join(tmpdir(), "home-"));
    env = { ...process.env, HOME: home, XDG_DATA_HOME: join(home, "data") };
    delete env["XDG_CACHE_HOME"];
    // A user who has this machine's engine and nothing else.
    const { cache } = userFolders(env);
    mkdirSync(dirname(cache), { recursive: true });
    symlinkSync(userContext().cache, cache);
    checkout = filesOf(root);
  });

  after(() => {
    if (home) rmSync(home, { recursive: true, force: true });
  });

  const local = (...args: string[]) => {
    const command = ["-r", "ts-node/register", "local/main.ts", ...args];
    const options = { cwd: root, env, encoding: "utf8", maxBuffer: 2 ** 26 } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, command, options);
    return { status, stdout, stderr, output: stdout + stderr };
  };

  it("starts with an empty local cloud", () => {
    assert.deepEqual(local("--show").stdout, "The local cloud is empty.\n");
  });

  it("previews in detail under the policies and deploys nothing", () => {
    const { status, output } = local("preview", "--diff", "--stack", "dev");
    assert.equal(status, 0, output);
    assert.match(output, /\+ aws:ec2\/vpc:Vpc: \(create\)/);
    assert.match(output, /cidrBlock +: "10\.10\.0\.0\/16"/);
    assert.match(output, /cluster-deletion-protection/);
    assert.match(output, /\+ \d+ to create/);
    assert.equal(local("--show").stdout, "The local cloud is empty.\n");
  });

  it("deploys the dev stack without arguments", () => {
    const { status, output } = local();
    assert.equal(status, 0, output);
    assert.match(output, /Previewing update \(dev\)[^]*Updating \(dev\)/);
    assert.match(output, /kubeconfig +: \[secret\]/);
    assert.match(output, /\+ \d+ created/);
  });

  it("prints the output and returns the exit code of the command line tool", () => {
    assert.deepEqual(local("stack", "output", "clusterName").stdout, "eks-scenarios-dev\n");
    const unknown = local("stack", "output", "nothing");
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /current stack does not have output property 'nothing'/);
    for (const args of [
      ["refresh", "--yes"],
      ["preview", "--expect-no-changes"],
    ]) {
      const { status, output } = local(...args, "--stack", "dev");
      assert.equal(status, 0, output);
    }
  });

  it("lists the existing resources", () => {
    const { status, stdout } = local("--show");
    assert.equal(status, 0);
    assert.match(stdout, /^us-east-1 +ec2\.Vpc +network +dev: network-vpc$/m);
    assert.match(stdout, /^eks-scenarios-dev +apps\/v1\.Deployment +guestbook\/frontend /m);
  });

  it("destroys the stack, and empties the local cloud with --reset", () => {
    const { status, output } = local("destroy", "--yes", "--stack", "dev");
    assert.equal(status, 0, output);
    assert.equal(local("--show").stdout, "The local cloud is empty.\n");
    assert.equal(local("--reset").status, 0);
    assert.deepEqual(readdirSync(join(userFolders(env).data, "local")), []);
  });

  it("changes neither the checkout nor the user's own Pulumi files", () => {
    assert.deepEqual(filesOf(root), checkout);
    assert.equal(existsSync(join(home, ".pulumi")), false);
  });
});

/** Every file of the checkout with its size and time of change, except the files of git and npm. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return [".git", "node_modules"].includes(entry.name) ? [] : filesOf(path);
    }
    const { size, mtimeMs } = statSync(path);
    return [`${path} ${size} ${mtimeMs}`];
  });
}
