import fc from "fast-check";
import { expect, test } from "vitest";
import { dateToWallTime, wallTimeToDate } from "./zoned-time.shared";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham"];

test("a wall time in the workspace's zone is the right moment", () => {
  expect(wallTimeToDate("2026-07-01T09:30", "Europe/Berlin")?.toISOString()).toBe("2026-07-01T07:30:00.000Z");
  expect(wallTimeToDate("2026-12-01T09:30", "America/New_York")?.toISOString()).toBe("2026-12-01T14:30:00.000Z");
  expect(wallTimeToDate("2026-12-01T09:30", "Asia/Kolkata")?.toISOString()).toBe("2026-12-01T04:00:00.000Z");
});

test("a time that does not exist moves forward, one that comes twice is the first", () => {
  expect(wallTimeToDate("2026-03-29T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(wallTimeToDate("2026-10-25T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-10-25T00:30:00.000Z");
});

test("there and back again, whatever the zone, but for the hour that comes twice", () => {
  const minute = fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 });
  fc.assert(
    fc.property(minute, fc.constantFrom(...zones), (minutes, zone) => {
      const date = new Date(minutes * 60_000);
      const back = wallTimeToDate(dateToWallTime(date, zone), zone);
      const away = Math.abs((back?.getTime() ?? 0) - date.getTime());
      expect([0, 30, 60]).toContain(away / 60_000);
    }),
  );
});

test("anything else is not a time", () => {
  expect(wallTimeToDate("tomorrow", "UTC")).toBeNull();
  expect(wallTimeToDate("2026-13-45T99:99", "UTC")).toBeNull();
});
