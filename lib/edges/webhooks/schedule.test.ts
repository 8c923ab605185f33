import { expect, test } from "vitest";
import { FAILURES_TO_PAUSE, MOST_TRIES, nextTryAt, pauseMs, retryAfterMs } from "./schedule";

const now = new Date("2026-11-30T08:00:00Z");
const HOUR = 3_600_000;
const waitMs = (tries: number, more: { askedMs?: number; random?: number } = {}) => {
  const next = nextTryAt(tries, { now, askedMs: more.askedMs ?? null, random: more.random ?? 0 });
  return next && next.getTime() - now.getTime();
};

test("ten tries take between three and four days, and then it is over", () => {
  const waits = Array.from({ length: MOST_TRIES - 1 }, (_, at) => waitMs(at + 1) ?? 0);
  expect(waits.slice(0, 3)).toEqual([5_000, 300_000, 1_800_000]);
  expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
  const hours = waits.reduce((sum, each) => sum + each, 0) / HOUR;
  expect(hours).toBeGreaterThan(72);
  expect(hours * 1.2).toBeLessThan(96);
  expect(waitMs(MOST_TRIES)).toBeNull();
});

test("chance makes a wait up to a fifth longer, and never shorter", () => {
  expect(waitMs(4, { random: 0.999999 })).toBeCloseTo(2 * HOUR * 1.2, -2);
  expect(waitMs(4)).toBe(2 * HOUR);
});

test("what the other side asks for counts where it is longer, up to a day", () => {
  expect(waitMs(1, { askedMs: 60_000 })).toBe(60_000);
  expect(waitMs(4, { askedMs: 60_000 })).toBe(2 * HOUR);
  expect(waitMs(1, { askedMs: 400 * HOUR })).toBe(24 * HOUR);
});

test.each([
  ["120", 120_000],
  ["Mon, 30 Nov 2026 08:01:00 GMT", 60_000],
  ["Mon, 30 Nov 2026 07:00:00 GMT", 0],
  ["soon", null],
  ["-5", null],
  ["9".repeat(5000), null],
  [null, null],
])("Retry-After: %s", (header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});

test("an endpoint that fails again and again is left alone, for five minutes at the longest", () => {
  expect(pauseMs(FAILURES_TO_PAUSE - 1)).toBe(0);
  expect(pauseMs(FAILURES_TO_PAUSE)).toBe(5_000);
  expect(pauseMs(FAILURES_TO_PAUSE + 1)).toBe(10_000);
  expect(pauseMs(500)).toBe(300_000);
});
