import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gathered } from "./gathered";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the first change is told at once, those that follow once in 300 ms, and the last one always", () => {
  const told: number[] = [];
  const { change } = gathered<number>((value) => told.push(value));
  change(1);
  expect(told).toEqual([1]);
  for (let value = 2; value <= 11; value++) {
    change(value);
    vi.advanceTimersByTime(60);
  }
  expect(told).toEqual([1, 6, 11]);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([1, 6, 11]);
  change(12);
  expect(told).toEqual([1, 6, 11, 12]);
});

test("what still waits is told when the editor goes away, once", () => {
  const told: number[] = [];
  const { change, flush } = gathered<number>((value) => told.push(value));
  change(1);
  change(2);
  flush();
  flush();
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([1, 2]);
});
