import pg from "pg";
import { env } from "@/lib/base/env";
import { readQueues } from "@/lib/base/jobs/queue-state";
import { createLog } from "@/lib/base/log";
import { onceInProcess } from "@/lib/base/process/once-in-process";
import { type DatabaseState, showDatabaseState } from "./database-metrics";
import { readBackups, readCampaigns, readPartitions, readRepeatedFailures, readWorkers } from "./database-queries";

const log = createLog({ part: "metrics" });

/** What was read is good for so long: several readers cost one look. */
const FRESH_MS = 5_000;
/** A scrape waits no longer for the database; the look then ends by itself. */
const PATIENCE_MS = 4_000;
const STATEMENT_MS = 3_000;

interface Look {
  running: Promise<void> | null;
  /** What the running look has read so far; null before the database has answered. */
  soFar: DatabaseState | null;
  readAt: number;
}
const look = onceInProcess<Look>("metrics look", () => ({
  running: null,
  soFar: null,
  readAt: Number.NEGATIVE_INFINITY,
}));

/** Brings the database's metrics up to date. One look at a time; of one that takes too long, what it has read by then. Never throws. */
export async function lookAtDatabase(freshMs = FRESH_MS): Promise<void> {
  if (performance.now() - look.readAt < freshMs) return;
  look.running ??= readAndShow().finally(() => {
    look.running = null;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, "late");
  });
  if ((await Promise.race([look.running, late])) === "late") showDatabaseState(look.soFar);
  clearTimeout(timer);
}

async function readAndShow(): Promise<void> {
  look.soFar = null;
  await readState().catch((error: unknown) => log.warn("the database did not answer for the metrics", { error }));
  showDatabaseState(look.soFar);
  look.readAt = performance.now();
}

/** Over a connection of its own: it must say how things are also when all others are taken, and take none from work. */
async function readState(): Promise<void> {
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
    const state: DatabaseState = {};
    look.soFar = state;
    for (const read of parts) {
      await read(state, client).catch((error: unknown) =>
        log.warn("a part of the metrics could not be read", { error }),
      );
    }
  } finally {
    void client.end().catch(() => {});
  }
}

/** One that fails or takes long leaves the others alone. What matters most comes first. */
const parts: readonly ((state: DatabaseState, client: pg.ClientBase) => Promise<void>)[] = [
  async (state, client) => {
    state.workers = await readWorkers(client);
  },
  async (state, client) => {
    state.queues = await readQueues(client);
  },
  async (state, client) => {
    state.repeatedFailures = await readRepeatedFailures(client);
  },
  async (state, client) => {
    state.partitions = await readPartitions(client);
  },
  async (state, client) => {
    state.backups = await readBackups(client);
  },
  async (state, client) => {
    state.campaigns = await readCampaigns(client);
  },
];
