import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "./world";

/** How long nothing has to have changed, in milliseconds, until what is missing counts as never coming. */
export const QUIET_MS = 2000;
const PAUSE_MS = 50;

/**
 * Tries again what fails because something is not there yet, as real providers do for minutes: nodes of an add-on,
 * the namespace of an object. Here all else ends in milliseconds, so the wait ends once nothing has changed in the
 * world for two seconds.
 *
 * @param isEarly whether an error may be one of having come too early
 * @param quietMs how long nothing may have changed
 */
export async function patiently<T>(
  world: World,
  attempt: () => T,
  isEarly: (error: unknown) => boolean,
  quietMs = QUIET_MS,
): Promise<T> {
  const start = Date.now();
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      const quietSince = Math.max(start, world.changedAt);
      if (!isEarly(error) || Date.now() - quietSince >= quietMs) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
