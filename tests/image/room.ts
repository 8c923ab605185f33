import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { must } from "./bare-system";
import type { BuiltStage } from "./run-stage";

/** What stands for a container: a place where `homing …` runs with these settings and no other environment. */
export interface Room {
  start(command: readonly string[], settings: Readonly<Record<string, string>>): ChildProcess;
  /** Puts a secret into a file; answers its name as processes in the room know it. */
  secretFile(name: string, text: string): string;
  /** The data folder, as they know it. */
  data: string;
}

const piped = { stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"] };
const list = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings).map(([name, value]) => `${name}=${value}`);

/** A folder with what the image holds, run by somebody who may write only the data folder and /tmp. For where no bare system can be made. */
export function folderRoom(folder: string): Room {
  const own = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  spawnSync("chmod", ["755", folder]);
  const [home, data, bin] = ["homing", "data", "bin"].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  cpSync(".build/image", home, { recursive: true, verbatimSymlinks: true });
  mkdirSync(bin);
  cpSync(process.execPath, path.join(bin, "node"));
  mkdirSync(data);
  symlinkSync(data, path.join(home, ".data"));
  if (own.uid) spawnSync("chown", ["-R", `${own.uid}:${own.gid}`, data]);
  else spawnSync("chmod", ["-R", "a-w", home]);
  return {
    data,
    start: (command, settings) => {
      const env = { PATH: `${bin}:/usr/bin:/bin`, NODE_ENV: "production" as const, ...settings };
      return spawn(path.join(home, "lib/run/cli/image/homing.sh"), command, { cwd: "/", env, ...piped, ...own });
    },
    secretFile: (name, text) => {
      const file = path.join(folder, name);
      writeFileSync(file, text, { mode: 0o644 });
      return file;
    },
  };
}

/**
 * The last stage of the Dockerfile with its root read-only, /tmp in memory and its volumes, run as its user: as compose.yaml and the chart
 * run it. For a process in a mount namespace of its own.
 */
export function imageRoom(image: BuiltStage, folder: string): Room {
  const { root, environment, workdir, user } = image;
  for (const volume of image.volumes) {
    const kept = path.join(folder, "volumes", volume);
    mkdirSync(path.dirname(kept), { recursive: true });
    // A new volume begins with what the image has there, and its owner.
    must("cp", ["--archive", path.join(root, volume), kept]);
    must("mount", ["--bind", kept, path.join(root, volume)]);
  }
  mkdirSync(path.join(root, "run/secrets"), { recursive: true });
  for (const memory of ["tmp", "run/secrets"]) must("mount", ["-t", "tmpfs", "tmpfs", path.join(root, memory)]);
  must("mount", ["--rbind", root, root]);
  must("mount", ["-o", "remount,bind,ro", root]);
  return {
    data: image.volumes[0]!,
    start: (command, settings) => {
      const asked = command[0] === "health" && command[1] === "web" && image.healthcheck.length > 0;
      const run = asked ? image.healthcheck : [...image.entrypoint, ...command];
      const env = ["/usr/bin/env", "-i", `--chdir=${workdir}`, ...list({ ...environment, ...settings })];
      return spawn("chroot", [`--userspec=${user}`, root, ...env, ...run], { cwd: "/", ...piped });
    },
    secretFile: (name, text) => {
      writeFileSync(path.join(root, "run/secrets", name), text, { mode: 0o644 });
      return `/run/secrets/${name}`;
    },
  };
}

/** Files outside of its volumes and /tmp that the image's user may write, where the root were not read-only. */
export function writableIn({ root, user, volumes }: BuiltStage): string[] {
  const [uid = "", gid = ""] = user.split(":");
  const left = ["/tmp", "/var/tmp", "/proc", "/dev", "/run", ...volumes].flatMap((name) => [
    "-path",
    `.${name}`,
    "-prune",
    "-o",
  ]);
  const may = ["(", "-uid", uid, "-o", "-gid", gid, "-perm", "/g+w", "-o", "-perm", "/o+w", ")"];
  const found = must("find", [".", ...left, "!", "-type", "l", ...may, "-print"], { cwd: root });
  return found.split("\n").filter((line) => line !== "");
}
