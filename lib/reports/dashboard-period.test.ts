import { expect, test } from "vitest";
import { daysUntil, shownPeriod } from "./dashboard-period";

const today = "2026-11-30";
const asked = (from?: string, to?: string) => shownPeriod({ days: 30, from, to }, today);

test("a period of one's own is shown, its first and last day included", () => {
  expect(asked("2026-10-01", "2026-10-31")).toEqual({ days: 31, until: "2026-10-31" });
  expect(asked(today, today)).toEqual({ days: 1, until: today });
});

test.each([
  ["half of it", "2026-10-01", undefined],
  ["the wrong way round", "2026-10-31", "2026-10-01"],
  ["in the future", "2026-11-01", "2026-12-01"],
  ["before there was mail of ours", "0000-01-01", "0000-01-02"],
  ["longer than a year", "2020-01-01", "2026-01-01"],
])("%s is no period", (_name, from, to) => {
  expect(asked(from, to)).toEqual({ days: 30, until: today });
});

test("days run over the end of a month and of a summer time", () => {
  expect(daysUntil("2026-03-01", 3)).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  expect(daysUntil("2026-03-30", 3)).toEqual(["2026-03-28", "2026-03-29", "2026-03-30"]);
});
