import { access, constants, statfs } from "node:fs/promises";
import path from "node:path";
import { existingFolder } from "@/lib/base/health/disk-space";
import type { DoctorCtx } from "./doctor-ctx";
import { type DoctorFinding, fine, notChecked, problem, warning } from "./finding";

const gib = 2 ** 30;
/** Below the first the next large import or campaign may fill it; below the second PostgreSQL soon stops. */
const warnBelow = 2 * gib;
const wrongBelow = gib / 4;

async function checkFolder(name: string, folder: string | null): Promise<DoctorFinding> {
  const check = `disk.${name}`;
  if (folder === null)
    return notChecked(check, "The database is not in a folder of npm start: look at the disk of its server.");
  const at = existingFolder(path.resolve(folder));
  const writable = await access(at, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!writable) return problem(check, `${at} cannot be written to.`, "Give it to the user that runs Homing.");
  const { bavail, blocks, bsize } = await statfs(at);
  const free = bavail * bsize;
  const found = `${(free / gib).toFixed(1)} GiB of ${((blocks * bsize) / gib).toFixed(1)} GiB are free at ${folder}.`;
  if (free >= warnBelow) return fine(check, found);
  return (free >= wrongBelow ? warning : problem)(check, found, "Make room, or move it to a larger disk.");
}

/** Room where the product writes. */
export function checkDisk({ folders }: Pick<DoctorCtx, "folders">): Promise<DoctorFinding[]> {
  return Promise.all(Object.entries(folders).map(([name, folder]) => checkFolder(name, folder)));
}
