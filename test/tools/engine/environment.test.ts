import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Engine } from "../../../tools/engine/engine";
import { engineEnvironment } from "../../../tools/engine/environment";
import { sandbox, type Sandbox } from "../sandbox";

describe("The environment of a local run", () => {
  let box: Sandbox;
  beforeEach(() => {
    box = sandbox();
  });
  afterEach(() => box.remove());

  const engine: Engine = {
    program: "/engine/pulumi",
    version: "3.258.0",
    source: "cache",
    pathEntries: ["/engine", "/host"],
    passedOver: [],
  };

  it("keeps Pulumi's files in its folder and excludes the user's accounts", () => {
    const folder = join(box.folder, "a folder");
    const env = engineEnvironment(engine, folder, {
      HOME: "/home/ada",
      PATH: "/usr/bin",
      HTTPS_PROXY: "http://proxy:3128",
      KUBECONFIG: "/home/ada/.kube/config",
      AWS_PROFILE: "production",
      AWS_ACCESS_KEY_ID: "AKIA",
      PULUMI_ACCESS_TOKEN: "pul-1",
      PULUMI_BACKEND_URL: "s3://states",
      PULUMI_STACK: "prod",
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
    });
    assert.deepEqual(env, {
      HOME: "/home/ada",
      PATH: ["/engine", "/host", dirname(process.execPath), "/usr/bin"].join(delimiter),
      HTTPS_PROXY: "http://proxy:3128",
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${box.folder}/a%20folder/state`,
      PULUMI_CONFIG_PASSPHRASE: "local",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
    });
  });

  it("has existing folders", () => {
    engineEnvironment(engine, box.folder, {});
    assert.ok(existsSync(join(box.folder, "home")));
    assert.ok(existsSync(join(box.folder, "state")));
  });
});
