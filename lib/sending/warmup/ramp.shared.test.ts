import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeWarmup } from "./judge-warmup";
import { warmupPresets } from "./presets.shared";
import { allowedAt, dayCounts, rampDays } from "./ramp.shared";
import { StartWarmup } from "./schema";

test("presets are what the form accepts, and follow the curves they are named after", () => {
  for (const { startPerDay, growth, targetPerDay } of warmupPresets) {
    const domainId = "019ab0c0-0000-7000-8000-000000000000";
    expect(StartWarmup.safeParse({ domainId, startPerDay, growth, targetPerDay }).success).toBe(true);
  }
  const [careful, , fast] = warmupPresets;
  if (!careful || !fast) throw new Error("presets are missing");
  expect([0, 7, 14, 21, 27].map((step) => allowedAt(careful, step))).toEqual([50, 201, 809, 3254, 10_000]);
  // SendGrid's table an hour: 20, 28, 39, 55, 77, 108.
  expect([0, 1, 2, 3, 4, 5].map((step) => Math.round(allowedAt(fast, step) / 24))).toEqual([20, 28, 39, 55, 77, 108]);
});

test("the volume never shrinks, never more than doubles, starts and ends where it should", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 10_000 }),
      fc.double({ min: 1.05, max: 2, noNaN: true }),
      fc.integer({ min: 10_001, max: 10_000_000 }),
      (startPerDay, growth, targetPerDay) => {
        const ramp = { startPerDay, growth, targetPerDay };
        const days = rampDays(ramp);
        expect(allowedAt(ramp, 0)).toBe(startPerDay);
        expect(allowedAt(ramp, days)).toBe(targetPerDay);
        if (days > 2) expect(allowedAt(ramp, days - 2)).toBeLessThan(targetPerDay);
        for (let step = 1; step <= days; step++) {
          const [before, now] = [allowedAt(ramp, step - 1), allowedAt(ramp, step)];
          expect(now).toBeGreaterThanOrEqual(before);
          expect(now).toBeLessThanOrEqual(before * 2 + 2);
        }
      },
    ),
  );
});

test("a day counts when half of it was used", () => {
  expect([49, 50, 100].map((used) => dayCounts(100, used))).toEqual([false, true, true]);
});

test.each([
  [{ tried: 1000, bounced: 50, complained: 1, deferred: 100 }, null],
  [
    { tried: 1000, bounced: 51, complained: 0, deferred: 0 },
    "5.1% of the last day's 1,000 messages bounced; the limit is 5%.",
  ],
  [
    { tried: 1000, bounced: 0, complained: 2, deferred: 0 },
    "0.2% of the last day's 1,000 messages were reported as spam; the limit is 0.1%.",
  ],
  [
    { tried: 200, bounced: 0, complained: 0, deferred: 21 },
    "10.5% of the last day's 200 messages were put off; the limit is 10%.",
  ],
  [{ tried: 49, bounced: 49, complained: 9, deferred: 9 }, null],
])("%j is judged: %s", (stats, reason) => {
  expect(judgeWarmup(stats)).toBe(reason);
});
