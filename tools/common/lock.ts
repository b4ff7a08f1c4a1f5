import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import lockfile from "proper-lockfile";
import type { Say } from "./progress";

/** Milliseconds: a running holder renews its lock every `update`; a lock is abandoned after `stale`. */
const heartbeat = { stale: 15_000, update: 3_000 };

/**
 * Runs work while no other process of this machine holds the same lock; reports that it waits.
 * It takes over the lock of a killed holder. The lock avoids duplicate work; it does not protect data: a
 * machine that slept may wake with two holders, so the work must be safe in parallel (see install.ts).
 */
export async function withLock<T>(file: string, say: Say, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  const release = await acquire(file, say);
  try {
    return await work();
  } finally {
    // A lost lock need not be released.
    await release().catch(() => undefined);
  }
}

async function acquire(file: string, say: Say): Promise<() => Promise<void>> {
  const options = {
    ...heartbeat,
    realpath: false,
    lockfilePath: file,
    onCompromised: () => undefined,
  };
  for (;;) {
    try {
      return await lockfile.lock(file, options);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
      say("another run is installing it; waiting for that one to end");
      await sleep(500);
    }
  }
}
