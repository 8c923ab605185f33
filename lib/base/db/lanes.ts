import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { env } from "@/lib/base/env";
import { onFunctions } from "@/lib/base/process/function-host";
import { onceInProcess } from "@/lib/base/process/once-in-process";
import { closeBeforeSleep, functionPool } from "./function-pool";
import { traceSlowStatements } from "./slow-statements";

/** Recipients and providers have connections of their own, so that heavy questions of marketers never make them wait. */
export type Lane = "main" | "public";

interface Lanes {
  current: AsyncLocalStorage<Lane>;
  statementMs: number;
  /** Open pools, for their numbers. */
  pools: { lane: Lane; pool: pg.Pool }[];
}

/** Longest statement of jobs, commands and functions; the web host sets its own. Migrations have none: they open their own connection. */
const JOB_STATEMENT_MS = 10 * 60_000;
/** A page that takes longer is closed by its reader anyway. */
export const WEB_STATEMENT_MS = 20_000;
const PUBLIC_STATEMENT_MS = 10_000;
/** Public paths ask by key; a few connections carry thousands of requests a second. */
const PUBLIC_CONNECTIONS = 4;

const lanes = onceInProcess(
  "database lanes",
  (): Lanes => ({ current: new AsyncLocalStorage(), statementMs: JOB_STATEMENT_MS, pools: [] }),
);

/** How long a statement of this process may take; called before the first connection is opened. */
export function limitStatements(ms: number): void {
  lanes.statementMs = ms;
}

/** Whatever `work` asks the database, it asks over the connections of public paths. */
export function inPublicLane<T>(work: () => T): T {
  return lanes.current.run("public", work);
}

/** And over those of everybody else: work that follows a public call, but that nobody who called waits for. */
export function inMainLane<T>(work: () => T): T {
  return lanes.current.run("main", work);
}

export function currentLane(): Lane {
  // A function has few connections for all, and answers few at once.
  if (onFunctions()) return "main";
  return lanes.current.getStore() ?? "main";
}

/** The pools of this process that have not been closed. */
export function openPools(): readonly { lane: Lane; pool: pg.Pool }[] {
  return lanes.pools.filter(({ pool }) => !pool.ended);
}

/** A pool of one lane whose statements end in time. On functions the role says how long they may take: see README, Vercel. */
export function makePool(lane: Lane, options: pg.PoolConfig = {}): pg.Pool {
  const pool = onFunctions() ? makeFunctionPool(options) : makeServerPool(lane, options);
  // A connection that the server closes must not end the process, idle or in use; the next query opens a new one.
  pool.on("error", () => {});
  traceSlowStatements(pool);
  lanes.pools = [...openPools(), { lane, pool }];
  return pool;
}

function makeFunctionPool(options: pg.PoolConfig): pg.Pool {
  const onConnect = (client: pg.ClientBase) => void client.on("error", () => {});
  const given = { connectionString: env.DATABASE_URL, max: env.DATABASE_POOL, ...options, ...functionPool, onConnect };
  const pool = new pg.Pool(given);
  closeBeforeSleep(pool);
  return pool;
}

function makeServerPool(lane: Lane, options: pg.PoolConfig): pg.Pool {
  const max = lane === "public" ? Math.min(PUBLIC_CONNECTIONS, env.DATABASE_POOL) : env.DATABASE_POOL;
  const ms = lane === "public" ? Math.min(PUBLIC_STATEMENT_MS, lanes.statementMs) : lanes.statementMs;
  const onConnect = async (client: pg.ClientBase) => {
    client.on("error", () => {});
    // Said once a connection, before its first question, and not among the startup parameters, which poolers refuse.
    await client.query(`set statement_timeout = ${ms}`);
  };
  return new pg.Pool({ connectionString: env.DATABASE_URL, max, ...options, onConnect });
}
