import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { currentRelease, publish } from "./release.mjs";

const root = realpathSync(mkdtempSync(path.join(tmpdir(), "homing release ")));
let running: ChildProcess | undefined;
afterAll(() => {
  running?.kill("SIGKILL");
  rmSync(root, { recursive: true, force: true });
});

/** As a build leaves it behind, with this text in every file. */
function build(text: string): void {
  const chunk = `.next/static/chunks/${text.replaceAll(/\W/g, "")}.js`;
  for (const name of [".next/static", ".next/cache"]) rmSync(path.join(root, name), { recursive: true, force: true });
  for (const name of [".build/web.js", ".build/web.js.map", ".next/BUILD_ID", chunk]) write(name);
  for (const name of [".next/cache/large", ".next/server/page.js.nft.json", "public/icon.svg"]) write(name);
  for (const name of ["prisma/migrations/1_first/migration.sql", "next.config.js"]) write(name);
  write("package.json", "{}");
  write("CHANGELOG.md");

  function write(name: string, content = text): void {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
}

const hash = (letter: string) => letter.repeat(64);
const release = (letter: string) => path.join(root, ".build/releases", letter.repeat(12));
const textIn = (folder: string, name: string) => readFileSync(path.join(folder, name), "utf8");
const names = () => readdirSync(path.join(root, ".build/releases")).map((name) => name[0]);

test("a build stands beside the one that runs, which keeps its files until it has ended", async () => {
  expect(currentRelease(root)).toBeNull();
  build("setInterval(() => {}, 1000)");
  publish(root, hash("a"));
  expect(currentRelease(root)).toBe(release("a"));
  for (const name of ["public/icon.svg", "prisma/migrations/1_first/migration.sql"])
    expect(existsSync(path.join(release("a"), name))).toBe(true);
  for (const name of [".next/cache", ".next/server/page.js.nft.json"])
    expect(existsSync(path.join(release("a"), name))).toBe(false);
  running = spawn(process.execPath, [path.join(currentRelease(root)!, ".build/web.js")], { stdio: "ignore" });
  await once(running, "spawn");

  build("second");
  expect(textIn(release("a"), ".next/BUILD_ID")).not.toBe("second");
  publish(root, hash("b"));
  expect(textIn(currentRelease(root)!, ".build/web.js")).toBe("second");
  // Pages of the one before are still open.
  expect(readdirSync(path.join(release("b"), ".next/static/chunks"))).toEqual(["second.js", "setInterval1000.js"]);
  build("third");
  publish(root, hash("c"));
  expect(names()).toEqual(["a", "b", "c"]);
  expect(textIn(release("a"), ".build/web.js")).toContain("setInterval");

  const ended = once(running, "exit");
  running.kill("SIGKILL");
  await ended;
  build("fourth");
  publish(root, hash("d"));
  expect(names()).toEqual(["c", "d"]);
});

test("the same build again changes nothing, and going back to the one before takes its place", () => {
  publish(root, hash("d"));
  expect(currentRelease(root)).toBe(release("d"));
  publish(root, hash("c"));
  expect(textIn(currentRelease(root)!, ".next/BUILD_ID")).toBe("third");
  expect(names()).toEqual(["c", "d"]);
});

test("scripts of the one that was served until now are there however old, those of long before it are not", () => {
  build("fifth");
  const agoed = (name: string, days: number) => {
    const at = new Date(Date.now() - days * 86_400_000);
    utimesSync(path.join(root, name), at, at);
  };
  for (const name of [".next/BUILD_ID", ".next/static/chunks/fifth.js"]) agoed(name, 60);
  publish(root, hash("e"));
  build("sixth");
  publish(root, hash("f"));
  expect(readdirSync(path.join(release("f"), ".next/static/chunks"))).toContain("fifth.js");
  build("seventh");
  publish(root, hash("1"));
  const chunks = readdirSync(path.join(release("1"), ".next/static/chunks"));
  expect([chunks.includes("sixth.js"), chunks.includes("fifth.js")]).toEqual([true, false]);
});
