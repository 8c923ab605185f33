import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { isInstalled } from "./installed.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "homing-installed-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const next = { "node_modules/next": { version: "16.0.0" } };
const vitest = { "node_modules/vitest": { version: "5.0.0", dev: true } };
const forMac = { "node_modules/fsevents": { version: "2.0.0", optional: true } };
const locked = { "": {}, ...next, ...vitest, ...forMac };

/** A project whose lock file and npm's own record say this. */
function project(lock: object | null, there: object | null): string {
  mkdirSync(path.join(folder, "node_modules"), { recursive: true });
  if (lock) writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({ packages: lock }));
  if (there) writeFileSync(path.join(folder, "node_modules/.package-lock.json"), JSON.stringify({ packages: there }));
  return folder;
}

test("the packages for use are enough to run, and not to develop", () => {
  const there = project(locked, next);
  expect(isInstalled(there, { development: false })).toBe(true);
  expect(isInstalled(there, { development: true })).toBe(false);
  expect(isInstalled(project(locked, { ...next, ...vitest }), { development: true })).toBe(true);
});

test("one that is missing or of another version is seen, in whatever depth", () => {
  const inner = { "node_modules/next/node_modules/postcss": { version: "8.0.0" } };
  expect(isInstalled(project({ ...locked, ...inner }, next), { development: false })).toBe(false);
  expect(isInstalled(project({ ...locked, ...inner }, { ...next, ...inner }), { development: false })).toBe(true);
  const older = { "node_modules/next": { version: "15.9.9" } };
  expect(isInstalled(project(locked, older), { development: false })).toBe(false);
});

test("without a lock file or npm's record nothing is known", () => {
  expect(isInstalled(project(null, next), { development: false })).toBe(false);
  rmSync(folder, { recursive: true });
  expect(isInstalled(project(locked, null), { development: false })).toBe(false);
});
