import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

// postmaster.pid is PostgreSQL's own lock: its first line is the process id of the server. The number of a server that is long gone may
// belong to anybody, above all in a container, where the same few numbers come again at every start.

/** No system gives it away: the largest that Linux allows is 4194304. */
const nobodysPid = 2_147_483_647;
const stopWithinMs = 60_000;
const lookEveryMs = 100;

function commandLine(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
  } catch {
    return "";
  }
}

/** Whether a process is the server of this data folder, which startCluster starts with `-D folder -c …`. */
export function isServerOf(pid: number, data: string): boolean {
  return pid > 0 && commandLine(pid).includes(`postgres -D ${data} -c `);
}

/**
 * Stops a server that a supervisor left behind; its data is whole. A number that belongs to somebody else gets no signal, and is taken out
 * of the file, since PostgreSQL would take that process for its server and not start. The rest of the file stays: by it
 * PostgreSQL finds out whether its shared memory is still in use. Only for who holds the lock of the data folder.
 */
export async function stopLeftover(data: string): Promise<void> {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const [first = "", ...rest] = readFileSync(file, "utf8").split("\n");
  const pid = Number(first);
  if (!isServerOf(pid, data)) {
    writeFileSync(file, [nobodysPid, ...rest].join("\n"));
    return;
  }
  await stopServer(pid, data);
}

async function stopServer(pid: number, data: string): Promise<void> {
  const half = performance.now() + stopWithinMs / 2;
  // Fast: clients are sent away and everything is written out. Then immediate: what was committed is recovered at the next start.
  for (const [signal, until] of [
    ["SIGINT", half],
    ["SIGQUIT", half + stopWithinMs / 2],
  ] as const) {
    if (isServerOf(pid, data)) process.kill(pid, signal);
    while (isServerOf(pid, data)) {
      if (performance.now() >= until) break;
      await sleep(lookEveryMs);
    }
  }
  if (isServerOf(pid, data)) throw new Error(`The PostgreSQL server of ${data} (process ${pid}) does not stop.`);
}

/** Waits for the end of input, then stops the server fast, after 20 s at once. $0 is its process id, $1 its postmaster.pid. */
const guardScript = `
cat >/dev/null
read -r pid <"$1" && [ "$pid" = "$0" ] && kill -INT "$0"
left=200
while kill -0 "$0" 2>/dev/null && [ "$left" -gt 0 ]; do sleep 0.1; left=$((left - 1)); done
[ "$left" -gt 0 ] || kill -QUIT "$0"`;

/**
 * Stops the server when everybody who holds the returned stream is gone, however they went: us, and the children that we hand it
 * to, so that they can still write what they know. `held` stays open until the server has stopped. Ends with the server.
 */
export function guardServer(
  { child, exited }: { child: ChildProcess; exited: Promise<unknown> },
  data: string,
  held: readonly number[],
): Writable {
  const args = ["-c", guardScript, String(child.pid), path.join(data, "postmaster.pid")];
  const guard = spawn("/bin/sh", args, { stdio: ["pipe", "ignore", "ignore", ...held], detached: true });
  guard.on("error", (error) => console.error(`PostgreSQL has no guard: ${error.message}`));
  const lifeline = guard.stdin as Writable;
  lifeline.on("error", () => {});
  guard.unref();
  void exited.then(() => {
    // Its group: cat waits in it.
    if (guard.pid && guard.exitCode === null && guard.signalCode === null) process.kill(-guard.pid, "SIGKILL");
  });
  return lifeline;
}
