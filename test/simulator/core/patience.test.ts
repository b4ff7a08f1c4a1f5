import assert from "node:assert/strict";
import { Activity, patiently } from "../../../simulator/patience";

const QUIET_MS = 200;

describe("Patience", () => {
  let activity: Activity;
  let attempts: number;

  beforeEach(() => {
    activity = new Activity();
    attempts = 0;
  });

  const early = new Error("not there yet");
  const attempt = (succeedsAt: number) => () => {
    attempts++;
    if (attempts < succeedsAt) throw early;
    return attempts;
  };
  const wait = (succeedsAt: number): Promise<number> =>
    patiently({ activity }, attempt(succeedsAt), (error) => error === early, QUIET_MS);

  it("tries again what came too early", async () => {
    assert.equal(await wait(3), 3);
  });

  it("ends once nothing has happened for a while, with the last error", async () => {
    await assert.rejects(wait(Infinity), early);
    assert.ok(attempts > 1);
  });

  it("is for what may come only", async () => {
    await assert.rejects(
      patiently({ activity }, attempt(2), () => false, QUIET_MS),
      early,
    );
    assert.equal(attempts, 1);
  });

  it("lasts as long as something goes on, and a while after it", async () => {
    const end = activity.begin();
    let isOver = false;
    const waiting = wait(Infinity).finally(() => (isOver = true));
    setTimeout(() => {
      assert.equal(isOver, false);
      end();
      end();
    }, 3 * QUIET_MS);
    await assert.rejects(waiting, early);
    assert.equal(activity.quietFor(Date.now() - QUIET_MS) >= QUIET_MS, true);
  });

  it("starts again with every change", async () => {
    const changes = setInterval(() => activity.note(), QUIET_MS / 4);
    try {
      const enough = 3 * (QUIET_MS / 50);
      assert.equal(await wait(enough), enough);
    } finally {
      clearInterval(changes);
    }
  });
});
