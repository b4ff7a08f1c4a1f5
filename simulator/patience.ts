import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "./world";

/** How long nothing may have changed until what is missing counts as never coming. */
const QUIET_MS = 2000;
const PAUSE_MS = 50;

/**
 * Tries again what fails because something is not there yet, as real providers do for minutes: nodes of an add-on,
 * the namespace of an object. Here all else ends in milliseconds, so the wait ends once nothing has changed in the
 * world for two seconds.
 *
 * @param isEarly whether an error may be one of having come too early
 */
export async function patiently<T>(
  world: World,
  attempt: () => T,
  isEarly: (error: unknown) => boolean,
): Promise<T> {
  const start = Date.now();
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      const quietSince = Math.max(start, world.changedAt);
      if (!isEarly(error) || Date.now() - quietSince > QUIET_MS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
