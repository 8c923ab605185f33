import { chmodSync, mkdirSync } from "node:fs";

/** Makes a folder for this user alone (0700), also where it stands already. A folder of somebody else stays as its owner has it. */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    chmodSync(folder, 0o700);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
  }
}
