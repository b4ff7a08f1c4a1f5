import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import lockfile from "proper-lockfile";
import { SimulatorError } from "./errors";

/** The right to change a state file. */
export interface WorldLock {
  /** The process that had it and ended without giving it back. */
  takenFrom?: number;
  release(): Promise<void>;
}

interface Owner {
  pid: number;
  host: string;
}

/** Milliseconds after which a lock counts as left behind whose owner is not known to be gone. */
const STALE_MS = 10_000;
const NO_WAIT = { realpath: false, stale: STALE_MS, retries: 0 };
/** Long enough to see a lock become stale. */
const WAIT = { ...NO_WAIT, retries: { retries: 48, factor: 1, minTimeout: 250, maxTimeout: 250 } };

/**
 * Takes the lock of a state file. A lock whose owner is gone on this machine is taken over at once.
 *
 * @throws SimulatorError where another process has it
 */
export async function lockWorld(file: string): Promise<WorldLock> {
  mkdirSync(dirname(file), { recursive: true });
  const ownerFile = `${file}.owner`;
  // One process at a time looks who the owner is and becomes the owner.
  const letOthersLook = await lockfile.lock(ownerFile, WAIT);
  try {
    const owner = readOwner(ownerFile);
    const isGone = owner !== undefined && owner.host === hostname() && !isRunning(owner.pid);
    if (isGone) rmSync(`${file}.lock`, { recursive: true, force: true });
    const unlock = await lockfile.lock(file, owner ? NO_WAIT : WAIT).catch(asInUse(file, owner));
    writeFileSync(ownerFile, JSON.stringify({ pid: process.pid, host: hostname() }));
    if (isGone) removeLeftovers(file);
    return {
      ...(isGone && { takenFrom: owner.pid }),
      release: async () => {
        rmSync(ownerFile, { force: true });
        await unlock();
      },
    };
  } finally {
    await letOthersLook();
  }
}

function readOwner(file: string): Owner | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Owner;
  } catch {
    // Its process was killed while it wrote this.
    return undefined;
  }
}

/** Whether a process with this id runs, whoever started it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether a process has ended and its parent, as in many containers, does not take notice of it. */
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && /^[^]*\) Z/.test(readFileSync(file, "utf8"));
}

function asInUse(file: string, owner: Owner | undefined) {
  return (error: NodeJS.ErrnoException): never => {
    if (error.code !== "ELOCKED") throw error;
    const process = owner ? ` (process ${owner.pid} on ${owner.host})` : "";
    throw new SimulatorError(
      `${file} is in use by another local run${process}. Wait until that run ends.`,
    );
  };
}

/** Copies that a killed process had begun to write: `cloud.json.1234567`. */
function removeLeftovers(file: string): void {
  for (const name of readdirSync(dirname(file))) {
    const isCopy = name.startsWith(`${basename(file)}.`) && /\.\d+$/.test(name);
    if (isCopy) rmSync(join(dirname(file), name), { force: true });
  }
}
