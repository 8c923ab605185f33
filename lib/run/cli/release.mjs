// Finished builds stand beside each other in .build/releases; .build/current names the one that the next start runs. Each is laid out like
// the project itself, so that a process finds its files in the same way wherever it runs. Only Node's own modules here.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";

/** What processes read by name while they run, beside the bundles. */
const parts = [".next", "public", "prisma/migrations", "next.config.js", "package.json", "CHANGELOG.md"];

const keptScriptsMs = 30 * 86_400_000;

/** Whether a running process may want a file of the project: building leaves more behind in .next. */
export const isServed = (name) =>
  !/^\.next\/(cache|build|diagnostics|dev|types|trace.*)$|\.nft\.json$/.test(name) &&
  !(name.startsWith(".next/") && name.endsWith(".map"));

/** The bundles of our own processes and their maps, as paths from the project's root. */
export const bundles = (root) =>
  readdirSync(path.join(root, ".build"))
    .filter((name) => /\.js(\.map)?$/.test(name))
    .map((name) => path.join(".build", name));

/** The folder of the release that the next start runs, with links followed; null before the first build. */
export function currentRelease(root) {
  const link = path.join(root, ".build/current");
  return existsSync(link) ? realpathSync(link) : null;
}

/**
 * Sets what was built beside the releases before, under a name made of its hash, and makes it the current one in a single step. Processes
 * of other releases go on with their own files. Kept are the release before this one, and those that processes still run from.
 */
export function publish(root, hash) {
  const releases = path.join(root, ".build/releases");
  const folder = path.join(releases, hash.slice(0, 12));
  const before = currentRelease(root);
  if (existsSync(folder) && before === realpathSync(folder)) return;
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    for (const name of [...parts, ...bundles(root)]) copyPart(root, unfinished, name);
    if (before) keepScripts(before, unfinished);
    symlinkSync("../../../node_modules", path.join(unfinished, "node_modules"));
    renameSync(unfinished, folder);
  }
  const link = path.join(root, `.build/current.${process.pid}`);
  rmSync(link, { force: true });
  symlinkSync(path.relative(path.dirname(link), folder), link);
  renameSync(link, path.join(root, ".build/current"));
  const kept = new Set([realpathSync(folder), before]);
  const lines = commandLines();
  for (const name of readdirSync(releases)) {
    const old = path.join(realpathSync(releases), name);
    if (!kept.has(old) && !lines.some((line) => line.includes(`${old}/`)))
      rmSync(old, { recursive: true, force: true });
  }
}

/**
 * Scripts and styles of the releases before (their names hold a hash): pages that are open still ask for them. All of the last one's, however
 * long ago it was built: it was served until now. Of those before it, what was built within the time before the last one.
 */
function keepScripts(before, to) {
  const builtAt = statSync(path.join(before, ".next/BUILD_ID")).mtimeMs;
  const filter = (from) => statSync(from).isDirectory() || builtAt - statSync(from).mtimeMs < keptScriptsMs;
  const folder = ".next/static";
  cpSync(path.join(before, folder), path.join(to, folder), {
    recursive: true,
    force: false,
    preserveTimestamps: true,
    filter,
  });
}

function copyPart(root, to, name) {
  const filter = (from) => isServed(path.relative(root, from));
  mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
  cpSync(path.join(root, name), path.join(to, name), {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
    filter,
  });
}

/** Of all processes that can be seen here; `npm start` runs its own by the path of their release. */
function commandLines() {
  if (process.platform !== "linux")
    return [spawnSync("ps", ["-axww", "-o", "command"], { encoding: "utf8" }).stdout ?? ""];
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      return [readFileSync(`/proc/${pid}/cmdline`, "latin1")];
    } catch {
      return [];
    }
  });
}
