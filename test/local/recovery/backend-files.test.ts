import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localFolders, type LocalFolders } from "../../../local/folders";
import { removeUnfinishedFiles } from "../../../local/recovery/backend-files";

describe("The files of the engine's backend", () => {
  let folder: string;
  let folders: LocalFolders;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "backend-"));
    folders = localFolders(folder, join(folder, "data"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("do not exist before the first run", () => {
    assert.doesNotThrow(() => removeUnfinishedFiles(folders));
  });

  it("stay if they are complete, and are removed if a killed engine left them incomplete", () => {
    const stacks = join(folders.pulumi, "state/.pulumi/stacks/games");
    mkdirSync(stacks, { recursive: true });
    const files = {
      "dev.json": "{}",
      "dev.json.attrs": "",
      "dev.json.bak": "{}",
      "dev.json.bak.attrs": "{}",
      "dev.json.18c2f0a1b2c3d4e5.tmp": "{",
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(stacks, name), text);
    removeUnfinishedFiles(folders);
    assert.deepEqual(readdirSync(stacks).sort(), [
      "dev.json",
      "dev.json.bak",
      "dev.json.bak.attrs",
    ]);
  });
});
