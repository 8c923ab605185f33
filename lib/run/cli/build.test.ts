import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "homing build é "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("npm run build does its work in a folder whose name holds a space", () => {
  const cli = path.join(folder, "lib/run/cli");
  mkdirSync(cli, { recursive: true });
  for (const file of globSync("*.mjs", { cwd: import.meta.dirname })) {
    cpSync(path.join(import.meta.dirname, file), path.join(cli, file));
  }
  // Nothing is installed there, so the build begins with npm: one that says no.
  writeFileSync(path.join(folder, "npm"), "#!/bin/sh\nexit 7\n");
  chmodSync(path.join(folder, "npm"), 0o755);
  const env = { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}` };
  const { status } = spawnSync(process.execPath, [path.join(cli, "build.mjs")], { env, stdio: "ignore" });
  expect(status).toBe(7);
});
