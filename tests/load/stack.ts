import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { prisma } from "@/lib/base/db/client";
import { migrate } from "@/lib/base/db/migrate";
import { closePool } from "@/lib/base/db/pool";
import { stopBoss } from "@/lib/base/jobs/boss";
import { type Cluster, startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import { killChildren } from "./children";

/** Of installations that are there to be measured only. */
export const loadSecret = "measurements-need-no-secret-but-a-long-one";

/** A database of its own with the durable settings of production, migrated, in a folder that goes when it stops. */
export interface Stack {
  folder: string;
  cluster: Cluster;
  /** What a process of the product needs; this process has it too. */
  settings: NodeJS.ProcessEnv;
  /** For looking at the tables from outside; survives a restart of the server. */
  pool: pg.Pool;
  /** Ends the server without a word to its clients (SIGQUIT), as a crash would, and starts it again on the same port. */
  crashDatabase(): Promise<void>;
  /** The last lines that the workers wrote to their log. */
  logTail(lines: number): string;
  /** Gives back the connections that the product's own functions opened in this process. */
  releaseClients(): Promise<void>;
  /** Writes out what the database still holds in memory, so that it does not fall into a measurement. */
  checkpoint(): Promise<void>;
  stop(): Promise<void>;
}

/** Builds the processes as `npm start` does, once a state of the sources. */
export function bundleProcesses(): void {
  const args = ["lib/run/cli/build.mjs", "--bundle-only"];
  const { status } = spawnSync(process.execPath, args, { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error("The processes could not be bundled.");
}

/** Starts the database and sets the environment. `smtpUrl` is the way out for this process and its workers. */
export async function startStack(name: string, smtpUrl: string): Promise<Stack> {
  const folder = mkdtempSync(path.join(tmpdir(), `homing-${name}-`));
  let cluster = await startCluster(folder);
  const databaseUrl = await ensureDatabase(cluster, "homing");
  const settings: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    LOG_LEVEL: "warn",
    DATABASE_URL: databaseUrl,
    HOMING_SECRET: loadSecret,
    APP_URL: "https://mail.homing.example",
    TRACKING_URL: "",
    SMTP_URL: smtpUrl,
    RESEND_API_KEY: "",
    MAILBOX: "off",
    INBOUND_SMTP_PORT: "0",
    INBOUND_DOMAIN: "",
    WORKER_CONCURRENCY: "",
    JOURNAL_DIR: path.join(folder, "journal"),
  };
  Object.assign(process.env, settings);
  await migrate(databaseUrl, "prisma/migrations");
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  pool.on("error", () => {});
  const releaseClients = async () => {
    await stopBoss(2000);
    await prisma.$disconnect();
    await closePool();
  };
  return {
    folder,
    get cluster() {
      return cluster;
    },
    settings: { ...process.env, ...settings },
    pool,
    async crashDatabase() {
      process.kill(cluster.pid, "SIGQUIT");
      await cluster.exited;
      cluster = await startCluster(folder, { port: cluster.port });
    },
    logTail(lines) {
      const file = path.join(folder, "workers.log");
      return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n") : "";
    },
    releaseClients,
    async checkpoint() {
      const client = new pg.Client({ connectionString: cluster.superuserUrl("homing") });
      await client.connect();
      await client.query("checkpoint");
      await client.end();
    },
    async stop() {
      killChildren();
      await releaseClients();
      await pool.end();
      // What it wrote is thrown away with the folder: no need to end in order.
      process.kill(cluster.pid, "SIGQUIT");
      await cluster.exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
