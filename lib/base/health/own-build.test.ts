import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { buildProblem } from "./own-build";

test("a build beside the one that runs is told, once it is the current one; sources have none", async () => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "homing-build-")));
  const [own, newer] = ["a1", "b2"].map((name) => path.join(folder, "releases", name)) as [string, string];
  for (const each of [own, newer]) mkdirSync(each, { recursive: true });
  const current = path.join(folder, "current");
  expect(await buildProblem(own, current), "no link").toBeNull();
  symlinkSync(own, current);
  expect(await buildProblem(own, current)).toBeNull();
  rmSync(current);
  symlinkSync(newer, current);
  expect(await buildProblem(own, current)).toContain("newer build");
  expect(await buildProblem(folder, current), "from sources").toBeNull();
  rmSync(folder, { recursive: true });
});
