import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { registry } from "@/lib/base/metrics/registry";
import { defineJournalMetrics } from "./journal-metrics";

const read = async () =>
  Object.fromEntries(
    (await registry.metrics())
      .split("\n")
      .filter((line) => line.startsWith("homing_journal"))
      .map((line) => line.split(" ")),
  );

test("each scrape says what is in the folder at that moment", async () => {
  const outside = mkdtempSync(path.join(tmpdir(), "journal-metrics-"));
  const folder = path.join(outside, "journal");
  defineJournalMetrics(folder);
  expect(await read()).toEqual({ homing_journal_entries: "0", homing_journal_bytes: "0" });
  mkdirSync(folder);
  writeFileSync(path.join(folder, "a.1.journal"), "x".repeat(100));
  writeFileSync(path.join(folder, "b.1.journal"), "x".repeat(23));
  writeFileSync(path.join(folder, "note.txt"), "no journal");
  expect(await read()).toEqual({ homing_journal_entries: "2", homing_journal_bytes: "123" });
  rmSync(outside, { recursive: true });
  expect(await read()).toEqual({ homing_journal_entries: "0", homing_journal_bytes: "0" });
});
