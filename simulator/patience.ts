import { setTimeout as sleep } from "node:timers/promises";

/** How long nothing has to have happened, in milliseconds, until what is missing counts as never coming. */
export const QUIET_MS = 2000;
const PAUSE_MS = 50;

/** Knows whether anything goes on in the local cloud. */
export class Activity {
  private underWay = 0;
  private lastAt = 0;

  /** Something happened just now: a call came, or something was changed. */
  note(): void {
    this.lastAt = Date.now();
  }

  /** Something goes on until the result is called. */
  begin(): () => void {
    this.underWay++;
    let end = (): void => {
      end = () => undefined;
      this.underWay--;
      this.note();
    };
    return () => end();
  }

  /** Milliseconds since something happened last, `start` at the earliest; 0 while something goes on. */
  quietFor(start: number): number {
    return this.underWay > 0 ? 0 : Date.now() - Math.max(start, this.lastAt);
  }
}

/**
 * Tries again what fails because something is not there yet, as real providers do for minutes: nodes of an add-on,
 * the namespace of an object. Here all else ends in milliseconds, so the wait ends once nothing has happened in the
 * world for two seconds.
 *
 * @param isEarly whether an error may be one of having come too early
 * @param quietMs how long nothing may have happened
 */
export async function patiently<T>(
  { activity }: { activity: Activity },
  attempt: () => T,
  isEarly: (error: unknown) => boolean,
  quietMs = QUIET_MS,
): Promise<T> {
  const start = Date.now();
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isEarly(error) || activity.quietFor(start) >= quietMs) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
