import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ToolError } from "../../../tools/common/errors";
import { onFreePorts, startServer, type ServerProgram } from "../../../tools/services/server";
import { sandbox, type Sandbox } from "../sandbox";

describe("A server for a test", () => {
  let box: Sandbox;
  let server: ServerProgram;
  let owner: ChildProcess | undefined;

  beforeEach(() => {
    box = sandbox();
    const folder = join(box.folder, "server");
    server = {
      title: "the fake server",
      program: box.program("server", 'echo $$ > "$1/../pid"; echo serving; exec sleep 60'),
      args: [box.folder + "/bin"],
      env: { PATH: "/usr/bin:/bin" },
      folder,
      ready: () => Promise.resolve(existsSync(join(box.folder, "pid"))),
    };
    box.program("unused", "", folder);
  });
  afterEach(() => {
    owner?.kill("SIGKILL");
    box.remove();
  });

  const isRunning = (): boolean => {
    try {
      process.kill(Number(readFileSync(join(box.folder, "pid"), "utf8")), 0);
      return true;
    } catch {
      return false;
    }
  };

  it("runs until it is stopped, and removes its folder", async () => {
    const running = await startServer(server);
    assert.ok(isRunning());
    await running.stop();
    assert.equal(isRunning(), false);
    assert.equal(existsSync(server.folder), false);
  });

  it("that ends before it serves causes an error with its last output, and removes its folder", async () => {
    server.program = box.program("server", "echo cannot bind; exit 1");
    await assert.rejects(startServer(server), {
      name: "ToolError",
      message: [
        "Cannot start the fake server.",
        "  Cause: It ended before it served. Its output:",
        "    cannot bind",
        "  Fix:   Run the command again; if it fails the same way, report it with this text.",
      ].join("\n"),
    });
    assert.equal(existsSync(server.folder), false);
  });

  it("ends with the process that started it, even if that is killed", async function () {
    this.timeout(30_000);
    const script = join(__dirname, "start-and-wait.ts");
    const { program, args, folder } = server;
    const child = spawn(
      process.execPath,
      ["-r", "ts-node/register", script, program, args[0]!, folder],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    owner = child;
    await new Promise((started) => child.stdout.once("data", started));
    assert.ok(isRunning());
    child.kill("SIGKILL");
    while (isRunning() || existsSync(folder)) await sleep(20);
  });

  it("is started on other ports if the first are in use", async () => {
    const tried: number[][] = [];
    const taken = new ToolError({ what: "a", cause: "bind: address already in use", fix: "b" });
    const result = await onFreePorts(2, (ports) => {
      tried.push(ports);
      return tried.length === 1 ? Promise.reject(taken) : Promise.resolve("up");
    });
    assert.equal(result, "up");
    assert.deepEqual(
      tried.map((ports) => new Set(ports).size),
      [2, 2],
    );
  });

  it("receives ports that can be bound", async () => {
    await onFreePorts(1, async ([port]) => {
      const probe = createServer();
      await new Promise<void>((listening) => probe.listen(port, "127.0.0.1", listening));
      await new Promise((closed) => probe.close(closed));
    });
  });

  it("that fails for another reason is not started again", async () => {
    let count = 0;
    const start = (): Promise<never> => {
      count += 1;
      return Promise.reject(new Error("no"));
    };
    await assert.rejects(onFreePorts(1, start), { message: "no" });
    assert.equal(count, 1);
  });
});
