import { readdirSync, readFileSync } from "node:fs";

// What Linux counts for a process in /proc, proc(5). Elsewhere everything is null: the measurement still runs.

/** Clock ticks a second: 100 on every Linux that Node runs on. */
const TICKS = 100;

interface Stat {
  parent: number;
  /** Ticks of the process with all its threads. */
  own: number;
  /** Ticks of its children that ended and were waited for. */
  ended: number;
}

function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command stands in brackets and may hold spaces: fields are counted from behind it.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const at = (number: number) => Number(fields[number - 3]);
    return { parent: at(4), own: at(14) + at(15), ended: at(16) + at(17) };
  } catch {
    return null;
  }
}

/** CPU time (user and system) that a process used so far, in microseconds. */
export function cpuMicrosOf(pid: number): number | null {
  const stat = readStat(pid);
  return stat && (stat.own * 1_000_000) / TICKS;
}

/** CPU time of a process and all its children, ended ones counted: what a whole PostgreSQL server used. */
export function cpuMicrosOfFamily(pid: number): number | null {
  const parent = readStat(pid);
  if (!parent) return null;
  let ticks = parent.own + parent.ended;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(Number(name));
    if (stat?.parent === pid) ticks += stat.own;
  }
  return (ticks * 1_000_000) / TICKS;
}

/** CPU time of this process's children that ended, in microseconds. */
export function cpuMicrosOfEndedChildren(): number | null {
  const stat = readStat(process.pid);
  return stat && (stat.ended * 1_000_000) / TICKS;
}

/** The most memory a process had in use so far (resident set), in megabytes. */
export function peakMemoryMb(pid: number): number | null {
  try {
    const line = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return line ? Number(line[1]) / 1024 : null;
  } catch {
    return null;
  }
}
