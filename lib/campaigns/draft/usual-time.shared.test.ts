import { expect, test } from "vitest";
import { usualTime, wallTimeOn } from "./usual-time.shared";

const at = (...times: string[]) => times.map((time) => new Date(time));

test("the usual time is the most frequent one by the workspace's clocks, also across a clock change", () => {
  const times = at("2026-11-20T09:30:00Z", "2026-10-01T08:30:00Z", "2026-11-27T13:00:00Z");
  expect(usualTime(times, "Europe/Berlin")).toBe("10:30");
});

test("of times as frequent the one used last counts; with nothing scheduled yet it is nine o'clock", () => {
  expect(usualTime(at("2026-11-27T13:00:00Z", "2026-11-20T09:30:00Z"), "UTC")).toBe("13:00");
  expect(usualTime([], "Asia/Tokyo")).toBe("09:00");
});

test("today at an hour that is over is the next full hour with an hour's time", () => {
  const clock = { now: new Date("2026-11-30T14:20:00Z"), timeZone: "UTC" };
  expect(wallTimeOn("2026-12-03", "09:00", clock)).toBe("2026-12-03T09:00");
  expect(wallTimeOn("2026-11-30", "18:00", clock)).toBe("2026-11-30T18:00");
  expect(wallTimeOn("2026-11-30", "09:00", clock)).toBe("2026-11-30T16:00");
  expect(wallTimeOn("2026-11-30", "09:00", { ...clock, now: new Date("2026-11-30T23:10:00Z") })).toBe(
    "2026-12-01T01:00",
  );
});
