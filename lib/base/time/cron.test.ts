import fc from "fast-check";
import { expect, test } from "vitest";
import { beforeMinute, checkCron, isDue, lastDue } from "./cron";

const dueAt = (cron: string, at: Date) => isDue(cron, beforeMinute(at), at);

test.each([
  ["7 * * * *", "2026-11-23T10:07:59.999Z", true],
  ["7 * * * *", "2026-11-23T10:08:00Z", false],
  ["17 3 * * *", "2026-11-23T03:17:12Z", true],
  ["17 3 * * *", "2026-11-23T04:17:12Z", false],
  ["*/10 * * * *", "2026-11-23T10:20:59Z", true],
  ["1,2 8-17 * * 1-5", "2026-11-23T10:02:00Z", true],
  ["1,2 8-17 * * 1-5", "2026-11-22T10:02:00Z", false],
  ["0 0 1 * *", "2026-11-01T00:00:30Z", true],
  ["0 0 31 12 0", "2026-12-31T00:00:00Z", true],
])("%s at %s: %s", (cron, at, due) => expect(dueAt(cron, new Date(at))).toBe(due));

test("numbers, stars and steps name the minutes that they say, on every day and in UTC", () => {
  const moment = fc.date({ min: new Date("2026-01-01"), max: new Date("2036-01-01"), noInvalidDate: true });
  const field = (most: number) => fc.oneof(fc.nat(most).map(String), fc.constant("*"));
  const step = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(moment, field(59), field(23), step, (at, minute, hour, every) => {
      const meets = (wanted: string, value: number) => wanted === "*" || Number(wanted) === value;
      const due = meets(minute, at.getUTCMinutes()) && meets(hour, at.getUTCHours());
      expect(dueAt(`${minute} ${hour} * * *`, at)).toBe(due);
      expect(dueAt(`*/${every} * * * *`, at)).toBe(at.getUTCMinutes() % every === 0);
    }),
  );
});

test("what came due since the clock was looked at is due, and what was done is not", () => {
  const at = (time: string) => new Date(`2026-11-23T${time}Z`);
  expect(isDue("17 3 * * *", at("03:16:59"), at("03:19:02"))).toBe(true);
  expect(isDue("17 3 * * *", at("03:17:00"), at("03:19:02"))).toBe(false);
  expect(isDue("17 3 * * *", at("03:10:00"), at("03:16:59.999"))).toBe(false);
});

test.each(["", "61 * * * *", "* * * *", "0 * * * * *", "soon", "*/0 * * * *", "5-1 * * * *"])(
  'an expression that is not understood is refused: "%s"',
  (cron) => expect(() => checkCron(cron)).toThrow(RangeError),
);

test.each([
  ["30 2 * * *", "2026-11-23T10:07:59.999Z", "2026-11-23T02:30:00.000Z"],
  ["30 2 * * *", "2026-11-23T02:30:00Z", "2026-11-23T02:30:00.000Z"],
  ["30 2 * * *", "2026-11-23T02:29:59Z", "2026-11-22T02:30:00.000Z"],
  ["0 0 1 * *", "2026-11-23T02:29:59Z", "2026-11-01T00:00:00.000Z"],
])("%s was due last, at %s: %s", (cron, at, due) => expect(lastDue(cron, new Date(at)).toISOString()).toBe(due));
