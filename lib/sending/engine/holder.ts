import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { bootId, processNamespace, startTime } from "@/lib/base/process/identity";

/**
 * Names this process in `campaign_batch.leased_by`: host, start of the machine, process namespace, process id and its start time,
 * so that a successor on the same machine can tell whether the holder of a lease still runs. Times alone cannot: clocks jump.
 * Nor can the host's name: several machines may have one, and then also the same namespace and process ids.
 */
const BOOT = bootId() ?? `unknown-${randomBytes(8).toString("hex")}`;
const HERE = `${hostname()}/${BOOT}/${processNamespace()}`;
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
  const [host, boot, space, pid, started] = name.split("/");
  if (`${host}/${boot}/${space}` !== HERE || !pid || !started || started === "0") return null;
  return startTime(Number(pid)) === started;
}

const running = new Set<string>();

/** Leases that this process works on now; what it no longer lists, it has given up. */
export function runningHolders(): Set<string> {
  return running;
}
