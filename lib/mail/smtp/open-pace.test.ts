import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OpenPace } from "./open-pace";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("one connection tries first; once it is made others may follow", () => {
  const pace = new OpenPace(100);
  expect(pace.oneAtATime).toBe(true);
  pace.reached();
  expect(pace.oneAtATime).toBe(false);
  pace.failed(false);
  pace.reached();
  expect(pace.oneAtATime).toBe(true);
  pace.proved();
  expect(pace.oneAtATime).toBe(false);
});

test("pauses double, and the fourth failure in a row is one too many", () => {
  const pace = new OpenPace(100);
  const tries = [1, 2, 3, 4].map(() => ({ giveUp: pace.failed(false), pauseMs: pace.pauseMs(false) }));
  expect(tries.map((each) => each.pauseMs)).toEqual([100, 200, 400, 800]);
  expect(tries.map((each) => each.giveUp)).toEqual([false, false, false, true]);
  pace.proved();
  expect(pace.failed(false)).toBe(false);
});

test("what will not be better in seconds ends at once, and keeps others from growing for half a minute and longer", () => {
  const pace = new OpenPace(100);
  expect(pace.failed(true)).toBe(true);
  expect(pace.pauseMs(false)).toBe(100);
  expect(pace.pauseMs(true)).toBe(30_000);
  pace.failed(true);
  expect(pace.pauseMs(true)).toBe(60_000);
  pace.reset();
  expect(pace.pauseMs(true)).toBeLessThanOrEqual(0);
});
