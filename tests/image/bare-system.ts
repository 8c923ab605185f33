import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { say } from "./say";

const cache = path.resolve(".build/bare");
/** Reached through a proxy or with a certificate of their own, registries need these in the build as well. */
const ofTheNetwork =
  /^(npm_config_(registry|cafile|proxy|https_proxy|noproxy)|NODE_EXTRA_CA_CERTS|(https?|no)_proxy)$/i;

/** Runs a command and throws with what it said when it fails. */
export function must(command: string, args: string[], options: { cwd?: string; loud?: boolean } = {}): string {
  const stdio = options.loud ? "inherit" : "pipe";
  const done = spawnSync(command, args, { encoding: "utf8", cwd: options.cwd, stdio, maxBuffer: 1e8 });
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${done.error?.message ?? done.stderr ?? ""}`);
  return done.stdout ?? "";
}

/** Null when a bare Debian can be made and entered here, else why not. */
export function whyNoBareSystem(): string | null {
  if (process.getuid?.() !== 0) return "not root";
  if (spawnSync("unshare", ["--mount", "true"]).status !== 0) return "no mounts of its own";
  if (spawnSync("debootstrap", ["--version"]).status === 0) return null;
  const wanted = ["install", "--yes", "--no-install-recommends", "debootstrap"];
  const installed = spawnSync("apt-get", wanted, { stdio: "ignore" }).status === 0;
  return installed ? null : "debootstrap cannot be installed";
}

/** A bare Debian of this suite in a folder of its own: what `debian:SUITE-slim` holds. The first time takes two minutes. */
export function bareSystem(suite: string, folder: string): void {
  const kept = path.join(cache, `${suite}.tar`);
  if (!existsSync(kept)) {
    say(`Making a bare Debian (${suite}), once…`);
    mkdirSync(cache, { recursive: true });
    const fresh = path.join(cache, suite);
    rmSync(fresh, { recursive: true, force: true });
    must("debootstrap", ["--variant=minbase", suite, fresh]);
    must("tar", ["--create", "--file", `${kept}.part`, "--directory", fresh, "."]);
    renameSync(`${kept}.part`, kept);
    rmSync(fresh, { recursive: true, force: true });
  }
  mkdirSync(folder, { recursive: true });
  must("tar", ["--extract", "--file", kept, "--directory", folder]);
  // As images of Debian have it: who pulls the plug throws the folder away.
  writeFileSync(path.join(folder, "etc/dpkg/dpkg.cfg.d/unsafe-io"), "force-unsafe-io\n");
}

/** Adds what the image `node` adds to Debian's: Node and npm below /usr/local. */
export function addNode(folder: string): void {
  // `npm run` says where it is: …/npm/bin/npm-cli.js
  const npm = path.resolve(process.env.npm_execpath ?? realpathSync("/usr/bin/npm"), "../..");
  const local = path.join(folder, "usr/local");
  cpSync(process.execPath, path.join(local, "bin/node"), { dereference: true });
  cpSync(npm, path.join(local, "lib/node_modules/npm"), { recursive: true, dereference: true });
  for (const name of ["npm", "npx"])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, path.join(local, "bin", name));
}

/**
 * Makes the network of this machine known inside, with what npm has fetched there before; for a process in a mount namespace of its own.
 * Answers settings of the environment for it.
 */
export function addNetwork(folder: string): Record<string, string> {
  const [fetched, inside] = [path.join(cache, "npm"), path.join(folder, "root/.npm")];
  for (const each of [fetched, inside]) mkdirSync(each, { recursive: true });
  must("mount", ["--bind", fetched, inside]);
  for (const file of ["/etc/resolv.conf", "/etc/hosts"]) {
    rmSync(path.join(folder, file), { force: true });
    writeFileSync(path.join(folder, file), readFileSync(file));
  }
  const settings = Object.entries(process.env).filter(([name]) => ofTheNetwork.test(name));
  const own = "/usr/local/share/network-of-the-machine";
  mkdirSync(path.join(folder, own), { recursive: true });
  // Files of certificates: elsewhere than their packages put their own.
  const inPlace = settings.map(([name, value = ""]) => {
    if (!value.startsWith("/") || !existsSync(value)) return [name, value];
    const copied = path.join(own, name);
    cpSync(value, path.join(folder, copied), { dereference: true });
    return [name, copied];
  });
  return Object.fromEntries(inPlace);
}

/**
 * /proc and the few devices that a container has; for a process in a mount namespace of its own. Nothing of the machine's is mounted but
 * single devices, so that taking the folder away cannot reach it.
 */
export function addDevices(folder: string): void {
  must("mount", ["-t", "proc", "proc", path.join(folder, "proc")]);
  must("mount", ["-t", "tmpfs", "-o", "mode=755", "tmpfs", path.join(folder, "dev")]);
  for (const name of ["null", "zero", "full", "random", "urandom", "tty"]) {
    const device = path.join(folder, "dev", name);
    writeFileSync(device, "");
    must("mount", ["--bind", `/dev/${name}`, device]);
  }
  for (const [name, to] of [
    ["fd", "fd"],
    ["stdin", "fd/0"],
    ["stdout", "fd/1"],
    ["stderr", "fd/2"],
  ] as const)
    symlinkSync(`/proc/self/${to}`, path.join(folder, "dev", name));
  const terminals = path.join(folder, "dev/pts");
  mkdirSync(terminals);
  must("mount", ["-t", "devpts", "-o", "newinstance,mode=620,ptmxmode=666", "devpts", terminals]);
  symlinkSync("pts/ptmx", path.join(folder, "dev/ptmx"));
  const shared = path.join(folder, "dev/shm");
  mkdirSync(shared);
  must("mount", ["-t", "tmpfs", "-o", "mode=1777,size=64m", "tmpfs", shared]);
}
