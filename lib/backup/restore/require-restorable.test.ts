import { expect, test } from "vitest";
import type { BackupStart } from "@/lib/backup/format/contents";
import { secretIds } from "@/lib/base/security/tokens";
import { requireRestorable } from "./require-restorable";

const known = ["1_first", "2_second"].map((name) => ({ name, sql: "", checksum: name }));
const start = (changes: Partial<BackupStart>): BackupStart => ({
  release: "0.9.0",
  at: "2026-11-29T02:30:00.000Z",
  server: 180004,
  secrets: secretIds(),
  migrations: [{ name: "1_first", checksum: "1_first" }],
  months: [],
  tables: [],
  leftOut: [],
  pictures: [],
  ...changes,
});
const judge = (changes: Partial<BackupStart>, acceptSecret = false) =>
  requireRestorable(start(changes), known, { acceptSecret }).map(({ name }) => name);

test("it comes back at its own migrations, not at all that there are", () => {
  expect(judge({})).toEqual(["1_first"]);
});

test("one of a newer release, or of a migration that was changed, is refused", () => {
  const newer = [...start({}).migrations, { name: "3_third", checksum: "3_third" }];
  expect(() => judge({ migrations: newer })).toThrow(
    "of release 0.9.0, whose tables this release does not know (migration 3_third)",
  );
  expect(() => judge({ migrations: [{ name: "1_first", checksum: "other" }] })).toThrow("migration 1_first");
});

test("one of another secret is refused in words, until that is accepted; one before its last counts as another", () => {
  for (const secrets of [["00000000"], ["00000000", ...secretIds()], []]) {
    expect(() => judge({ secrets })).toThrow(/another HOMING_SECRET .* --accept-secret/);
    expect(judge({ secrets }, true)).toEqual(["1_first"]);
  }
});
