import { spawnSync } from "node:child_process";
import { closeSync, constants, fchmodSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bootId, startTime } from "@/lib/base/process/identity";

/** The lock is the kernel's: it is held for as long as any process has this file open, and ends with the last one. */
export interface DataLock {
  /** For the processes that belong to whoever holds it: they inherit it, so that the next start waits for all of them. */
  fd: number;
  /** Tells the next start that it may wait: this one is ending. */
  sayEnding(): void;
  release(): void;
}

/** Longer than the processes of a supervisor that was killed take to end in order. */
const patienceMs = 35_000;
const againMs = 250;
/** open(2) of macOS: O_EXLOCK and O_NONBLOCK, which take the lock that flock(2) takes. */
const macLock = 0x20 | 0x4;
const create = constants.O_RDWR | constants.O_CREAT;

/** Which process this is, on any start of any machine: process ids alone come again. */
const ownName = () => `${process.pid} ${startTime(process.pid) ?? "-"} ${bootId() ?? "-"}`;

const endingMark = "ending";

/** Whether a start has the folder and means to keep it. */
function isRunning(name: string): boolean {
  const [pid = "", started, boot, mark] = name.split(" ");
  return mark !== endingMark && boot === (bootId() ?? "-") && started === (startTime(Number(pid)) ?? "-");
}

/** Null when somebody else holds the lock. */
function tryLock(file: string): number | null {
  if (process.platform === "darwin") {
    try {
      return openSync(file, create | macLock, 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") return null;
      throw error;
    }
  }
  const fd = openSync(file, create, 0o600);
  // flock(1) locks what it inherits from us, and the lock stays when it has ended.
  const { status, error, stderr } = spawnSync("flock", ["-n", "3"], { stdio: ["ignore", "ignore", "pipe", fd] });
  if (status === 0) return fd;
  closeSync(fd);
  if (error) throw new Error(`The data folder cannot be locked: flock (of util-linux) is missing (${error.message}).`);
  if (status !== 1) throw new Error(`The data folder cannot be locked: ${stderr.toString().trim()}`);
  return null;
}

/**
 * Takes the data folder for this process and its children. While the processes of an earlier start are still ending it waits for
 * them. Throws in words when another start has the folder.
 */
export async function lockDataFolder(folder: string, signal?: AbortSignal): Promise<DataLock> {
  const file = path.join(folder, "homing.lock");
  const until = performance.now() + patienceMs;
  for (let tries = 0; ; tries++) {
    const fd = tryLock(file);
    if (fd !== null) {
      fchmodSync(fd, 0o600);
      ftruncateSync(fd);
      writeSync(fd, ownName(), 0);
      const sayEnding = () => void writeSync(fd, `${ownName()} ${endingMark}`, 0);
      return { fd, sayEnding, release: () => closeSync(fd) };
    }
    const holder = readFileSync(file, "utf8").trim();
    if (isRunning(holder) || performance.now() >= until) {
      const who = isRunning(holder) ? ` (process ${holder.split(" ")[0]})` : "";
      throw new Error(`Homing already runs on ${folder}${who}. Stop it first, or name another folder with --data.`);
    }
    if (tries === 0) console.error("Waiting for an earlier start to end…");
    await sleep(againMs, undefined, { signal });
  }
}
