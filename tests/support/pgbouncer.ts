import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { holdPort } from "@/lib/run/cluster/ports";

/** Why a PgBouncer of our own cannot be started here, in words, or null when it can. */
export function noPgBouncer(): string | null {
  return spawnSync("pgbouncer", ["--version"]).status === 0 ? null : "it is not installed (Debian: pgbouncer)";
}

export type PoolMode = "session" | "transaction" | "statement";

/** A PgBouncer before this database, on a port of its own; the one of the machine, if there is one, is not touched. */
export async function startPgBouncer(
  databaseUrl: string,
  mode: PoolMode,
  poolSize = 20,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-pgbouncer-"));
  const held = await holdPort({ setting: "", host: "127.0.0.1", wanted: 0, usual: 0 });
  await new Promise((resolve) => held.server.close(resolve));
  const to = new URL(databaseUrl);
  const password = decodeURIComponent(to.password);
  const place = `host=${to.hostname} port=${to.port} dbname=${to.pathname.slice(1)} user=${to.username} password=${password}`;
  const settings = {
    listen_addr: "127.0.0.1",
    listen_port: held.port,
    unix_socket_dir: "",
    auth_type: "any",
    pool_mode: mode,
    default_pool_size: poolSize,
    max_client_conn: 200,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const file = path.join(folder, "pgbouncer.ini");
  writeFileSync(file, `[databases]\nhoming = ${place}\n[pgbouncer]\n${lines.join("\n")}\n`);
  const isRoot = process.getuid?.() === 0;
  chmodSync(folder, 0o755);
  const nobody = Number(spawnSync("id", ["-u", "nobody"], { encoding: "utf8" }).stdout);
  if (isRoot) chownSync(file, nobody, nobody);
  const child = spawn("pgbouncer", [...(isRoot ? ["-u", "nobody"] : []), file], { stdio: "ignore" });
  const url = `postgresql://anybody@127.0.0.1:${held.port}/homing`;
  await untilAnswers(url);
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const client = new pg.Client({ connectionString: url });
    const answers = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (answers) return;
    await sleep(50);
  }
  throw new Error("PgBouncer did not answer within 5 s.");
}
