import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarDates, calendarMonth, shiftMonth } from "./months.shared";

test("a month is shown in whole weeks that begin on Monday", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2000, max: 2100 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const name = `${year}-${String(month).padStart(2, "0")}`;
      const dates = calendarDates(name);
      expect(dates.length % 7).toBe(0);
      expect(new Date(`${dates[0]}T00:00:00Z`).getUTCDay()).toBe(1);
      expect(dates.filter((date) => date.startsWith(name))).toHaveLength(
        new Date(Date.UTC(year, month, 0)).getUTCDate(),
      );
    }),
  );
});

test("the present month is the one of the workspace's zone", () => {
  const lateInYear = new Date("2026-12-31T23:30:00Z");
  expect(calendarMonth(null, "Europe/Berlin", lateInYear)).toBe("2027-01");
  expect(calendarMonth("2026-04", "Europe/Berlin", lateInYear)).toBe("2026-04");
  expect(calendarMonth("2026-44", "UTC", lateInYear)).toBe("2026-12");
});

test("a month of a year that clocks or the database do not have is not shown", () => {
  const now = new Date("2026-12-01T00:00:00Z");
  for (const asked of ["0000-01", "0001-01", "1999-12", "9999-12"])
    expect(calendarMonth(asked, "UTC", now)).toBe("2026-12");
  expect(["2000-01", "2199-12"].map((asked) => calendarMonth(asked, "UTC", now))).toEqual(["2000-01", "2199-12"]);
});

test("months follow each other over the year's end", () => {
  expect(shiftMonth("2026-12", 1)).toBe("2027-01");
  expect(shiftMonth("2026-01", -1)).toBe("2025-12");
});
