import fc from "fast-check";
import { expect, test } from "vitest";
import { dateToWallTime } from "@/lib/base/time/zoned-time.shared";
import { localLaunchAt, wallClockOf, zoneDueAt } from "./local-time.shared";

const zones = Intl.supportedValuesOf("timeZone");

test("nine o'clock comes to each zone in its turn", () => {
  expect(zoneDueAt("2026-12-01T09:00", "Asia/Tokyo").toISOString()).toBe("2026-12-01T00:00:00.000Z");
  expect(zoneDueAt("2026-12-01T09:00", "Europe/Berlin").toISOString()).toBe("2026-12-01T08:00:00.000Z");
  expect(zoneDueAt("2026-12-01T09:00", "America/Los_Angeles").toISOString()).toBe("2026-12-01T17:00:00.000Z");
  expect(zoneDueAt("2026-12-01T09:00", "Asia/Kathmandu").toISOString()).toBe("2026-12-01T03:15:00.000Z");
});

test("a time that the clock change skips comes right after it", () => {
  // Berlin goes from 02:00 to 03:00, New York from 02:00 to 03:00, Lord Howe from 02:00 to 02:30.
  expect(zoneDueAt("2026-03-29T02:30", "Europe/Berlin").toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(zoneDueAt("2026-03-08T02:15", "America/New_York").toISOString()).toBe("2026-03-08T07:15:00.000Z");
  expect(zoneDueAt("2026-10-04T02:10", "Australia/Lord_Howe").toISOString()).toBe("2026-10-03T15:40:00.000Z");
});

test("of a time that comes twice the first one counts", () => {
  expect(zoneDueAt("2026-10-25T02:30", "Europe/Berlin").toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(zoneDueAt("2026-11-01T01:30", "America/New_York").toISOString()).toBe("2026-11-01T05:30:00.000Z");
});

test("who has no zone, or one that nobody knows, takes the workspace's", () => {
  const workspace = zoneDueAt("2026-12-01T09:00", "Asia/Tokyo");
  for (const zone of [null, "", "Mars/Olympus", "+09:00", "GMT+25"]) {
    expect(zoneDueAt("2026-12-01T09:00", zone, "Asia/Tokyo")).toEqual(workspace);
  }
});

test("clocks there show the time, nobody is due before the launch, and all are done 26 hours later", () => {
  const minute = fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 });
  fc.assert(
    fc.property(minute, fc.constantFrom(...zones), (at, zone) => {
      const wallClock = new Date(at * 60_000).toISOString().slice(0, 16);
      const due = zoneDueAt(wallClock, zone);
      const shown = Date.parse(`${dateToWallTime(due, zone)}:00Z`);
      // Only a skipped time is shown later than asked for, by the length of the gap.
      const late = (shown - Date.parse(`${wallClock}:00Z`)) / 60_000;
      expect(late === 0 || late === 30 || late === 60 || late === 120).toBe(true);
      if (late > 0) {
        const before = dateToWallTime(new Date(due.getTime() - late * 60_000 - 60_000), zone);
        expect(before < wallClock).toBe(true);
      }
      const ahead = due.getTime() - localLaunchAt(wallClock).getTime();
      expect(ahead).toBeGreaterThanOrEqual(0);
      expect(ahead).toBeLessThanOrEqual(28 * 3_600_000);
    }),
    { numRuns: 300 },
  );
});

test("the wall clock of a schedule is the workspace's", () => {
  expect(wallClockOf(new Date("2026-12-01T08:00:00Z"), "Europe/Berlin")).toBe("2026-12-01T09:00");
});

test("nonsense is refused", () => {
  expect(() => zoneDueAt("tomorrow", "UTC")).toThrow(RangeError);
});
