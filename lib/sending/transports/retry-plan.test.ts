import fc from "fast-check";
import { expect, test } from "vitest";
import { nextAttempt, type RetryOptions } from "./retry-plan";

const now = new Date("2026-11-22T10:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const minutes = (attempts: number, random = 0.5, options: RetryOptions = {}) => {
  const at = nextAttempt(attempts, now, now, random, options);
  return at && (at.getTime() - now.getTime()) / 60_000;
};

test("waits grow from a minute to eight hours", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 30].map((attempts) => minutes(attempts))).toEqual([
    1, 5, 15, 30, 60, 120, 240, 480, 480, 480,
  ]);
});

test("jitter is a fifth either way", () => {
  expect(minutes(5, 0)).toBe(48);
  expect(minutes(5, 1)).toBe(72);
});

/** All tries of a message that is always deferred, in minutes after the first. */
function tries(options: RetryOptions): number[] {
  const times = [0];
  for (let at: Date | null = now, attempts = 1; at && attempts < 1000; attempts++) {
    at = nextAttempt(attempts, now, at, 0.5, options);
    if (at) times.push((at.getTime() - now.getTime()) / 60_000);
  }
  return times;
}

test("the last try is at the end of the message's time, a day or up to three", () => {
  expect(tries({})).toEqual([0, 1, 6, 21, 51, 111, 231, 471, 951, 1431, 1440]);
  expect(tries({ lifetimeHours: 72 }).at(-1)).toBe(72 * 60);
  expect(nextAttempt(2, later(-24 * 60), now, 0.5)).toBeNull();
});

test("a one-time code is not tried after it has run out", () => {
  expect(tries({ deadline: later(10) })).toEqual([0, 1, 6, 10]);
});

test("greylisting gets its five minutes at the first retry, then the plan goes on", () => {
  expect(minutes(1, 0.5, { category: "greylist" })).toBe(5);
  expect(minutes(1, 0, { category: "greylist" })).toBe(4);
  expect(minutes(3, 0.5, { category: "greylist" })).toBe(15);
});

test("a throttled message is due when its provider's suspension ends, however often it was tried", () => {
  for (const attempts of [1, 5, 9]) {
    expect(minutes(attempts, 0, { category: "throttled", notBefore: later(120) })).toBe(120);
    expect(minutes(attempts, 0.5, { category: "throttled" })).toBe(5);
  }
});

test("a suspension beyond the message's time ends it", () => {
  expect(minutes(1, 0.5, { category: "throttled", notBefore: later(25 * 60) })).toBeNull();
});

test("a try is always after now, never before the suspension's end and never after the message's time", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: 80 * 60 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.option(fc.integer({ min: -60, max: 80 * 60 })),
      fc.constantFrom("greylist", "throttled", "transient", null),
      fc.integer({ min: 1, max: 72 }),
      (attempts, age, random, suspended, category, lifetimeHours) => {
        const notBefore = suspended === null ? null : later(suspended);
        const at = nextAttempt(attempts, later(-age), now, random, { notBefore, category, lifetimeHours });
        fc.pre(at !== null);
        expect(at > now).toBe(true);
        expect(at <= later(lifetimeHours * 60 - age)).toBe(true);
        if (notBefore) expect(at >= notBefore).toBe(true);
      },
    ),
  );
});
