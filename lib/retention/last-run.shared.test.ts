import { expect, test } from "vitest";
import { lastRunOf } from "./last-run.shared";

const run = (day: number, rows: number) => ({ at: `2026-11-${day}T02:08:00.000Z`, rows });

test("the last run is the latest of those that go on", () => {
  const tonight = [
    { keep: 3, begins: null, lastRun: run(28, 10) },
    { keep: 90, begins: null, lastRun: run(29, 5) },
    { keep: 30, begins: null, lastRun: null },
  ];
  const forGood = { keep: null, begins: null, lastRun: run(11, 4000) };
  const later = { keep: 30, begins: "2026-12-10T00:00:00.000Z", lastRun: run(12, 70) };
  expect(lastRunOf([forGood, ...tonight, later])).toEqual(run(29, 15));
  expect(lastRunOf([forGood, later])).toBeNull();
});
