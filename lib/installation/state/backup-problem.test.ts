import { expect, test } from "vitest";
import { backupProblem } from "./backup-problem";
import type { BackupState } from "./backup-state";

const nightly = "30 2 * * *";
const at = (time: string) => new Date(`2026-11-29T${time}:00Z`);
const made = (time: string): BackupState => ({
  triedAt: time,
  problem: null,
  made: { name: "x", at: time, bytes: 1, seconds: 1 },
});

test.each([
  ["none by the clock", null, undefined, "23:00", null],
  ["none yet, a little late", null, nightly, "14:00", null],
  ["none yet, and late", null, nightly, "15:00", "One was due at 2026-11-29T02:30:00.000Z"],
  ["made tonight", made("2026-11-29T02:30:01Z"), nightly, "23:00", null],
  ["made last night", made("2026-11-28T02:30:01Z"), nightly, "14:00", null],
  ["made last night, and late", made("2026-11-28T02:30:01Z"), nightly, "15:00", "One was due at"],
  ["failed", { ...made("2026-11-29T02:30:01Z"), problem: "ENOSPC" }, undefined, "03:00", "failed: ENOSPC"],
])("%s", (_, state, schedule, time, expected) => {
  const found = backupProblem(state, schedule, at(time));
  if (expected === null) expect(found).toBeNull();
  else expect(found).toContain(expected);
});
