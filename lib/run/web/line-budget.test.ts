import { expect, test } from "vitest";
import { LineBudget } from "./line-budget";

test("a flood gets as many lines as there are at once and by the second, and the next line says how many it left out", () => {
  const budget = new LineBudget({ perSecond: 10, atOnce: 100 }, 0);
  const taken: { leftOut: number }[] = [];
  // An hour of a thousand a second.
  for (let ms = 0; ms < 3_600_000; ms += 1) {
    const one = budget.take(ms);
    if (one) taken.push(one);
  }
  expect(taken.length).toBeGreaterThan(36_000);
  expect(taken.length).toBeLessThanOrEqual(36_100);
  expect(taken.length + taken.reduce((sum, { leftOut }) => sum + leftOut, 0)).toBeGreaterThan(3_600_000 - 101);
  expect(taken.slice(0, 100).every(({ leftOut }) => leftOut === 0)).toBe(true);
});

test("after a quiet time there is no more than at the beginning", () => {
  const budget = new LineBudget({ perSecond: 10, atOnce: 3 }, 0);
  const lines = () => Array.from({ length: 10 }, () => budget.take(86_400_000)).filter(Boolean).length;
  expect([lines(), lines()]).toEqual([3, 0]);
});
