import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Progress } from "@/lib/run/measure/progress";
import { NotRun } from "./scene";

export interface Release {
  folder: string;
  /** Of its bundles, from the folder. */
  bundles: string;
}

/** What this folder holds, built as `npm run build` does. */
export function thisRelease(progress: Progress): Release {
  progress.show("Building this release");
  build(process.cwd());
  return { folder: process.cwd(), bundles: ".build/current/.build" };
}

const git = (...args: string[]) =>
  execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();

/**
 * The commit before the newest migration, built in a folder below .build, once. It has packages of its own: linked where they are the same
 * as ours, installed otherwise.
 */
export function previousRelease(progress: Progress): Release & { commit: string } {
  const commit = commitBefore();
  const folder = path.resolve(".build/previous", commit.slice(0, 12));
  const done = path.join(folder, ".build/done");
  const release = { folder, bundles: ".build", commit: commit.slice(0, 12) };
  if (existsSync(done)) return release;
  progress.show(`Building the release before (${commit.slice(0, 12)}): some minutes, once`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync("git", ["archive", commit], { maxBuffer: 1 << 30 });
  run("tar", ["-x"], folder, archive);
  const samePackages = readFileSync("package-lock.json").equals(readFileSync(path.join(folder, "package-lock.json")));
  if (samePackages) run("cp", ["-al", path.resolve("node_modules"), "node_modules"], folder);
  build(folder);
  writeFileSync(done, "");
  return release;
}

function commitBefore(): string {
  try {
    return git("rev-parse", `${git("rev-list", "-1", "HEAD", "--", "prisma/migrations")}^`);
  } catch {
    throw new NotRun("there is no history here (.git) to take the release before from");
  }
}

function build(folder: string): void {
  run(process.execPath, ["lib/run/cli/build.mjs"], folder);
}

function run(command: string, args: string[], cwd: string, input?: Buffer): void {
  const { status } = spawnSync(command, args, { cwd, input, stdio: [input ? "pipe" : "ignore", 2, 2] });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed in ${cwd}`);
}
