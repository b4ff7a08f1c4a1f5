import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { findDirectoryPackEngine, findEngine } from "../../../tools/engine/find";
import { requireService } from "../../setup";
import { sandbox, type Sandbox } from "../sandbox";
import { project, type Project } from "./project";

describe("The engine that was found", function () {
  this.timeout(120_000);
  let box: Sandbox;
  let fixture: Project;

  before(async function () {
    await requireService("engine", this);
    box = sandbox();
    fixture = project(box, await findEngine());
    const created = await fixture.pulumi("stack", "init", "dev");
    assert.ok(created.ok, created.output);
  });
  after(() => box?.remove());

  it("deploys and destroys a program with a resource that the program itself serves", async () => {
    const up = await fixture.pulumi("up", "--yes", "--skip-preview", "--config", "color=green");
    assert.ok(up.ok, up.output);
    assert.match(up.output, /id: "thing-1"/);
    assert.doesNotMatch(up.output, /warning/);
    const destroyed = await fixture.pulumi("destroy", "--yes", "--skip-preview");
    assert.ok(destroyed.ok, destroyed.output);
    assert.match(destroyed.output, /2 deleted/);
  });

  it("returns the user's name without a login", async () => {
    const { output } = await fixture.pulumi("whoami", "--verbose");
    assert.match(output, new RegExp(`Backend URL: file://.*${join("local", "state")}`));
  });

  it("writes nothing into a user's home", () => {
    assert.deepEqual(readdirSync(join(box.folder, "home")), []);
  });
});

describe("The engine for policy packs in folders", function () {
  this.timeout(120_000);
  let box: Sandbox;
  let fixture: Project;

  before(async function () {
    await requireService("directory-packs", this);
    box = sandbox();
    fixture = project(box, await findDirectoryPackEngine());
    const created = await fixture.pulumi("stack", "init", "dev");
    assert.ok(created.ok, created.output);
  });
  after(() => box?.remove());

  const preview = (color: string): ReturnType<Project["pulumi"]> =>
    fixture.pulumi("preview", "--policy-pack", fixture.pack, "--config", `color=${color}`);

  it("fails a preview that breaks a mandatory policy", async () => {
    const { ok, output } = await preview("red");
    assert.equal(ok, false);
    assert.match(output, /\[mandatory\] {2}no-red {2}\(pulumi-nodejs:dynamic:Resource: thing\)/);
    assert.match(output, /Red is not allowed\./);
  });

  it("passes a preview that complies with it", async () => {
    const { ok, output } = await preview("green");
    assert.ok(ok, output);
  });
});
