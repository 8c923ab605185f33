import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { answering, drainAfterAnswers, noteWork, workEnd } from "./after-answer";

const contextKey = Symbol.for("@vercel/request-context");
const holder = globalThis as unknown as Record<symbol, unknown>;
const awake: Promise<unknown>[] = [];

/** Answers a request as on a platform that says when it ends. */
function onPlatform(deadline?: number): void {
  holder[contextKey] = { get: () => ({ waitUntil: (work: Promise<unknown>) => awake.push(work), deadline }) };
}
afterEach(() => {
  delete holder[contextKey];
  awake.length = 0;
});

test("work of a request is done after its answer; without any nothing is", async () => {
  const ends: Date[] = [];
  drainAfterAnswers(async (endBy) => void ends.push(endBy));
  onPlatform();
  expect(await answering(async () => "read")).toBe("read");
  expect(awake).toHaveLength(0);
  await answering(async () => noteWork());
  await Promise.all(awake);
  expect(ends).toHaveLength(1);
  // What a refused request had put in the queue before it failed may be there.
  await expect(
    answering(async () => {
      noteWork();
      throw new Error("refused");
    }),
  ).rejects.toThrow("refused");
  await Promise.all(awake);
  expect(ends).toHaveLength(2);
});

test("one works at a time, and who comes meanwhile makes it go round once more", async () => {
  let running = 0;
  let most = 0;
  let rounds = 0;
  drainAfterAnswers(async () => {
    most = Math.max(most, ++running);
    rounds++;
    await sleep(20);
    running--;
  });
  onPlatform();
  await Promise.all(Array.from({ length: 5 }, () => answering(async () => noteWork())));
  await Promise.all(awake);
  expect(most).toBe(1);
  expect(rounds).toBeLessThan(5);
});

test("the work ends before the platform ends the function", () => {
  const now = new Date("2026-11-29T10:00:00Z");
  onPlatform();
  expect(workEnd(now)).toEqual(new Date("2026-11-29T10:00:45Z"));
  onPlatform(now.getTime() + 30_000);
  expect(workEnd(now)).toEqual(new Date("2026-11-29T10:00:20Z"));
});
