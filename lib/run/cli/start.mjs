// `npm start`: installs, generates and builds what is missing or stale, then hands over to the supervisor on the pinned Node.
import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureBuilt, ensureGenerated } from "./build.mjs";
import { ensureInstalled, pinnedNode, root } from "./install.mjs";
import { untilEnded } from "./pass-on.mjs";
import { currentRelease } from "./release.mjs";

/** Longer than the supervisor and, without it, its processes take to end in order. */
const patienceMs = 35_000;

// As process 1 of a container a shell takes our place and starts us again below it. Node before 22.15 cannot: `docker run --init` does.
if (process.pid === 1 && process.execve) {
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.execve("/bin/sh", ["sh", path.join(import.meta.dirname, "init.sh"), ...again], process.env);
}

const args = process.argv.slice(2);
await ensureInstalled();
const dev = args.includes("--dev");
if (dev) await ensureGenerated();
else await ensureBuilt();

const script = dev
  ? ["--import", "tsx", "lib/run/cli/supervisor.ts"]
  : ["--enable-source-maps", path.join(currentRelease(root), ".build/supervisor.js")];
// A process group of its own, so that a signal comes from us, once. By the channel the supervisor sees us go; the pipe is open for as
// long as it or any process below it runs.
const child = spawn(pinnedNode, [...script, ...args], {
  cwd: root,
  stdio: ["inherit", "inherit", "inherit", "ipc", "pipe"],
  detached: true,
});
const tree = new Promise((resolve) => child.stdio[4].resume().once("close", resolve));
const { status } = await untilEnded(child);
await Promise.race([tree, sleep(patienceMs)]);
process.exit(status);
