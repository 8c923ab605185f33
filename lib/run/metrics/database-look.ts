import pg from "pg";
import { env } from "@/lib/base/env";
import { createLog } from "@/lib/base/log";
import { onceInProcess } from "@/lib/base/metrics/once-in-process";
import { type DatabaseState, showDatabaseState } from "./database-metrics";
import { readCampaigns, readPartitions, readQueues, readRepeatedFailures, readWorkers } from "./database-queries";

const log = createLog({ part: "metrics" });

/** What was read is good for so long: several readers cost one look. */
const FRESH_MS = 5_000;
/** A scrape waits no longer for the database; the look then ends by itself. */
const PATIENCE_MS = 4_000;
const STATEMENT_MS = 3_000;

interface Look {
  running: Promise<void> | null;
  readAt: number;
}
const look = onceInProcess<Look>("metrics look", () => ({ running: null, readAt: Number.NEGATIVE_INFINITY }));

/** Brings the database's metrics up to date. One look at a time; one that takes too long shows the database as down. Never throws. */
export async function lookAtDatabase(freshMs = FRESH_MS): Promise<void> {
  if (performance.now() - look.readAt < freshMs) return;
  look.running ??= readAndShow().finally(() => {
    look.running = null;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, "late");
  });
  if ((await Promise.race([look.running, late])) === "late") showDatabaseState(null);
  clearTimeout(timer);
}

async function readAndShow(): Promise<void> {
  try {
    showDatabaseState(await readState());
  } catch (error) {
    log.warn("the database could not be read for the metrics", { error });
    showDatabaseState(null);
  }
  look.readAt = performance.now();
}

/** Over a connection of its own: it must say how things are also when all others are taken, and take none from work. */
async function readState(): Promise<DatabaseState> {
  const client = new pg.Client({
    connectionString: env.DATABASE_URL,
    connectionTimeoutMillis: STATEMENT_MS,
    query_timeout: STATEMENT_MS,
    application_name: "homing-metrics",
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(`set statement_timeout = ${STATEMENT_MS}`);
    return {
      queues: await readQueues(client),
      campaigns: await readCampaigns(client),
      partitions: await readPartitions(client),
      workers: await readWorkers(client),
      repeatedFailures: await readRepeatedFailures(client),
    };
  } finally {
    void client.end().catch(() => {});
  }
}
