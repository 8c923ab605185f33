import { randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * Names this process in `campaign_batch.leased_by`: host, process namespace, process id and its start time, so that a
 * successor on the same machine can tell whether the holder of a lease still runs. Times alone cannot: clocks jump.
 */
const HERE = `${hostname()}/${namespace()}`;
const SELF = `${HERE}/${process.pid}/${startTime(process.pid) ?? "0"}/${randomBytes(4).toString("hex")}`;

/** The name of this process; the key of its advisory lock (see holder-session.ts). */
export function processName(): string {
  return SELF;
}

/** A holder for one lease: the process and a random part, `process#lease`. */
export function newHolder(): string {
  return `${SELF}#${randomBytes(6).toString("hex")}`;
}

/** The process part of a holder. */
export function processOf(holder: string): string {
  return holder.slice(0, holder.indexOf("#"));
}

/**
 * Whether the process of a holder still runs: true or false when it was on this machine, null when that cannot be seen
 * from here.
 */
export function isAlive(holder: string): boolean | null {
  const name = processOf(holder);
  if (name === SELF) return running.has(holder);
  const [host, space, pid, started] = name.split("/");
  if (`${host}/${space}` !== HERE || !pid || !started || started === "0") return null;
  return startTime(Number(pid)) === started;
}

const running = new Set<string>();

/** Leases that this process works on now; what it no longer lists, it has given up. */
export function runningHolders(): Set<string> {
  return running;
}

/** Clock ticks since boot at which a process started (proc(5), field 22); null when it is gone or cannot be seen. */
function startTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A process that was killed and not yet waited for is as good as gone.
    return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function namespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid").replace(/\D/g, "");
  } catch {
    return "0";
  }
}
