import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  // After a reboot the number may belong to something else: on Linux the command line tells.
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, "utf8").includes("supervisor");
}

/** Takes the data folder for this process. Throws in words when another one has it. Returns how to give it back. */
export function lockDataFolder(folder: string): () => void {
  const file = path.join(folder, "homing.lock");
  for (let tries = 0; tries < 2; tries++) {
    try {
      writeFileSync(file, String(process.pid), { mode: 0o600, flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const pid = Number(readFileSync(file, "utf8"));
      if (pid && runs(pid)) {
        throw new Error(
          `Homing already runs on ${folder} (process ${pid}). Stop it first, or name another folder with --data.`,
        );
      }
      rmSync(file, { force: true });
    }
  }
  throw new Error(`The lock ${file} cannot be taken.`);
}
