// What `npm start` and `npm test` share before anything of the project can be imported: only Node's own modules here.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { isInstalled } from "./installed.mjs";
import { untilEnded } from "./pass-on.mjs";

export const root = path.resolve(import.meta.dirname, "../../..");
export const pinnedNode = path.join(root, "node_modules/.bin/node");
const build = path.join(root, ".build");

/** With --json, stdout belongs to the one object that the command prints. */
const stdoutIsTaken = process.argv.includes("--json");

export function say(line) {
  if (stdoutIsTaken) console.error(line);
  else console.log(line);
}

/**
 * Runs a command to its end. Resolves with its status, and with what it printed where `stdio` makes a pipe of stdout. Exits when it fails,
 * unless `mayFail`, and when we were asked to end.
 */
export async function run(command, args, { mayFail = false, env = {}, stdio, timeout } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    timeout,
    stdio: stdio ?? (stdoutIsTaken ? ["inherit", 2, "inherit"] : "inherit"),
    env: {
      ...process.env,
      PATH: `${path.join(root, "node_modules/.bin")}${path.delimiter}${process.env.PATH}`,
      ...env,
    },
  });
  const printed = child.stdout ? text(child.stdout) : "";
  const { status, asked } = await untilEnded(child, { terminal: true });
  if (asked) process.exit(status || 1);
  if (status !== 0 && !mayFail) {
    console.error(`\n${command} ${args.join(" ")} failed.`);
    process.exit(status);
  }
  return { status, stdout: await printed };
}

/** SHA-256 over names and contents of the files below the given folders and of the given files. */
export function hashOf(entries) {
  const hash = createHash("sha256");
  const visit = (name) => {
    const full = path.join(root, name);
    if (!existsSync(full)) return;
    const children = safeReaddir(full);
    if (!children) {
      hash.update(`${name}\0`).update(readFileSync(full)).update("\0");
      return;
    }
    for (const child of children.sort()) if (child !== "generated") visit(path.join(name, child));
  };
  for (const entry of entries) visit(entry);
  return hash.digest("hex");
}

function safeReaddir(full) {
  try {
    return readdirSync(full);
  } catch (error) {
    if (error.code === "ENOTDIR") return null;
    throw error;
  }
}

/** Does `work` unless the stamp of that name already holds `hash`. Returns whether it worked. */
export async function whenStale(name, hash, work, isThere = () => true) {
  const stamp = path.join(build, `${name}.stamp`);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash && isThere()) return false;
  await work();
  mkdirSync(build, { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/**
 * Installs the packages of the lock file when node_modules is missing or older than it. Where those for development were left out, what
 * the product needs to build and run is enough; `development` asks for all.
 */
export async function ensureInstalled({ development = false } = {}) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `Node ${process.versions.node} is too old: Homing starts from Node 20.19 on (and then uses its own).`,
    );
    process.exit(1);
  }
  const hash = hashOf(["package.json", "package-lock.json"]);
  const there = () => existsSync(pinnedNode) && existsSync(path.join(root, "node_modules/next/package.json"));
  await whenStale(
    development ? "install" : "install-production",
    hash,
    async () => {
      if (isInstalled(root, { development })) return;
      say("Installing packages (a minute, only at first and after updates)…");
      // Not `npm ci`: it refuses a lock file in which packages for other platforms are missing, as mirrors make them.
      const quiet = ["--no-save", "--no-fund", "--no-audit", "--loglevel=error"];
      await run("npm", ["install", ...quiet]);
    },
    there,
  );
}
