import { expect, test } from "vitest";
import { nextAttempt } from "./retry-plan";

const now = new Date("2026-11-22T10:00:00Z");
const minutes = (attempts: number, random = 0.5) => {
  const at = nextAttempt(attempts, now, now, random);
  return at && (at.getTime() - now.getTime()) / 60_000;
};

test("waits grow from a minute to eight hours, then it gives up", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempts) => minutes(attempts))).toEqual([
    1, 5, 15, 30, 60, 120, 240, 480, 480,
  ]);
  expect(minutes(10)).toBeNull();
});

test("jitter is a fifth either way", () => {
  expect(minutes(5, 0)).toBe(48);
  expect(minutes(5, 1)).toBe(72);
});

test("nothing is tried again a day after the first try", () => {
  expect(nextAttempt(2, new Date(now.getTime() - 24 * 3_600_000), now, 0.5)).toBeNull();
});
