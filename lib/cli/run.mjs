// Runs a TypeScript script of this project on the pinned Node: node lib/cli/run.mjs FILE [ARGUMENTS]
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const node = path.join(root, "node_modules/.bin/node");
const result = spawnSync(node, ["--import", "tsx", ...process.argv.slice(2)], { stdio: "inherit", cwd: root });
process.exit(result.status ?? 1);
