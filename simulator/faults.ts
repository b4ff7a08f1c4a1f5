import picomatch from "picomatch";
import { setTimeout as sleep } from "node:timers/promises";
import { CloudError } from "./errors";

/** What a provider is asked to do. */
export type Operation = "create" | "read" | "update" | "delete" | "invoke";

/** Something that goes wrong on request. */
export interface Fault {
  /** Type token or function token, with `*` as in file names. @default any */
  type?: string;
  /** Name of the resource in its stack, with `*`. @default any */
  name?: string;
  /** @default any */
  operation?: Operation;
  /** How many matching calls pass before the first that is hit. @default 0 */
  after?: number;
  /** How many calls are hit, or `always`. @default 1 */
  times?: number | "always";
  /**
   * - `slow`: the call takes `milliseconds` longer.
   * - `throttle`: AWS answers `ThrottlingException`. Like the real provider, ours tries again a
   *   few times, and each try counts: a few throttled calls only slow a run down.
   * - `fail`: the call fails with `code`, nothing happens.
   * - `lose-answer`: the call takes effect, but its answer never arrives.
   */
  effect: "slow" | "throttle" | "fail" | "lose-answer";
  /** For `slow`. @default 1000 */
  milliseconds?: number;
  /** For `fail`. @default InternalFailure */
  code?: string;
  /** For `fail`: AWS' sentence. */
  message?: string;
}

// The AWS SDK gives up after a number of tries; the real provider's default of 25 would only take longer.
const TRIES = 5;
const FIRST_PAUSE_MS = 20;

/** A call as faults see it. */
export interface FaultTarget {
  type: string;
  name: string;
  operation: Operation;
}

/** Decides which calls go wrong, and how. Counts calls, so one instance serves one run. */
export class Faults {
  private readonly seen = new Map<Fault, number>();

  constructor(private readonly faults: readonly Fault[]) {}

  /** Runs `work` as the cloud would on a bad day. */
  async around<T>(target: FaultTarget, work: () => Promise<T>): Promise<T> {
    await this.slowDown(target);
    await this.throttle(target);
    const failure = this.hit(target, "fail");
    if (failure) {
      throw new CloudError(
        failure.code ?? "InternalFailure",
        failure.message ?? "The request processing has failed because of an unknown error.",
      );
    }
    const result = await work();
    if (this.hit(target, "lose-answer")) {
      throw new CloudError("RequestTimeout", "The connection was reset before the answer arrived.");
    }
    return result;
  }

  private async slowDown(target: FaultTarget): Promise<void> {
    const slow = this.hit(target, "slow");
    if (slow) await sleep(slow.milliseconds ?? 1000);
  }

  private async throttle(target: FaultTarget): Promise<void> {
    for (let attempt = 0; this.hit(target, "throttle"); attempt++) {
      if (attempt + 1 === TRIES) {
        throw new CloudError("ThrottlingException", "Rate exceeded");
      }
      await sleep(FIRST_PAUSE_MS * 2 ** attempt);
    }
  }

  private hit(target: FaultTarget, effect: Fault["effect"]): Fault | undefined {
    return this.faults.find((fault) => {
      if (fault.effect !== effect || !matches(fault, target)) return false;
      const seen = this.seen.get(fault) ?? 0;
      this.seen.set(fault, seen + 1);
      const from = fault.after ?? 0;
      const times = fault.times ?? 1;
      return seen >= from && (times === "always" || seen < from + times);
    });
  }
}

function matches(fault: Fault, target: FaultTarget): boolean {
  return (
    (fault.operation === undefined || fault.operation === target.operation) &&
    (fault.type === undefined || glob(fault.type)(target.type)) &&
    (fault.name === undefined || glob(fault.name)(target.name))
  );
}

// Type tokens hold slashes and colons, which a glob of a path would treat apart.
const glob = (pattern: string): ((text: string) => boolean) => {
  const match = picomatch(pattern.replaceAll("/", "\u0000"), { nonegate: true });
  return (text) => match(text.replaceAll("/", "\u0000"));
};
