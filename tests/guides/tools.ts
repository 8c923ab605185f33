import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { NotRun } from "./report";

/** What is installed here is no part of the product and stays out of its packages. */
const folder = path.resolve(".build/guides");
const python = path.join(folder, "python");

/** Runs a program to its end. Throws with what it said when its status is not 0. */
export function run(
  command: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; input?: string } = {},
): string {
  const done: SpawnSyncReturns<string> = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1e8, ...options });
  if (done.error) throw done.error;
  if (done.status !== 0)
    throw new Error(`${path.basename(command)} ${args.join(" ")}: ${done.stdout}${done.stderr}`.trim());
  return done.stdout + done.stderr;
}

const isThere = (command: string) => spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;

/** A program of Debian's, installed where it is missing and we may. Throws NotRun without it. */
export function debian(command: string, pack: string): string {
  if (isThere(command)) return command;
  if (process.getuid?.() === 0 && isThere("apt-get")) {
    const wanted = ["install", "--yes", "--quiet", "--no-install-recommends", pack];
    const install = () =>
      spawnSync("apt-get", wanted, { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
    if (install().status !== 0) {
      spawnSync("apt-get", ["update"], { stdio: "ignore" });
      install();
    }
  }
  if (!isThere(command)) throw new NotRun(`${command} is not here (Debian: ${pack})`);
  return command;
}

/** A program of a Python package of this version, in an environment of its own. Throws NotRun where it cannot be had. */
export function fromPython(command: string, pack: string): string {
  const found = path.join(python, "bin", command);
  if (existsSync(found)) return found;
  const isMade = existsSync(path.join(python, "bin/pip")) || spawnSync("python3", ["-m", "venv", python]).status === 0;
  if (isMade) spawnSync(path.join(python, "bin/pip"), ["install", "--quiet", pack], { stdio: "ignore" });
  if (!existsSync(found)) throw new NotRun(`${pack} cannot be installed with Python's pip`);
  return found;
}

/** A program that Go makes from a module of this version. Throws NotRun without Go. */
export function fromGo(command: string, pack: string): string {
  const found = path.join(folder, "go", command);
  if (existsSync(found)) return found;
  if (!isThere("go")) throw new NotRun(`${command} is made with Go, which is not here`);
  console.log(`Making ${command}, once (some minutes)…`);
  spawnSync("go", ["install", pack], { stdio: "ignore", env: { ...process.env, GOBIN: path.dirname(found) } });
  if (!existsSync(found)) throw new NotRun(`go install ${pack} does not succeed`);
  return found;
}
