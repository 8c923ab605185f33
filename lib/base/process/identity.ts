import { readFileSync, readlinkSync } from "node:fs";

/**
 * Which start of which machine this is: two machines may share a name, and the process namespaces of two machines a number.
 * Null where the system does not say (it is not Linux).
 */
export function bootId(): string | null {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
  } catch {
    return null;
  }
}

/** Number of the process namespace, in which process ids mean something; "0" where there is none. */
export function processNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid").replace(/\D/g, "");
  } catch {
    return "0";
  }
}

/** Clock ticks since boot at which a process started (proc(5), field 22); null when it is gone or cannot be seen. */
export function startTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A process that was killed and not yet waited for is as good as gone.
    return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
