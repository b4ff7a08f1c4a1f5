import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { localFolders, type LocalFolders } from "../../local/folders";
import { configFile, syncConfig } from "../../local/stack-config";

describe("The local copy of a stack's configuration", () => {
  let temporary: string;
  let folders: LocalFolders;

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), "local-config-"));
    const checkout = join(temporary, "checkout");
    mkdirSync(checkout);
    folders = localFolders(checkout, join(temporary, "data"));
    mkdirSync(folders.project, { recursive: true });
    writeCheckout({ "aws:region": "us-east-1", "eks-scenarios:nat": "single" });
  });

  afterEach(() => rmSync(temporary, { recursive: true }));

  const writeCheckout = (config: Record<string, unknown>) =>
    writeFileSync(join(folders.checkout, "Pulumi.dev.yaml"), stringify({ config }));
  const readLocal = () =>
    parse(readFileSync(configFile(folders, "dev"), "utf8")) as {
      config: Record<string, unknown>;
      encryptionsalt?: string;
    };
  const writeLocal = (content: object) =>
    writeFileSync(configFile(folders, "dev"), stringify(content));

  it("starts as the checkout's configuration", async () => {
    await syncConfig(folders, "dev");
    assert.deepEqual(readLocal(), {
      config: { "aws:region": "us-east-1", "eks-scenarios:nat": "single" },
    });
  });

  it("keeps the salt that the engine wrote before the first copy", async () => {
    writeLocal({ encryptionsalt: "v1:salt" });
    await syncConfig(folders, "dev");
    assert.deepEqual(readLocal(), {
      config: { "aws:region": "us-east-1", "eks-scenarios:nat": "single" },
      encryptionsalt: "v1:salt",
    });
  });

  it("follows the checkout except for keys that are set locally", async () => {
    await syncConfig(folders, "dev");
    writeLocal({ config: { "aws:region": "us-east-1", "eks-scenarios:nat": "none", "a:b": "1" } });
    writeCheckout({ "aws:region": "eu-west-1", "eks-scenarios:nat": "single" });
    await syncConfig(folders, "dev");
    assert.deepEqual(readLocal().config, {
      "aws:region": "eu-west-1",
      "eks-scenarios:nat": "none",
      "a:b": "1",
    });
    await syncConfig(folders, "dev");
    assert.equal(readLocal().config["eks-scenarios:nat"], "none");
  });

  it("does not restore a key that was removed locally", async () => {
    await syncConfig(folders, "dev");
    writeLocal({ config: { "aws:region": "us-east-1" } });
    await syncConfig(folders, "dev");
    await syncConfig(folders, "dev");
    assert.deepEqual(readLocal().config, { "aws:region": "us-east-1" });
  });

  it("does not change the checkout's file", async () => {
    const before = readFileSync(join(folders.checkout, "Pulumi.dev.yaml"), "utf8");
    writeLocal({ encryptionsalt: "v1:salt", config: { "a:b": "1" } });
    await syncConfig(folders, "dev");
    assert.equal(readFileSync(join(folders.checkout, "Pulumi.dev.yaml"), "utf8"), before);
  });
});
