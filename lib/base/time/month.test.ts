import { expect, test } from "vitest";
import { monthsBetween, utcMonth } from "./month";

test.each([
  ["2026-11-30T23:59:59.999Z", 0, "2026-11"],
  ["2026-11-30T23:59:59.999Z", 3, "2027-02"],
  ["2026-01-31T00:00:00Z", 1, "2026-02"],
  ["2026-01-31T00:00:00Z", -1, "2025-12"],
])("%s and %i months", (at, offset, month) => {
  expect(utcMonth(new Date(at), offset)).toBe(month);
  expect(monthsBetween(new Date(at), new Date(`${month}-15`))).toBe(offset);
});
