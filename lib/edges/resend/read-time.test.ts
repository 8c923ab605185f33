import { expect, test } from "vitest";
import { readTime } from "./read-time";

// A Monday, 09:30 in Berlin.
const now = new Date("2026-11-30T08:30:00Z");
const read = (text: string) => readTime(text, now, "Europe/Berlin")?.toISOString() ?? null;

test.each([
  ["2026-12-24T09:00:00+01:00", "2026-12-24T08:00:00.000Z"],
  ["2026-12-24T09:00:00.123Z", "2026-12-24T09:00:00.123Z"],
  ["2026-12-24 09:00:00.540771+00", "2026-12-24T09:00:00.540Z"],
  ["in 1 hour", "2026-11-30T09:30:00.000Z"],
  ["in 1 min", "2026-11-30T08:31:00.000Z"],
  ["In an hour", "2026-11-30T09:30:00.000Z"],
  ["in 2 days", "2026-12-02T08:30:00.000Z"],
  ["in 90 seconds", "2026-11-30T08:31:30.000Z"],
  ["tomorrow at 9am", "2026-12-01T08:00:00.000Z"],
  ["tomorrow at 9:15 pm", "2026-12-01T20:15:00.000Z"],
  ["today at 17:00", "2026-11-30T16:00:00.000Z"],
  ["Friday at 3pm ET", "2026-12-04T20:00:00.000Z"],
  ["friday 15:30 UTC", "2026-12-04T15:30:00.000Z"],
  ["next monday at noon", "2026-12-07T11:00:00.000Z"],
  // It is half past nine already.
  ["monday at 9am", "2026-12-07T08:00:00.000Z"],
  ["monday at 10am", "2026-11-30T09:00:00.000Z"],
  ["sat at midnight Asia/Tokyo", "2026-12-04T15:00:00.000Z"],
  ["2028-02-29T09:00:00Z", "2028-02-29T09:00:00.000Z"],
  ["this friday at noon", "2026-12-04T11:00:00.000Z"],
])("%s", (text, iso) => {
  expect(read(text)).toBe(iso);
});

test.each([
  ...["", "soon", "tomorrow", "at 9am", "tomorrow at 25:00", "tomorrow at 13pm", "in some hours", "in 1 fortnight"],
  ...["2026-12-24", "2026-12-24T09:00:00", "2026-13-40T09:00:00Z", "friday at 3pm XX", "friday at 3pm Mars/Base"],
  ...["someday at 9am", "in -1 hour", "1700000000", "tomorrow at 9am or so"],
  // No day of the calendar; over already; this week's or the next.
  ...["2027-02-30T09:00:00Z", "2027-02-29T09:00:00Z", "2027-04-31T09:00:00+02:00"],
  ...["today at 9am", "today at midnight", "this monday at 9am", "next friday at noon"],
])("nothing is made of %s", (text) => {
  expect(read(text)).toBeNull();
});
