import fc from "fast-check";
import { expect, test } from "vitest";
import { expiredBackups } from "./expired-backups";
import { backupName, backupsAmong, timeInName } from "./places/backup-place";

const named = (...times: string[]) =>
  backupsAmong(times.map((time) => ({ name: backupName(new Date(time)), bytes: 1 })));
const stay = (times: string[], keep: Parameters<typeof expiredBackups>[1]) => {
  const all = named(...times);
  const expired = new Set(expiredBackups(all, keep));
  return all.filter((backup) => !expired.has(backup)).map(({ at }) => at.toISOString().slice(0, 16));
};

test("the newest of each day, week and month stays", () => {
  const times = [
    "2026-11-29T02:30", // Sunday
    "2026-11-29T01:00",
    "2026-11-28T02:30",
    "2026-11-27T02:30",
    "2026-11-23T02:30", // Monday
    "2026-11-22T02:30",
    "2026-11-01T02:30",
    "2026-10-31T02:30",
    "2026-09-01T02:30",
  ].map((time) => `${time}:00Z`);
  expect(stay(times, { daily: 2, weekly: 0, monthly: 0 })).toEqual(["2026-11-29T02:30", "2026-11-28T02:30"]);
  expect(stay(times, { daily: 0, weekly: 2, monthly: 0 })).toEqual(["2026-11-29T02:30", "2026-11-22T02:30"]);
  expect(stay(times, { daily: 0, weekly: 0, monthly: 3 })).toEqual([
    "2026-11-29T02:30",
    "2026-10-31T02:30",
    "2026-09-01T02:30",
  ]);
  expect(stay(times, { daily: 0, weekly: 0, monthly: 0 })).toEqual(["2026-11-29T02:30"]);
});

test("run every day for a year, it never holds more than what was asked for, and the newest always", () => {
  const count = fc.nat(20);
  fc.assert(
    fc.property(count, count, count, (daily, weekly, monthly) => {
      let kept = named();
      for (let day = 0; day < 400; day += 1) {
        const today = named(new Date(Date.UTC(2026, 0, 1 + day, 2, 30)).toISOString());
        kept = [...today, ...kept];
        const expired = new Set(expiredBackups(kept, { daily, weekly, monthly }));
        kept = kept.filter((backup) => !expired.has(backup));
        expect(kept[0]).toBe(today[0]);
      }
      expect(kept.length).toBeLessThanOrEqual(1 + daily + weekly + monthly);
      expect(kept.length).toBeGreaterThanOrEqual(Math.max(1, daily, Math.min(monthly, 13)));
    }),
    { numRuns: 3 },
  );
});

test("a name says its time, and other names are no backups", () => {
  const at = new Date("2026-11-29T02:30:07Z");
  expect(backupName(at)).toBe("homing-20261129T023007Z.backup");
  expect(timeInName(backupName(at))).toEqual(at);
  for (const name of ["homing-20261129T023007Z.backup.unfinished", "homing-20269929T023007Z.backup", "notes.txt"])
    expect(timeInName(name)).toBeNull();
});
