// `npm start`: installs, generates and builds what is missing or stale, then hands over to the supervisor on the pinned Node.
import { spawn } from "node:child_process";
import path from "node:path";
import { ensureBuilt, ensureGenerated } from "./build.mjs";
import { ensureInstalled, pinnedNode, root } from "./install.mjs";

const args = process.argv.slice(2);
ensureInstalled();
const dev = args.includes("--dev");
if (dev) ensureGenerated();
else ensureBuilt();

const script = dev
  ? ["--import", "tsx", "lib/run/cli/supervisor.ts"]
  : ["--enable-source-maps", path.join(root, ".build/supervisor.js")];
const child = spawn(pinnedNode, [...script, ...args], { cwd: root, stdio: "inherit" });
// Ctrl-C reaches the supervisor by itself (same terminal); SIGTERM reaches only this process and is passed on.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
