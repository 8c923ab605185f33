import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { judgeCase, judgeCases } from "./cases";
import { allCases } from "./cases/all-cases";

const dir = "tests/fixtures/cases";
const withoutDatabase = allCases.filter(({ database }) => !database);

test.each(withoutDatabase.map((each) => [each.name, each] as const))("%s", async (_name, each) => {
  expect(await judgeCase(each, dir)).toMatchObject({ ok: true });
});

test("every file of a case is there, every name stands once", () => {
  const missing = allCases.flatMap(({ files }) => files).filter((file) => !fs.existsSync(path.join(dir, file)));
  expect(missing).toEqual([]);
  expect(new Set(allCases.map(({ name }) => name)).size).toBe(allCases.length);
});

test("an error of the product is a wrong value, a folder without cases is an error", async () => {
  const broken = { name: "broken", files: [], run: () => Promise.reject(new Error("no")) };
  expect(await judgeCase(broken, dir)).toMatchObject({ ok: false, got: "threw Error: no" });
  const empty = fs.mkdtempSync(path.join(os.tmpdir(), "cases-"));
  await expect(judgeCases({ dir: empty, say: () => undefined })).rejects.toThrow("holds no case");
});
