// Runs a TypeScript script of this project on the pinned Node, with what it imports in place: node lib/run/cli/run.mjs FILE [ARGUMENTS]
import { spawn } from "node:child_process";
import { ensureGenerated } from "./build.mjs";
import { ensureInstalled, pinnedNode, root } from "./install.mjs";

ensureInstalled();
ensureGenerated();
const child = spawn(pinnedNode, ["--import", "tsx", ...process.argv.slice(2)], { stdio: "inherit", cwd: root });
// Ctrl-C reaches the script by itself (same terminal); SIGTERM reaches only this process and is passed on.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
